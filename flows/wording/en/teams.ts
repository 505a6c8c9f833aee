/** What is said in Teams alone: what lies behind a button, because somebody cannot be written to directly. */
export const teams = {
  "teams.told": "There is news for you. Only you can read it.",
  "teams.told-ask": "Something is asked of you. Only you can read it.",
  "teams.told-over": "This has been settled. Nothing else is needed from you here.",
  "teams.told-show": "Show me",
  "teams.no-file": "I cannot give files here. The time and the place stand in the case, under “More…”.",
} as const;
