import type { chat as source } from "../en/chat.ts";

/** What any chat platform says around a message: the ends of its windows, what is folded, what was left out of a short message. */

export const chat: Readonly<Record<keyof typeof source, string>> = {
  "chat.close": "Luk",
  "chat.cancel": "Fortryd",
  "chat.send": "Afsend",
  "chat.rare": "Mere at tilføje…",
  "chat.time": "Klokkeslæt",
  "chat.fill-in": "Udfyld venligst dette felt.",
  "chat.whole-number": "Skriv venligst et helt tal.",
  "chat.does-not-fit": "Det passer ikke til det andet, der er valgt: ",
  "chat.no-files": "Vinduet her tager ikke imod filer. Send dem til mig i vores egen chat med et ord om, hvad de viser.",
  "chat.no-answer": "Intet svar",
  "chat.choose": "Vælg",
  "chat.yes": "Ja",
  "chat.money-shape": "For eksempel 6450,00 EUR",
  "chat.needs-answer": "Kræver svar",
  "chat.decided": "Besluttet",
  "chat.picture": "Billede",
  "chat.correct": "Ret…",
  "chat.rest-more": "Det her er den korte udgave. Resten står under »Mere…«.",
  "chat.rest-page": "Det her er den korte udgave. Resten står på siden.",
  "chat.rest-status": "Det hele kunne ikke vises her. Skriv “status” til mig, så ser du, hvad der er åbent, med alle knapper.",
  "chat.side-room-open":
    "Det her var til jeres firmas eget rum. Der er nogen udefra i kanalen, eller den deles med en anden organisation, så det kommer til dig i stedet. Så snart kun jeres egne er der, kommer det dertil igen.",
};
