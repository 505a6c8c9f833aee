/** What Parley answers to words: what it read of a report, and what else can be asked for. */
export const hearing = {
  "heard.title": "This is what I read",
  "heard.stops": "What does it stop? One press reports it.",
  "heard.empty":
    "Write what is wrong after @parley, in one sentence. For example: batch 4411 came in cracked this morning, 38 of 120, line 2 stops tomorrow noon.",
  "heard.help": "After @parley you can write:",
  "heard.unknown": "I do not know that word. After @parley you can write:",
  "heard.say.report": "what is wrong, in one sentence",
  "heard.say.status": "<b>status</b>: every open case and whose turn it is",
  "heard.say.case": "a number such as <b>PAR-00042</b>: that case",
  "heard.say.faces": "<b>who</b>: who faces you in the other firm",
  "heard.say.language": "<b>language</b>: the language in which you are asked",
  "heard.no-cases": "No case is open between the two firms.",
  "heard.faces": "You face {who}, {title}.",
  "heard.faces-nobody": "Nobody of {firm} is named for you yet. In a case it is whoever leads it there.",
  "heard.language": "In which language shall I ask you?",
  "heard.warn": "Say what is coming; they are told before they notice.",
  "heard.warn-customer": "Say what is coming on your side; they are told before it happens.",

  "action.correct": "Correct: {what}…",

  "form.correct": "Put this piece right; the rest stays as I read it. Both firms will see the report.",
  "heard.not-now": "There is nothing of the kind for you to do now. After @parley you can write:",
  "heard.say.acts":
    "what you know, with the number of a case if you like: <b>evidence</b>, <b>cause</b>, <b>severity</b>, <b>visit</b>, <b>note</b> or <b>share</b>",
  "heard.say.progress":
    "how far it is: <b>done</b>, <b>on track</b>, <b>blocker</b>, <b>new date</b>, <b>waiting</b> or <b>remind me later</b>",
  "heard.say.others": "who else should have it: <b>help</b>, <b>hand over</b> or <b>escalate</b>",
  "heard.say.ending": "that it is over, or what is kept: <b>settled</b>, <b>close</b>, <b>off the record</b> or <b>on the record</b>",
  "heard.say.standing": "what holds between the firms: <b>terms</b>, <b>preferences</b>, or an <b>order</b> to check",
} as const;
