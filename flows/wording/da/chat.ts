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
  "chat.keep": "Skal det her gemmes i sagen? Du ser det, før det bliver tilføjet.",
  "chat.no-files":
    "Vinduet her tager ikke imod filer. Skriv »@Parley« under sagen med et billede i beskeden, så tilbyder jeg at lægge det i sagen. Andre filer bliver i kanalen.",
  "chat.no-tables": "Vinduet her tager ikke imod filer. Giv tabellen på siden, eller lad jeres eget system sende ordrerne.",
  "chat.open-browser": "Åbn i browseren",
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
  "chat.code-accepted": "Tak. {name} er lukket ind nu og ser, hvad der venter.",
  "chat.code-confirm": "Nogen har brugt koden, du lavede til {name}. Kontoen er {account} hos {team}. Er det {name}?",
  "chat.code-made":
    "Her er koden til {name}: {code}. Den virker én gang, i syv dage. {name} sender den til mig i en direkte besked eller skriver @Parley og så: kode, efterfulgt af koden. Så spørger jeg dig, om det er {name}.",
  "chat.code-no": "Nej",
  "chat.code-not-confirmed": "Det blev ikke bekræftet, at koden er din. Spørg den, der gav dig den.",
  "chat.code-refused": "Tak. Den konto bliver udenfor, og koden til {name} er udløbet. Du kan lave en ny, når du vil.",
  "chat.code-settled": "Det er allerede besvaret.",
  "chat.code-theirs":
    "{firm} har nu sine egne folk her, så det er firmaets egen administrator, der lukker {name} ind. Koden er udløbet, og intet andet er ændret.",
  "chat.code-used": "Tak. Den, der gav dig koden, bliver bedt om at bekræfte, at det er dig. Så hører du fra mig.",
  "chat.code-wrong":
    "Koden gælder ikke, eller den gælder ikke længere. En kode virker én gang, i syv dage. En administrator i jeres firma kan lave en ny.",
  "chat.code-yes": "Ja, det er {name}",
  "chat.invite-nobody": "Der er ingen tilbage, du kan lave en kode til.",
  "chat.invite-whom": "Hvem er koden til?",
  "chat.language-chosen": "Fra nu af skriver jeg til dig på dansk.",
  "chat.link-agree": "Enig på vegne af {firm}",
  "chat.link-changed":
    "Der er kommet en anden organisation ind i kanalen, siden det blev foreslået. Intet er ændret. Skriv “forbind” til mig her igen, så begge firmaer tager stilling til kanalen, som den er nu.",
  "chat.link-done-shared": "Det her er nu rummet, som {supplier} og {customer} deler.",
  "chat.link-done-side": "Det her er nu {firm}s eget rum. Det, der står her, når aldrig frem til det andet firma.",
  "chat.link-open":
    "Der er nogen i kanalen, som ikke hører til {firm}, eller den deles med en anden organisation. {firm}s eget rum skal være en kanal for dets egne alene. Intet er ændret.",
  "chat.link-other-firm": "Det skal en administrator hos det andet firma sige ja til. Intet er ændret.",
  "chat.link-proposed":
    "{who} foreslår for {firm}, at det her bliver det rum, begge firmaer deler. Alle i kanalen vil se, hvad der bliver skrevet her. Det begynder, når en administrator hos {other} er enig.",
  "chat.link-shared": "Rummet for {supplier} og {customer}",
  "chat.link-side": "Kun {firm}s eget rum",
  "chat.link-unreachable":
    "Jeg kan ikke se ind i kanalen. Tilføj mig dér først (i Slack: /invite @Parley). Skriv så “forbind” til mig der igen. Intet er ændret.",
  "chat.link-what": "Hvad skal kanalen være?",
  "chat.link-where": "Skriv det i den kanal, det gælder.",
  "chat.not-done-title": "Ikke gjort endnu",
  "chat.noted": "Noteret. Du behøver ikke gøre mere nu.",
  "chat.only-administrators": "Det kan kun en administrator i jeres firma: {who}.",
  "chat.outdated":
    "Knappen er så gammel, at jeg ikke længere ved, hvad den betød. Intet er ændret. Skriv “status” til mig, så ser du, hvad der er åbent nu.",
  "chat.removed":
    "Appen er fjernet fra et sted, som jeg når jeres rum igennem, så det, der hører til dér, venter. Intet er tabt: Alle sager, løfter og frister står ved magt. Så snart Parley er dér igen, fortsætter det, hvor det slap.",
  "chat.shared-closed":
    "Jeg kan ikke længere skrive i kanalen, der er jeres fælles rum. Intet er tabt: Jeres sager fortsætter, og det, folk bliver spurgt om, kommer stadig direkte til dem. Invitér mig igen, eller skriv “forbind” til mig i en anden kanal, så er rummet der igen.",
  "chat.shared-cut":
    "Kanalen, der var jeres fælles rum, deles ikke længere af begge firmaer, så intet fra jeres sager bliver skrevet der. Intet er tabt: De fortsætter, og det, folk bliver spurgt om, kommer stadig direkte til dem. Det fortsætter af sig selv, når kanalen deles igen; eller skriv “forbind” til mig i en anden kanal, som begge firmaer deler.",
  "chat.side-closed":
    "Jeg kan ikke længere skrive i kanalen, der er {firm}s eget rum. Intet er tabt, og det, folk bliver spurgt om, kommer stadig direkte til dem. Invitér mig igen, eller skriv “forbind” til mig i en anden kanal, så er rummet der igen.",
  "chat.start-report": "Meld en fejl…",
  "chat.start-warn": "Varsl noget på vej…",
  "chat.stranger":
    "Jeg ved endnu ikke, hvem du er her. Har du en kode, så send den til mig sådan her: kode ABCD-EFGH-JKLM-NPQR. En administrator i jeres firma kan lave en til dig.",
  "chat.third-organisation":
    "En anden organisation er kommet ind i kanalen, der er jeres fælles rum, så intet fra jeres sager bliver skrevet der for tiden. Det fortsætter af sig selv, når den organisation er ude igen, eller når en administrator hos hvert firma siger ja til kanalen på ny: Skriv “forbind” til mig der.",
  "chat.welcome": "Velkommen, {name}. Du er kendt her nu, som {title} hos {firm}. Det, du bliver spurgt om, kommer her og kun til dig.",
  "chat.emoji-needs-more": "Der mangler kun én ting til det:",
  "chat.emoji-give-back": "Det er stadig dit. Hvis en anden skal have det:",
  "chat.link-bridge": "Det, begge firmaer deler, kun for {firm}s folk",
  "chat.link-done-bridge":
    "Fra nu af står det, {supplier} og {customer} deler, også her, for {firm}s folk. Det, der trykkes eller besluttes her, gælder som dér, én gang. Det, folk skriver under en sag, bliver, hvor det er skrevet, medmindre begge firmaer beder om at få det bragt videre: »Mere…« på kortet »{name}«.",
};
