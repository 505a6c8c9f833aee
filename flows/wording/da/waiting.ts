import type { waiting as source } from "../en/waiting.ts";

/** Waiting for somebody who holds the ball, in Danish. */
export const waiting: Readonly<Record<keyof typeof source, string>> = {
  "card.waits.other-firm": "{firm} har siden {since} ventet på noget fra <b>{other}</b>:",
  "card.waits.third-party": "{firm} har siden {since} ventet på <b>nogen udefra</b>:",
  "card.waits.related": "{firm} har siden {since} ventet på <b>noget, der klares et andet sted</b>:",
  "card.waits.answers": "<b>{who}</b> svarer senest <b>{due}</b>",
  "card.waits.answers.late": "fristen for svaret fra <b>{who}</b> var <b>{due}</b>",
  "card.waits.looks": "<b>{who}</b> ser efter igen senest <b>{due}</b>",
  "card.waits.looks.late": "<b>{who}</b> skulle se efter igen, fristen var <b>{due}</b>",
  "card.handed-over":
    "{count, plural, one {Overdraget fra {from} til {to}, {at}} other {Overdraget # gange, senest fra {from} til {to}, {at}}}",
  "fact.waited": "Ventet",
  waited: "{firm} {for}: {time}",
  "waited.other-firm": "på {other}",
  "waited.third-party": "på nogen udefra",
  "waited.related": "på noget, der klares et andet sted",
  "duration.days": "{count, plural, one {# dag} other {# dage}}",
  "duration.hours": "{count, plural, one {# time} other {# timer}}",
  "duration.minutes": "{count, plural, one {# minut} other {# minutter}}",
  "waiting.wait": "svare på det, det andet firma først skal bruge",
  "waiting.arrived": "se efter, om det er kommet",
  "ask.wait": "{firm} skal først bruge noget fra jer",
  "ask.wait.body": "{who} spørger. Det, {firm} er bedt om, står stille, til I svarer.",
  "ask.arrived": "Er det kommet?",
  "ask.arrived.body": "{firm} kan se, hvad I venter på. Løfter beholder deres datoer imens.",
  "notice.waits.other-firm": "{firm} skal først bruge noget fra {other}:",
  "notice.waits.third-party": "{firm} venter på nogen udefra:",
  "notice.waits.related": "{firm} venter på noget, der klares et andet sted:",
  "notice.goes-on": "{who}: {firm} går videre og venter ikke mere.",

  "waits-on.other-firm": "Det andet firma",
  "waits-on.third-party": "Nogen udefra, for eksempel en af vores leverandører",
  "waits-on.related": "Et problem eller en ændring, der klares et andet sted",

  "action.wait-for": "Vi skal først bruge noget…",
  "action.answer-wait": "Svar…",
  "action.stop-waiting": "Vi går videre nu",
  "action.has-come": "Kommet, vi går videre",
  "action.keep-waiting": "Ikke endnu, se efter igen…",

  "form.wait-for":
    "Begge firmaer ser det, og hvor længe det varer. Det, I er bedt om, står stille imens; ligger det hos {firm}, bliver den ansvarlige dér spurgt.",
  "form.answer-wait": "{firm} læser det og går videre.",

  "field.waits-on": "Hvem har det, I skal bruge?",
  "field.needed-first": "Hvad skal I først bruge?",
  "field.look-again": "Hvornår ser I efter igen?",
  "field.answer": "Jeres svar",

  "hint.look-again": "Kun for det, der ikke ligger hos det andet firma. Står feltet tomt: om to arbejdsdage.",

  "done.wait-for": "Noteret. Det, I er bedt om, står stille så længe.",
  "done.answer-wait": "Tak. De går videre med det.",

  "reject.wait-over": "Det er der ingen, der venter på mere.",
  "reject.own-wait": "Det er det, jeres eget firma venter på. Sig til, hvis I kan gå videre.",
  "reject.not-your-wait": "{firm} venter på dette, og firmaets egne folk siger, når det er kommet.",
  "reject.wait-asked-already": "{firm} er spurgt om det og bliver mindet om det. Sig til, hvis I kan gå videre uden.",
};
