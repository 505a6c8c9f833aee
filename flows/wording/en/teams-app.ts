/** What Teams says of the app where it is found and where one writes to it. A command is what one writes, so it has to be a word that is read. */
export const teamsApp = {
  "teams.app.short": "Recover from a failure together: one case, both firms, promises that are kept.",
  "teams.app.about":
    "Parley helps a supplier and its customer recover from a failure together, in the channel they already share. It keeps what is marked: what happened, the cause that both firms stand by, what was agreed and promised, and by when. Each firm has a side room that the other cannot see. Other talk is not stored.",
  "teams.app.report-this": "Report this as a failure",
  "teams.app.report-this.what": "Make a case of what this message says",
  "teams.command.report": "report",
  "teams.command.report.what": "Tell the other firm what went wrong, in one sentence",
  "teams.command.status": "status",
  "teams.command.status.what": "Every open case and whose turn it is",
  "teams.command.help": "help",
  "teams.command.help.what": "What you can write here",
  "teams.command.code": "code",
  "teams.command.code.what": "Say who you are: this word, then the code that you were given",
  "teams.command.invite": "invite",
  "teams.command.invite.what": "Make a code for somebody, as your firm’s administrator",
  "teams.command.link": "link",
  "teams.command.link.what": "Make this channel a room of your firms, as your firm’s administrator",
} as const;
