import type { teamsApp as source } from "../en/teams-app.ts";

/** What Teams says of the app, in Danish. */
export const teamsApp: Readonly<Record<keyof typeof source, string>> = {
  "teams.app.short": "Kom over en fejl sammen: én sag, begge firmaer, løfter, der bliver holdt.",
  "teams.app.about":
    "Parley hjælper en leverandør og dennes kunde med at komme over en fejl sammen, i den kanal, de allerede deler. Det, der markeres, bliver gemt: hvad der skete, den årsag, begge firmaer står ved, hvad der blev aftalt og lovet, og til hvornår. Hvert firma har et siderum, som det andet ikke kan se. Anden snak gemmes ikke.",
  "teams.app.report-this": "Meld det her som en fejl",
  "teams.app.report-this.what": "Lav en sag af det, der står i denne besked",
  "teams.command.report": "meld",
  "teams.command.report.what": "Fortæl det andet firma, hvad der er gået galt, i én sætning",
  "teams.command.status": "status",
  "teams.command.status.what": "Alle åbne sager, og hvis tur det er",
  "teams.command.help": "hjælp",
  "teams.command.help.what": "Hvad du kan skrive her",
  "teams.command.code": "kode",
  "teams.command.code.what": "Sig, hvem du er: dette ord og så den kode, du har fået",
  "teams.command.invite": "inviter",
  "teams.command.invite.what": "Lav en kode til en anden, som dit firmas administrator",
  "teams.command.link": "forbind",
  "teams.command.link.what": "Gør denne kanal til et rum for jeres firmaer, som dit firmas administrator",
};
