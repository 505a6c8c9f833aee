import type { rooms as source } from "../en/rooms.ts";

/** Rooms, in Danish. */
export const rooms: Readonly<Record<keyof typeof source, string>> = {
  erased: "(slettet)",
  someone: "en, der er stoppet",
  comma: ", ",
  semicolon: "; ",
  and: " og ",
  or: " eller ",
  unavailable: "Intet blev gemt. Prøv igen om et øjeblik; det, du skrev, er der endnu.",
  failed: "Noget gik galt hos os. Intet er ændret; prøv igen.",
  "not-found": "Det er ikke her, eller det er ikke åbent for dig.",
  "seen.shared": "Begge firmaer",
  "seen.firm": "Kun {firm}",
  "seen.person": "Kun dig",
  "room.shared": "{supplier} og {customer}",
  "room.side": "{firm}, os imellem",
  "room.person": "Parley og dig",
  welcome:
    "Dette rum deles af begge firmaer. Parley gemmer det, I markerer: meldinger, dokumentation, beslutninger og løfter. Anden snak gemmes ikke i en sag, og <b>Uden for referat</b> holder en stund også det ude. Skriv <b>@parley</b> og hvad der er galt, eller tryk på knappen.",
  "welcome.side": "Kun {firm} kan læse dette rum. Det, der siges her, bliver her, medmindre en af jer bevidst deler det.",
  "welcome.person": "Det, du bliver spurgt om, kommer her, med alt det, du skal bruge for at svare.",
};
