import type { slack as source } from "../en/slack.ts";

/** What is said in Slack alone: how the app comes in, who is who there, what becomes of its channels. */

export const slack: Readonly<Record<keyof typeof source, string>> = {
  "slack.install.done.title": "Parley er i jeres arbejdsområde",
  "slack.install.done.channel": "Åbn nu den kanal, som begge firmaer deler, og skriv <b>/invite @Parley</b> der.",
  "slack.install.done.people":
    "Derefter fortæller I hver især én gang Parley, hvem I er, med den kode, som I får af jeres firmas administrator. Indtil da tager Parley ikke imod noget fra jer og viser jer ikke noget.",
  "slack.install.nothing.title": "Intet blev installeret",
  "slack.install.declined": "Du svarede nej i Slack, så alt er, som det var. Du kan begynde igen, når du vil.",
  "slack.install.refused":
    "Slack tillod det ikke. Nogle arbejdsområder kræver først en administrators godkendelse; når den er givet, kan du begynde igen.",
  "slack.install.again":
    "En installation gælder i ti minutter, én gang, i den browser, hvor den begyndte. Denne er udløbet eller brugt; begynd venligst igen.",
  "slack.install.unreachable": "Slack svarede ikke i tide. Begynd venligst igen om et øjeblik.",
  "slack.install.failed": "Noget gik galt hos os, og den, der driver Parley, kan se hvad. Sig det venligst til vedkommende.",
  "slack.install.begin": "Begynd igen",
  "slack.stranger":
    "Jeg ved endnu ikke, hvem du er her. Har du en kode, så send den til mig sådan her: kode ABCD-EFGH-JKLM-NPQR. En administrator i jeres firma kan lave en til dig.",
  "slack.outdated":
    "Knappen er så gammel, at jeg ikke længere ved, hvad den betød. Intet er ændret. Skriv “status” til mig, så ser du, hvad der er åbent nu.",
  "slack.press-again": "Det tog for lang tid, så Slack kunne ikke åbne vinduet. Intet er tabt: Tryk venligst igen.",
  "slack.noted": "Noteret. Du behøver ikke gøre mere nu.",
  "slack.done-title": "Færdig",
  "slack.not-done-title": "Ikke gjort endnu",
  "slack.language-chosen": "Fra nu af skriver jeg til dig på dansk.",
  "slack.code-wrong":
    "Koden gælder ikke, eller den gælder ikke længere. En kode virker én gang, i syv dage. En administrator i jeres firma kan lave en ny.",
  "slack.code-used": "Tak. Den, der gav dig koden, bliver bedt om at bekræfte, at det er dig. Så hører du fra mig.",
  "slack.code-confirm": "Nogen har brugt koden, du lavede til {name}. Kontoen i Slack er {account} i arbejdsområdet {team}. Er det {name}?",
  "slack.code-yes": "Ja, det er {name}",
  "slack.code-no": "Nej",
  "slack.code-settled": "Det er allerede besvaret.",
  "slack.code-accepted": "Tak. {name} er lukket ind nu og ser, hvad der venter.",
  "slack.code-refused": "Tak. Den konto bliver udenfor, og koden til {name} er udløbet. Du kan lave en ny, når du vil.",
  "slack.code-theirs":
    "{firm} har nu sine egne folk her, så det er firmaets egen administrator, der lukker {name} ind. Koden er udløbet, og intet andet er ændret.",
  "slack.code-not-confirmed": "Det blev ikke bekræftet, at koden er din. Spørg den, der gav dig den.",
  "slack.code-made":
    "Her er koden til {name}: {code}. Den virker én gang, i syv dage. {name} sender den til mig i en direkte besked eller skriver @Parley og så: kode, efterfulgt af koden. Så spørger jeg dig, om det er {name}.",
  "slack.invite-nobody": "Der er ingen tilbage, du kan lave en kode til.",
  "slack.invite-whom": "Hvem er koden til?",
  "slack.only-administrators": "Det kan kun en administrator i jeres firma: {who}.",
  "slack.welcome": "Velkommen, {name}. Du er kendt her nu, som {title} hos {firm}. Det, du bliver spurgt om, kommer her og kun til dig.",
  "slack.link-where": "Skriv det i den kanal, det gælder.",
  "slack.link-unreachable":
    "Jeg kan ikke se ind i kanalen. Invitér mig først: /invite @Parley. Skriv så “forbind” til mig der igen. Intet er ændret.",
  "slack.link-what": "Hvad skal kanalen være?",
  "slack.link-shared": "Rummet for {supplier} og {customer}",
  "slack.link-side": "Kun {firm}s eget rum",
  "slack.link-open":
    "Der er nogen i kanalen, som ikke hører til {firm}, eller den deles med en anden organisation. {firm}s eget rum skal være en kanal for dets egne alene. Intet er ændret.",
  "slack.link-proposed":
    "{who} foreslår for {firm}, at det her bliver det rum, begge firmaer deler. Alle i kanalen vil se, hvad der bliver skrevet her. Det begynder, når en administrator hos {other} er enig.",
  "slack.link-agree": "Enig på vegne af {firm}",
  "slack.link-other-firm": "Det skal en administrator hos det andet firma sige ja til. Intet er ændret.",
  "slack.link-changed":
    "Der er kommet en anden organisation ind i kanalen, siden det blev foreslået. Intet er ændret. Skriv “forbind” til mig her igen, så begge firmaer tager stilling til kanalen, som den er nu.",
  "slack.link-done-side": "Det her er nu {firm}s eget rum. Det, der står her, når aldrig frem til det andet firma.",
  "slack.link-done-shared": "Det her er nu rummet, som {supplier} og {customer} deler.",
  "slack.emoji-needs-more": "Der mangler kun én ting til det:",
  "slack.emoji-give-back": "Det er stadig dit. Hvis en anden skal have det:",
  "slack.emoji-no-case": "Beskeden står ikke i en sags tråd, der er åben for dig, så der er ikke noget at gemme den i.",
  "slack.emoji-keep": "Skal det her gemmes i sagen? Du ser det, før det bliver tilføjet.",
  "slack.file-unseen": "Slack lader mig ikke se en af filerne. Vedhæft den venligst igen.",
  "slack.start-report": "Meld en fejl…",
  "slack.start-warn": "Varsl noget på vej…",
  "slack.shared-closed":
    "Jeg kan ikke længere skrive i kanalen, der er jeres fælles rum. Intet er tabt: Jeres sager fortsætter, og det, folk bliver spurgt om, kommer stadig direkte til dem. Invitér mig igen, eller skriv “forbind” til mig i en anden kanal, så er rummet der igen.",
  "slack.side-closed":
    "Jeg kan ikke længere skrive i kanalen, der er {firm}s eget rum. Intet er tabt, og det, folk bliver spurgt om, kommer stadig direkte til dem. Invitér mig igen, eller skriv “forbind” til mig i en anden kanal, så er rummet der igen.",
  "slack.shared-cut":
    "Kanalen, der var jeres fælles rum, deles ikke længere af begge firmaer, så intet fra jeres sager bliver skrevet der. Intet er tabt: De fortsætter, og det, folk bliver spurgt om, kommer stadig direkte til dem. Det fortsætter af sig selv, når kanalen deles igen; eller skriv “forbind” til mig i en anden kanal, som begge firmaer deler.",
  "slack.third-organisation":
    "En anden organisation er kommet ind i kanalen, der er jeres fælles rum, så intet fra jeres sager bliver skrevet der for tiden. Det fortsætter af sig selv, når den organisation er ude igen, eller når en administrator hos hvert firma siger ja til kanalen på ny: Skriv “forbind” til mig der.",
  "slack.account-ended":
    "{name}s konto i Slack er lukket eller er nu en gæstekonto, så der bliver ikke taget imod noget fra den. Det, der venter på {name}, er stadig åbent og har samme frister: Giv det videre til en anden. En ny konto skal have en ny kode.",
  "slack.removed":
    "Appen er fjernet fra et workspace, som jeg når jeres rum igennem, så det, der hører til dér, venter. Intet er tabt: Alle sager, løfter og frister står ved magt. Så snart Parley er i det workspace igen, fortsætter det, hvor det slap.",
  "slack.gap":
    "I en periode kunne jeg ikke høre, hvad der blev skrevet her. Alt, hvad der er besluttet og lovet, står ved magt, og alle knapper virker. Hvis du skrev noget til mig imens, så skriv det igen.",
};
