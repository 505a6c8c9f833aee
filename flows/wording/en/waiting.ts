/** Waiting for somebody who holds the ball. */
export const waiting = {
  "card.waits.other-firm": "{firm} needs something from <b>{other}</b> first, since {since}:",
  "card.waits.third-party": "{firm} has been waiting for <b>somebody outside</b> since {since}:",
  "card.waits.related": "{firm} has been waiting since {since} for <b>something dealt with elsewhere</b>:",
  "card.waits.answers": "<b>{who}</b> answers by <b>{due}</b>",
  "card.waits.answers.late": "the answer of <b>{who}</b> was due <b>{due}</b>",
  "card.waits.looks": "<b>{who}</b> looks again by <b>{due}</b>",
  "card.waits.looks.late": "<b>{who}</b> was to look again, due <b>{due}</b>",
  "card.handed-over":
    "{count, plural, one {Handed over, from {from} to {to}, {at}} =2 {Handed over twice, last from {from} to {to}, {at}} other {Handed over # times, last from {from} to {to}, {at}}}",
  "fact.waited": "Waited",
  waited: "{firm} {for}: {time}",
  "waited.other-firm": "for {other}",
  "waited.third-party": "for somebody outside",
  "waited.related": "for something dealt with elsewhere",
  "duration.days": "{count, plural, one {# day} other {# days}}",
  "duration.hours": "{count, plural, one {# hour} other {# hours}}",
  "duration.minutes": "{count, plural, one {# minute} other {# minutes}}",
  "waiting.wait": "answer what the other firm needs first",
  "waiting.arrived": "look whether it has come",
  "ask.wait": "{firm} needs something from you first",
  "ask.wait.body": "{who} asks. What is asked of {firm} stands still until you answer.",
  "ask.arrived": "Has it come?",
  "ask.arrived.body": "{firm} sees what you wait for. Promises keep their dates meanwhile.",
  "notice.waits.other-firm": "{firm} needs something from {other} first:",
  "notice.waits.third-party": "{firm} waits for somebody outside:",
  "notice.waits.related": "{firm} waits for something that is dealt with elsewhere:",
  "notice.goes-on": "{who}: {firm} goes on and waits no longer.",

  "waits-on.other-firm": "The other firm",
  "waits-on.third-party": "Somebody outside, such as a supplier of ours",
  "waits-on.related": "A problem or change that is dealt with elsewhere",

  "action.wait-for": "We need something first…",
  "action.answer-wait": "Answer…",
  "action.stop-waiting": "We go on, no need to wait",
  "action.has-come": "It has come, we go on",
  "action.keep-waiting": "Not yet, look again…",

  "form.wait-for": "Both firms see it, and for how long. What is asked of you stands still meanwhile; if {firm} has it, its lead is asked.",
  "form.answer-wait": "{firm} reads it and goes on.",

  "field.waits-on": "Who has what you need?",
  "field.needed-first": "What do you need first?",
  "field.look-again": "When do you look again?",
  "field.answer": "Your answer",

  "hint.look-again": "Only for what is not with the other firm. Left empty: in two working days.",

  "done.wait-for": "Noted. What is asked of you stands still until then.",
  "done.answer-wait": "Thank you. They go on with it.",

  "reject.wait-over": "Nobody waits for that any more.",
  "reject.own-wait": "This is what your own firm waits for. If you can go on, say so.",
  "reject.not-your-wait": "{firm} waits for this, and its people say when it has come.",
  "reject.wait-asked-already": "{firm} has been asked for it and is reminded. If you can go on without it, say so.",
} as const;
