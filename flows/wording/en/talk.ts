/** Talk between people that is carried from one room to the other, and rooms that take nothing for a while. */
export const talk = {
  "talk.said": "<b>{who}</b> · {firm} · {language}",
  "talk.changed": "<b>{who}</b> · {firm} · {language} · changed afterwards",
  "talk.rest": "(It goes on where it was written.)",
  "talk.files": "With it, where it was written: {names}",
  "talk.taken-back": "{who} · {firm} took back what stood here.",
  "talk.gone": "What stood here was taken back.",
  "talk.stays":
    "What you write here stays here: I carry on only what people write whom I know. If you have a code, send it to me like this: code ABCD-EFGH-JKLM-NPQR. An administrator of your firm can make one for you.",
  "held.on":
    "The room in {place} takes no messages at present. What is new here waits and goes there as soon as it can, in its order; nothing is lost, and dates stand as they are.",
  "held.over": "The room in {place} takes messages again. Everything that waited is there.",
  "held.place.slack": "Slack",
  "held.place.teams": "Teams",
  "held.place.web": "the browser",
  "card.carried": "What people write below a case’s card is carried to both rooms.",
  "waiting.carry": "say whether talk is carried to both rooms",
  "ask.carry": "Shall talk below a case’s card be carried to both rooms?",
  "ask.carry.body":
    "{who} of {firm} asks for it. What people write below a case’s card would then stand in both rooms, with their name and firm. None of it is kept in the case. Either firm can end it at any time.",
  "why.carry": "It takes both firms’ yes: what your people write would be read in the other room, too.",
  "notice.carried":
    "{who} agrees: from now on what people write below a case’s card is carried to both rooms, with their name and firm. None of it is kept in the case, and either firm can end it under “More…”.",
  "notice.not-carried":
    "{who} decided: what people write below a case’s card stays in the room where it is written. Cards, decisions and evidence stand in both, as before.",
  "action.carry": "Carry talk to both rooms",
  "action.carry-yes": "Yes, carry it",
  "action.carry-no": "No, let it stay where it is written",
  "form.carry":
    "The other firm is asked. Once it says yes, too, what people write below a case’s card stands in both rooms, with their name and firm.",
  "done.carry-talk": "Noted.",
  "reject.talk-asked": "Your firm has asked for it already; {firm} is asked.",
  "reject.talk-one-place": "Your shared room stands in one place, so everybody reads what is written there already.",
  "reject.talk-stays": "Talk stays where it is written already.",
} as const;
