/** What is said in Teams alone: what lies behind a button, because somebody cannot be written to directly. */
export const teams = {
  "teams.told": "There is news for you. Only you can read it.",
  "teams.told-ask": "Something is asked of you. Only you can read it.",
  "teams.told-over": "This has been settled. Nothing else is needed from you here.",
  "teams.told-show": "Show me",
  "teams.no-file": "I cannot give files here. The time and the place stand in the case, under “More…”.",
  "teams.file-in-browser": "I cannot give files here. In the browser you find the visit in its case, with a file for your calendar.",
  "teams.files-stay":
    "A file that you send to me here nobody else sees. Put it into the channel, below the case; with “@Parley” in the message I offer to add a picture to it.",
  "teams.language-offer": "Your Teams is in English. Shall I write to you in English, too?",
  "teams.zone-differs":
    "Your clock here says {here}; I remind you by the working hours of {set}. If that is not right any more, an administrator of your firm can change it.",
} as const;
