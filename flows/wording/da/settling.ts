import type { settling as source } from "../en/settling.ts";

/** Put right without an agreement, in Danish. */
export const settling: Readonly<Record<keyof typeof source, string>> = {
  "card.settled": "Bragt i orden, siger {who} ({firm}), {at}:",
  "waiting.settled": "sige, om det er i orden",
  "waiting.again": "bringe det, der mangler, i orden",
  "ask.settled": "{firm} siger, at det er bragt i orden. Passer det?",
  "ask.settled.body": "Det siger {who}. Mangler der noget, går det tilbage til dem.",
  "ask.again": "Der mangler stadig noget",
  "notice.settled": "{who} siger, at {case} er bragt i orden:",
  "notice.settled-sent-back": "Ikke helt, siger {who}:",

  "action.say-settled": "Det er bragt i orden…",
  "action.settled-good": "Ja, alt i orden",
  "action.settled-not-quite": "Ikke helt…",

  "form.say-settled":
    "Over telefonen, på stedet eller med det samme: én linje er nok. {firm} bliver spurgt, om det er i orden, og et ja lukker sagen.",

  "field.settled": "Hvad blev I enige om, eller hvad blev der gjort?",

  "done.say-settled": "Noteret. {firm} er spurgt, om det er i orden.",

  "reject.word-awaited": "Det er meldt, at det er bragt i orden. {firm} skal først sige, om det passer.",
  "reject.no-word-awaited": "Det er ikke spørgsmålet mere. Sagskortet viser, hvordan det står.",
  "reject.others-word": "Det er {firm}, der siger, om det er i orden.",
  "reject.promises-settle": "Begge firmaer har underskrevet: sagen slutter med aftalens løfter.",
  "waiting.spoken": "læse, hvad der er afklaret mundtligt",
  "ask.spoken": "Blev I enige om det sådan?",
  "ask.spoken.body": "{who} ({firm}) noterede efter jeres snak, {at}:",
  "card.spoken": "Afklaret mundtligt ({who}, {at}):",
  "spoken.agreed": "{who} siger det samme.",
  "spoken.differs": "{who} husker det anderledes:",
  "spoken.unread": "endnu ikke læst af det andet firma",
  "action.note-spoken": "Afklaret mundtligt…",
  "action.spoken-so": "Rigtigt",
  "action.spoken-not": "Ikke helt…",
  "form.note-spoken": "Én linje er nok. Det andet firma læser den og siger, om det var sådan; sagen går videre.",
  "field.spoken": "Hvad blev I enige om?",
  "field.spoken-words": "Hvordan husker du det?",
  "reject.enough-spoken": "Flere punkter venter på, at det andet firma læser dem.",
  "reject.spoken-gone": "Der er nyere punkter i stedet for dette.",
  "reject.own-spoken": "Dit eget firma skrev det; {firm} læser det.",
};
