import type { hearing as source } from "../en/hearing.ts";

/** What Parley answers to words, in Danish. */
export const hearing: Readonly<Record<keyof typeof source, string>> = {
  "heard.title": "Sådan læste jeg det",
  "heard.stops": "Hvad standser det? Ét tryk melder det.",
  "heard.empty":
    "Skriv efter @parley, hvad der er galt, i én sætning. For eksempel: batch 4411 kom med revner i morges, 38 af 120, linje 2 stopper i morgen middag.",
  "heard.help": "Efter @parley kan du skrive:",
  "heard.unknown": "Det ord kender jeg ikke. Efter @parley kan du skrive:",
  "heard.say.report": "hvad der er galt, i én sætning",
  "heard.say.status": "<b>status</b>: alle åbne sager, og hvis tur det er",
  "heard.say.case": "et nummer som <b>PAR-00042</b>: den sag",
  "heard.say.faces": "<b>hvem</b>: hvem der er din kontakt i det andet firma",
  "heard.say.language": "<b>sprog</b>: det sprog, du bliver spurgt på",
  "heard.no-cases": "Der er ingen åben sag mellem de to firmaer.",
  "heard.faces": "Din kontakt er {who}, {title}.",
  "heard.faces-nobody": "Der er endnu ikke udpeget en kontakt til dig hos {firm}. I en sag er det den, der leder den dér.",
  "heard.language": "På hvilket sprog skal jeg spørge dig?",
  "heard.warn": "Sig, hvad der er på vej; de får det at vide, før de mærker det.",
  "heard.warn-customer": "Sig, hvad der er på vej hos jer; de får det at vide, før det sker.",

  "action.correct": "Ret: {what}…",

  "form.correct": "Ret dette; resten bliver, som jeg læste det. Begge firmaer ser meldingen.",
  "heard.not-now": "Der er ikke noget af den slags til dig lige nu. Efter @parley kan du skrive:",
  "heard.say.acts":
    "hvad du ved, gerne med sagens nummer: <b>dokumentation</b>, <b>årsag</b>, <b>alvor</b>, <b>besøg</b>, <b>note</b> eller <b>del</b>",
  "heard.say.progress":
    "hvor langt det er: <b>færdig</b>, <b>efter planen</b>, <b>forhindring</b>, <b>ny dato</b>, <b>venter</b> eller <b>mind mig om det senere</b>",
  "heard.say.others": "hvem der ellers skal have det: <b>hjælp</b>, <b>overdrag</b> eller <b>eskaler</b>",
  "heard.say.ending":
    "at det er slut, eller hvad der gemmes: <b>bragt i orden</b>, <b>luk</b>, <b>uden for referat</b> eller <b>med i referatet</b>",
  "heard.say.standing": "hvad der gælder mellem firmaerne: <b>spilleregler</b>, <b>ønsker</b> eller en <b>ordre</b> at tjekke",
};
