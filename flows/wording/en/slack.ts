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
  "slack.stranger":
    "I do not know yet who you are here. If you have a code, send it to me like this: code ABCD-EFGH-JKLM-NPQR. An administrator of your firm can make one for you.",
  "slack.outdated":
    "This button is too old for me to know what it meant. Nothing was changed. Write “status” to me, and you see what is open now.",
  "slack.press-again": "That took too long for Slack to open the window. Nothing is lost: please press again.",
  "slack.noted": "Noted. Nothing else is needed from you now.",
  "slack.done-title": "Done",
  "slack.not-done-title": "Not done yet",
  "slack.language-chosen": "From now on I write to you in English.",
  "slack.code-wrong":
    "This code is not valid, or not any more. A code works once, for seven days. An administrator of your firm can make a new one.",
  "slack.code-used": "Thank you. Whoever gave you the code is being asked to confirm that it is you. You will hear from me then.",
  "slack.code-confirm":
    "Somebody has used the code that you made for {name}. Their account in Slack is {account}, in the workspace {team}. Is it {name}?",
  "slack.code-yes": "Yes, it is {name}",
  "slack.code-no": "No",
  "slack.code-settled": "This has been answered already.",
  "slack.code-accepted": "Thank you. {name} is let in now and sees what waits there.",
  "slack.code-refused":
    "Thank you. That account stays outside, and the code for {name} has ended. You can make a new one whenever you like.",
  "slack.code-theirs":
    "{firm} has people of its own here by now, so its own administrator lets {name} in. This code has ended, and nothing else was changed.",
  "slack.code-not-confirmed": "It was not confirmed that the code is yours. Please ask whoever gave it to you.",
  "slack.code-made":
    "This is the code for {name}: {code}. It works once, for seven days. {name} sends it to me in a direct message, or writes @Parley and then: code, followed by the code. I then ask you whether it is {name}.",
  "slack.invite-nobody": "There is nobody left whom you could make a code for.",
  "slack.invite-whom": "Whom is the code for?",
  "slack.only-administrators": "Only an administrator of your firm can do this: {who}.",
  "slack.welcome": "Welcome, {name}. You are known here now, as {title} at {firm}. What is asked of you comes here, and only to you.",
  "slack.link-where": "Please write this in the channel that it is about.",
  "slack.link-unreachable":
    "I cannot look into that channel. Please invite me there first: /invite @Parley. Then write “link” to me there again. Nothing was changed.",
  "slack.link-what": "What is this channel to be?",
  "slack.link-shared": "The room of {supplier} and {customer}",
  "slack.link-side": "Only {firm}’s own room",
  "slack.link-open":
    "There is somebody in this channel who does not belong to {firm}, or it is shared with another organisation. {firm}’s own room has to be a channel of its own people alone. Nothing was changed.",
  "slack.link-proposed":
    "{who} proposes for {firm} that this is the room that both firms share. Everybody in this channel will see what is posted here. It begins when an administrator of {other} agrees.",
  "slack.link-agree": "Agree for {firm}",
  "slack.link-other-firm": "The other firm’s administrator has to agree to this. Nothing was changed.",
  "slack.link-changed":
    "Another organisation has come into this channel since this was proposed. Nothing was changed. Write “link” to me here again, so that both firms decide about the channel as it is now.",
  "slack.link-done-side": "This is {firm}’s own room now. What stands here never reaches the other firm.",
  "slack.link-done-shared": "This is now the room that {supplier} and {customer} share.",
  "slack.emoji-needs-more": "One thing is still needed for that:",
  "slack.emoji-give-back": "This is still yours. If somebody else should have it:",
  "slack.emoji-no-case": "This message stands in no case’s thread that is open to you, so there is nothing to keep it in.",
  "slack.emoji-keep": "Shall this be kept in the case? You see it before it is added.",
  "slack.file-unseen": "Slack does not let me see one of these files. Please attach it once more.",
  "slack.start-report": "Report a failure…",
  "slack.start-warn": "Tell early of something coming…",
  "slack.shared-closed":
    "I can no longer write in the channel that is your shared room. Nothing is lost: your cases go on, and what is asked of people still comes to them directly. To bring the room back, invite me there again, or write “link” to me in another channel.",
  "slack.side-closed":
    "I can no longer write in the channel that is {firm}’s own room. Nothing is lost, and what is asked of people still comes to them directly. To bring the room back, invite me there again, or write “link” to me in another channel.",
  "slack.shared-cut":
    "The channel that was your shared room is no longer shared by both firms, so nothing of your cases is posted there. Nothing is lost: they go on, and what is asked of people still comes to them directly. It goes on by itself when the channel is shared again; or write “link” to me in another channel that both firms share.",
  "slack.third-organisation":
    "Another organisation has joined the channel that is your shared room, so nothing of your cases is posted there for now. It goes on by itself when that organisation has left, or when an administrator of each firm agrees to the channel again: write “link” to me there.",
  "slack.account-ended":
    "{name}’s account in Slack is closed, or a guest’s now, so nothing is taken from it any more. What waits for {name} stays open and keeps its dates: please hand it to somebody else. A new account needs a new code.",
  "slack.removed":
    "The app was removed from a workspace through which I reach your rooms, so what belongs there waits. Nothing is lost: every case, promise and date stands. As soon as Parley is in that workspace again, it goes on from where it stopped.",
  "slack.gap":
    "For a while I could not hear what was written here. Everything that was decided and promised stands, and all buttons work. If you wrote something to me in the meantime, please write it once more.",
} as const;
