import type { rooms as source } from "../en/rooms.ts";

/** Rooms, in Danish. */
export const rooms: Readonly<Record<keyof typeof source, string>> = {
  erased: "(slettet)",
  someone: "en tidligere medarbejder",
  comma: ", ",
  semicolon: "; ",
  and: " og ",
  or: " eller ",
  unavailable: "Intet blev gemt. Prøv igen om et øjeblik; det, du skrev, er der endnu.",
  failed: "Noget gik galt hos os. Intet er ændret; prøv igen.",
  "sign-in": "Log ind, tak.",
  "not-found": "Det findes ikke her, eller du har ikke adgang til det.",
  "seen.shared": "Begge firmaer",
  "seen.firm": "Kun {firm}",
  "seen.person": "Kun dig",
  "room.shared": "{supplier} og {customer}",
  "room.side": "{firm}, os imellem",
  "room.person": "Parley og dig",
  welcome:
    "Dette rum deles af begge firmaer. Parley gemmer det, I markerer: meldinger, dokumentation, beslutninger og løfter. Anden snak gemmes ikke i en sag, og mens <b>Uden for referat</b> er slået til, gemmes heller ikke det, I markerer. Skriv <b>@parley</b> og det, der er galt, eller tryk på knappen.",
  "welcome.side": "Kun {firm} kan læse dette rum. Det, der siges her, bliver her, medmindre en af jer bevidst deler det.",
  "welcome.person": "Det, du bliver spurgt om, kommer her, med alt det, du skal bruge for at svare.",
};
