/** How what was put right without an agreement goes on: said, found good, or sent back. */
import type { Shared } from "./case.ts";
import type { SettlingEvent } from "./events/settling.ts";
import { type Stamped, stamp } from "./fold.ts";
import { firms } from "./people.ts";
import { stood } from "./waiting.ts";

/** The case after an event of settling. */
export function evolveSettling(s: Shared, event: SettlingEvent & Stamped): Shared {
  const { by, firm, at } = stamp(event);
  const { said, sentBack, latest } = s.settlement;
  switch (event.type) {
    case "settled": {
      const { attempt, files } = event;
      const what = event.said?.what ?? null;
      const now = { firm, by, at, what, files, status: "said", answeredBy: null, reason: null } as const;
      return { ...s, settlement: { said: attempt, sentBack, latest: now } };
    }
    case "settled-confirmed":
      return latest ? { ...s, settlement: { said, sentBack, latest: { ...latest, status: "good", answeredBy: by } } } : s;
    case "settled-sent-back": {
      if (!latest) return s;
      const answered = { ...latest, status: "sent-back", answeredBy: by, reason: event.said?.reason ?? null } as const;
      const waiting = firms.reduce((one, side) => stood(one, side, latest.at, at), s.waiting);
      return { ...s, waiting, settlement: { said, sentBack: sentBack + 1, latest: answered } };
    }
    default:
      return event satisfies never;
  }
}
