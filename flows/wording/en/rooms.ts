/** Rooms: what each says of itself, who can see, and what is said when something cannot be done. */
export const rooms = {
  erased: "(erased)",
  someone: "someone who has left",
  comma: ", ",
  semicolon: "; ",
  and: " and ",
  or: " or ",
  unavailable: "Nothing was saved. Please try again in a moment; what you wrote is kept.",
  failed: "Something went wrong on our side. Nothing was changed; please try again.",
  "sign-in": "Please sign in.",
  "not-found": "This is not here, or not open to you.",
  "seen.shared": "Both firms",
  "seen.firm": "Only {firm}",
  "seen.person": "Only you",
  "room.shared": "{supplier} and {customer}",
  "room.side": "{firm}, among ourselves",
  "room.person": "Parley and you",
  welcome:
    "This room is shared by both firms. Parley keeps what you mark: reports, evidence, decisions and promises. Other talk is not stored in a case, and <b>Off the record</b> keeps even that out for a while. Write <b>@parley</b> and what is wrong, or press the button.",
  "welcome.side": "Only {firm} can read this room. What is said here stays here, unless one of you shares it on purpose.",
  "welcome.person": "What is asked of you comes here, with everything you need to answer it.",
} as const;
