/** What is said of Slack alone: how the app comes into a workspace. */
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
} as const;
