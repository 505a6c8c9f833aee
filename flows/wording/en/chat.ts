/** What any chat platform says around a message: the ends of its windows, who is who, which channel is which room, what became of it. */
export const chat = {
  "chat.close": "Close",
  "chat.cancel": "Cancel",
  "chat.send": "Send",
  "chat.rare": "More to say…",
  "chat.time": "Time",
  "chat.fill-in": "Please fill this in.",
  "chat.whole-number": "Please give a whole number.",
  "chat.does-not-fit": "That does not go with what else was chosen: ",
  "chat.keep": "Shall this be kept in the case? You see it before it is added.",
  "chat.no-files":
    "This window takes no files. Write “@Parley” below the case with a picture in your message, and I offer to add it. Other files stay in the channel.",
  "chat.no-tables": "This window takes no files. Give the table on the page, or have your own system send the orders.",
  "chat.open-browser": "Open in the browser",
  "chat.no-answer": "No answer",
  "chat.choose": "Choose",
  "chat.yes": "Yes",
  "chat.money-shape": "Such as 6450.00 EUR",
  "chat.needs-answer": "Needs an answer",
  "chat.decided": "Decided",
  "chat.picture": "Photo",
  "chat.correct": "Correct…",
  "chat.rest-more": "This is the short form. Everything else is under “More…”.",
  "chat.rest-page": "This is the short form. Everything else is on the page.",
  "chat.rest-status": "Not all of this could be shown here. Write “status” to me to see what is open, with all its buttons.",
  "chat.side-room-open":
    "This was meant for your firm’s own room. Somebody from outside is in that channel, or it is shared with another organisation, so it comes to you instead. As soon as only your own people are there, it goes there again.",
  "chat.code-accepted": "Thank you. {name} is let in now and sees what waits there.",
  "chat.code-confirm": "Somebody has used the code that you made for {name}. Their account is {account}, of {team}. Is it {name}?",
  "chat.code-made":
    "This is the code for {name}: {code}. It works once, for seven days. {name} sends it to me in a direct message, or writes @Parley and then: code, followed by the code. I then ask you whether it is {name}.",
  "chat.code-no": "No",
  "chat.code-not-confirmed": "It was not confirmed that the code is yours. Please ask whoever gave it to you.",
  "chat.code-refused":
    "Thank you. That account stays outside, and the code for {name} has ended. You can make a new one whenever you like.",
  "chat.code-settled": "This has been answered already.",
  "chat.code-theirs":
    "{firm} has people of its own here by now, so its own administrator lets {name} in. This code has ended, and nothing else was changed.",
  "chat.code-used": "Thank you. Whoever gave you the code is being asked to confirm that it is you. You will hear from me then.",
  "chat.code-wrong":
    "This code is not valid, or not any more. A code works once, for seven days. An administrator of your firm can make a new one.",
  "chat.code-yes": "Yes, it is {name}",
  "chat.invite-nobody": "There is nobody left whom you could make a code for.",
  "chat.invite-whom": "Whom is the code for?",
  "chat.language-chosen": "From now on I write to you in English.",
  "chat.link-agree": "Agree for {firm}",
  "chat.link-changed":
    "Another organisation has come into this channel since this was proposed. Nothing was changed. Write “link” to me here again, so that both firms decide about the channel as it is now.",
  "chat.link-done-shared": "This is now the room that {supplier} and {customer} share.",
  "chat.link-done-side": "This is {firm}’s own room now. What stands here never reaches the other firm.",
  "chat.link-open":
    "There is somebody in this channel who does not belong to {firm}, or it is shared with another organisation. {firm}’s own room has to be a channel of its own people alone. Nothing was changed.",
  "chat.link-other-firm": "The other firm’s administrator has to agree to this. Nothing was changed.",
  "chat.link-proposed":
    "{who} proposes for {firm} that this is the room that both firms share. Everybody in this channel will see what is posted here. It begins when an administrator of {other} agrees.",
  "chat.link-shared": "The room of {supplier} and {customer}",
  "chat.link-side": "Only {firm}’s own room",
  "chat.link-unreachable":
    "I cannot look into that channel. Please add me there first (in Slack: /invite @Parley). Then write “link” to me there again. Nothing was changed.",
  "chat.link-what": "What is this channel to be?",
  "chat.link-where": "Please write this in the channel that it is about.",
  "chat.not-done-title": "Not done yet",
  "chat.noted": "Noted. Nothing else is needed from you now.",
  "chat.only-administrators": "Only an administrator of your firm can do this: {who}.",
  "chat.outdated":
    "This button is too old for me to know what it meant. Nothing was changed. Write “status” to me, and you see what is open now.",
  "chat.removed":
    "The app was removed from a place through which I reach your rooms, so what belongs there waits. Nothing is lost: every case, promise and date stands. As soon as Parley is there again, it goes on from where it stopped.",
  "chat.shared-closed":
    "I can no longer write in the channel that is your shared room. Nothing is lost: your cases go on, and what is asked of people still comes to them directly. To bring the room back, invite me there again, or write “link” to me in another channel.",
  "chat.shared-cut":
    "The channel that was your shared room is no longer shared by both firms, so nothing of your cases is posted there. Nothing is lost: they go on, and what is asked of people still comes to them directly. It goes on by itself when the channel is shared again; or write “link” to me in another channel that both firms share.",
  "chat.side-closed":
    "I can no longer write in the channel that is {firm}’s own room. Nothing is lost, and what is asked of people still comes to them directly. To bring the room back, invite me there again, or write “link” to me in another channel.",
  "chat.start-report": "Report a failure…",
  "chat.start-warn": "Tell early of something coming…",
  "chat.stranger":
    "I do not know yet who you are here. If you have a code, send it to me like this: code ABCD-EFGH-JKLM-NPQR. An administrator of your firm can make one for you.",
  "chat.third-organisation":
    "Another organisation has joined the channel that is your shared room, so nothing of your cases is posted there for now. It goes on by itself when that organisation has left, or when an administrator of each firm agrees to the channel again: write “link” to me there.",
  "chat.welcome": "Welcome, {name}. You are known here now, as {title} at {firm}. What is asked of you comes here, and only to you.",
  "chat.emoji-needs-more": "One thing is still needed for that:",
  "chat.emoji-give-back": "This is still yours. If somebody else should have it:",
  "chat.link-bridge": "What both firms share, for {firm}’s people alone",
  "chat.link-done-bridge":
    "From now on what {supplier} and {customer} share stands here, too, for {firm}’s people. Whatever is pressed or decided here counts as it does there, once. What people write below a case stays where it is written, unless both firms ask for it to be carried: “More…” on the card “{name}”.",
};
