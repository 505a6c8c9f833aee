import type { talk as source } from "../en/talk.ts";

/** Talk, in Danish. */
export const talk: Readonly<Record<keyof typeof source, string>> = {
  "talk.said": "<b>{who}</b> · {firm} · {language}",
  "talk.changed": "<b>{who}</b> · {firm} · {language} · rettet bagefter",
  "talk.rest": "(Det fortsætter dér, hvor det er skrevet.)",
  "talk.files": "Med følger, dér hvor det er skrevet: {names}",
  "talk.taken-back": "{who} · {firm} har trukket det, der stod her, tilbage.",
  "talk.gone": "Det, der stod her, er trukket tilbage.",
  "talk.stays":
    "Det, du skriver her, bliver her: Jeg bringer kun det videre, som folk skriver, jeg kender. Har du en kode, så send den til mig sådan her: kode ABCD-EFGH-JKLM-NPQR. En administrator i jeres firma kan lave en til dig.",
  "held.on":
    "Rummet i {place} tager ikke imod beskeder for tiden. Det nye her venter og kommer derhen, så snart det kan, i sin rækkefølge; intet er tabt, og frister står ved magt.",
  "held.over": "Rummet i {place} tager imod beskeder igen. Alt det, der ventede, er der nu.",
  "held.place.slack": "Slack",
  "held.place.teams": "Teams",
  "held.place.web": "browseren",
  "card.carried": "Det, folk skriver under en sags kort, bringes til begge rum.",
  "waiting.carry": "sige, om snak bringes til begge rum",
  "ask.carry": "Skal snak under en sags kort bringes til begge rum?",
  "ask.carry.body":
    "{who} hos {firm} beder om det. Det, folk skriver under en sags kort, vil så stå i begge rum med navn og firma. Intet af det gemmes i sagen. Hvert firma kan slutte det når som helst.",
  "why.carry": "Det kræver ja fra begge firmaer: Det, jeres folk skriver, vil også blive læst i det andet rum.",
  "notice.carried":
    "{who} siger ja: Fra nu af bringes det, folk skriver under en sags kort, til begge rum med navn og firma. Intet af det gemmes i sagen, og hvert firma kan slutte det under “Mere…”.",
  "notice.not-carried":
    "{who} har besluttet: Det, folk skriver under en sags kort, bliver i det rum, hvor det er skrevet. Kort, beslutninger og dokumentation står i begge som før.",
  "action.carry": "Bring snak til begge rum",
  "action.carry-yes": "Ja, bring den videre",
  "action.carry-no": "Nej, lad den blive, hvor den er skrevet",
  "form.carry":
    "Det andet firma bliver spurgt. Når det også siger ja, står det, folk skriver under en sags kort, i begge rum med navn og firma.",
  "done.carry-talk": "Noteret.",
  "reject.talk-asked": "Jeres firma har allerede bedt om det; {firm} er spurgt.",
  "reject.talk-one-place": "Jeres fælles rum står ét sted, så alle læser allerede det, der skrives der.",
  "reject.talk-stays": "Snak bliver allerede, hvor den er skrevet.",
};
