import type { hearing as source } from "../en/hearing.ts";

/** What Parley answers to words, in Danish. */
export const hearing: Readonly<Record<keyof typeof source, string>> = {
  "heard.title": "Det her læste jeg",
  "heard.stops": "Hvad standser det? Ét tryk melder det.",
  "heard.empty":
    "Skriv efter @parley, hvad der er galt, i én sætning. For eksempel: batch 4411 kom med revner i morges, 38 af 120, linje 2 stopper i morgen middag.",
  "heard.help": "Efter @parley kan du skrive:",
  "heard.unknown": "Det ord kender jeg ikke. Efter @parley kan du skrive:",
  "heard.say.report": "hvad der er galt, i én sætning",
  "heard.say.status": "<b>status</b>: alle åbne sager, og hvem der er på tur",
  "heard.say.case": "et nummer som <b>PAR-00042</b>: den sag",
  "heard.say.faces": "<b>hvem</b>: hvem der står over for dig i det andet firma",
  "heard.say.language": "<b>sprog</b>: det sprog, du bliver spurgt på",
  "heard.no-cases": "Der er ingen åben sag mellem de to firmaer.",
  "heard.faces": "Over for dig står {who}, {title}.",
  "heard.faces-nobody": "Der er ikke nævnt nogen hos {firm} for dig endnu. I en sag er det den, der leder den dér.",
  "heard.language": "På hvilket sprog skal jeg spørge dig?",
  "heard.warn": "Sig, hvad der er på vej; de får det at vide, før de mærker det.",
  "heard.warn-customer": "Sig, hvad der er på vej hos jer; de får det at vide, før det sker.",

  "action.correct": "Ret: {what}…",

  "form.correct": "Ret dette; resten bliver, som jeg læste det. Begge firmaer ser meldingen.",
  "heard.not-now": "Det er der ikke noget af for dig lige nu. Efter @parley kan du skrive:",
  "heard.say.acts":
    "<b>dokumentation</b>, <b>færdig</b>, <b>på sporet</b>, <b>eskaler</b>, <b>overdrag</b> eller <b>hjælp</b>, gerne med en sags nummer: dens knap",
  "heard.say.standing": "<b>spilleregler</b> eller <b>ordre</b>: spillereglerne mellem firmaerne, en ordre at tjekke",
};
