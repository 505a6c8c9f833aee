/** What is said in Slack alone: how the app comes in, who is who there, what becomes of its channels. */
export const slack = {
  "slack.install.done.title": "Parley is in your workspace",
  "slack.install.done.channel": "Next, open the channel that both firms share, and type <b>/invite @Parley</b> there.",
  "slack.install.done.people":
    "Then each person tells Parley once who they are, with the code that their firm’s administrator gives them. Until then Parley takes nothing from them and shows them nothing.",
  "slack.install.nothing.title": "Nothing was installed",
  "slack.install.declined": "You answered no in Slack, so everything is as it was. You can begin again whenever you like.",
  "slack.install.refused":
    "Slack did not allow it. Some workspaces ask for an administrator’s approval first; once that is given, begin again.",
  "slack.install.again":
    "An installation is good for ten minutes, once, in the browser that began it. This one is over; please begin again.",
  "slack.install.unreachable": "Slack did not answer in time. Please begin again in a moment.",
  "slack.install.failed": "Something went wrong on our side, and whoever runs Parley can see what. Please tell them.",
  "slack.install.begin": "Begin again",
  "slack.press-again": "That took too long for Slack to open the window. Nothing is lost: please press again.",
  "slack.done-title": "Done",
  "slack.emoji-no-case": "This message stands in no case’s thread that is open to you, so there is nothing to keep it in.",
  "slack.file-unseen": "Slack does not let me see one of these files. Please attach it once more.",
  "slack.account-ended":
    "{name}’s account in Slack is closed, or a guest’s now, so nothing is taken from it any more. What waits for {name} stays open and keeps its dates: please hand it to somebody else. A new account needs a new code.",
  "slack.gap":
    "For a while I could not hear what was written here. Everything that was decided and promised stands, and all buttons work. If you wrote something to me in the meantime, please write it once more.",
} as const;
