/** What a mail says around the message that it brings: to whom no chat platform reaches. */
export const mail = {
  "mail.subject": "{supplier} · {customer}",
  "mail.subject-case": "{supplier} · {customer} · {number}",
  "mail.open": "Open it in Parley",
  "mail.link":
    "The link is yours alone and signs you in. It works once, within 24 hours; please do not pass this e-mail on. Nobody reads answers to it: answer in Parley.",
  "mail.why": "You get this because {firm} named your address for what is asked of you.",
} as const;
