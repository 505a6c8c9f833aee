/** A turn: what was decided, stamped and evolved, with all that follows from it; sealed, and ready to be written. */
import type { Case, Recent } from "../domain/case.ts";
import { visibleTo } from "../domain/case.ts";
import type { Ask } from "../domain/command.ts";
import type { Draft, Event } from "../domain/event.ts";
import { evolve, newCase } from "../domain/evolve.ts";
import { type Context, type Conversation, flowsOf, flowsWith } from "../domain/flow.ts";
import type { CaseId } from "../domain/ids.ts";
import { seal } from "../domain/log.ts";
import { type Audience, audiences, everywhere, firms, type Person } from "../domain/people.ts";
import type { Instant } from "../domain/time.ts";
import type { EventRow, Heads, Loaded, Row, Turn } from "../ports/store.ts";
import { reconcile } from "./asking.ts";
import { cards, elsewhere, posts } from "./consequences.ts";
import { nextDue } from "./reminders.ts";

const noHeads: Heads = { shared: { seq: 0, hash: "" }, supplier: { seq: 0, hash: "" }, customer: { seq: 0, hash: "" } };

/** Who did it, of which firm, and when; nobody: the clock. */
const stampOf = (who: Person | null, at: Instant) => ({ at, by: who?.id ?? ("clock" as const), of: who?.firm ?? null });

/** A case and the events that brought it so far. */
export type Begun = { readonly after: Case; readonly events: readonly Event[] };

/** The events stamped, after those before them. */
function evolved(begun: Begun, drafts: readonly Draft[], by: Person | null, now: Instant): Begun {
  if (drafts.length === 0) return begun;
  const events = drafts.map((draft) => ({ ...draft, ...stampOf(by, now) }) as Event);
  return { after: events.reduce(evolve, begun.after), events: [...begun.events, ...events] };
}

/** What was decided, before anything follows from it. */
export const begin = ({ row, now }: Loaded, id: CaseId, drafts: readonly Draft[], who: Person | null): Begun =>
  evolved({ after: row?.case ?? newCase(id), events: [] }, drafts, who, now);

/** The case after a turn, and what is written of it. */
export type Made = { readonly after: Case; readonly turn: Omit<Turn, "key" | "request" | "answer" | "answers" | "settings" | "orders"> };

/** What a turn is made of: what was decided, what was counted with it, who decided (`null`: the clock), and what may follow from that. */
export type Cause = {
  readonly begun: Begun;
  readonly counted: readonly Draft[];
  readonly who: Person | null;
  /** What they asked for. */
  readonly ask: Ask | null;
  readonly recent: readonly Recent[];
  readonly said: Context["said"];
};

/** The events stamped, evolved and sealed, with all that follows from them. */
export function turn(conversation: Conversation, loaded: Loaded, id: CaseId, { begun, counted, who, ask, recent, said }: Cause): Made {
  const all = conversation.flows;
  const { account, now, row } = loaded;
  const before: Case = row?.case ?? newCase(id);
  // Nobody's: whose answer was the last is not to be read from a figure.
  let state = evolved(begun, counted, null, now);
  const apply = (drafts: readonly Draft[]): void => {
    state = evolved(state, drafts, who, now);
  };
  const flows = flowsOf(all, state.after.shared.kind);
  // What a firm says among itself takes up nothing for others: their log would tell when it was said.
  const own = begun.events[0]?.audience;
  // The clock looks at all: at one instant a side may be reminded and something be asked of both.
  const alone = who !== null && own !== undefined && own !== "shared" && state.events.every(({ audience }) => audience === own);
  if (!alone) {
    for (const { joint } of flowsWith(flows, "joint")) apply(joint(state.after));
    // In the order of the flows; what follows from one may bring about more, but never without end.
    for (let rounds = 0; rounds < 8; rounds++) {
      const known = state.events.length;
      for (const { follows } of flowsWith(flows, "follows")) apply(follows(state.after.shared, account!, now, recent, state.events, said));
      if (state.events.length === known) break;
    }
    // Nobody's either: in a firm's own room only its people write, and it may be the other firm's doing that something follows.
    for (const firm of firms) {
      const seen = state.events.filter(({ audience }) => audience === "shared" || audience === firm);
      for (const { ownFollows } of flowsWith(flows, "ownFollows"))
        state = evolved(state, ownFollows(visibleTo(firm, state.after), firm, seen), null, now);
    }
  }
  // An ask about another ask ends with it: once more, until nothing changes.
  for (let rounds = 0; rounds < 4; rounds++) {
    const changes = reconcile(all, state.after, account!, now, alone ? [own] : audiences);
    apply(changes);
    if (changes.length === 0) break;
  }
  const { after, events } = state;
  // What came due for others while nobody looked is not put off by it either: the clock takes it up at once.
  const unmet =
    alone &&
    reconcile(
      all,
      after,
      account!,
      now,
      audiences.filter((audience) => audience !== own),
    ).length > 0;
  const { rows, heads } = sealed(id, events, row);
  return {
    after,
    turn: {
      case: id,
      relationship: account!.id,
      version: row?.version ?? 0,
      accountVersion: loaded.accountVersion,
      number: after.shared.number,
      at: now,
      nextDue: unmet ? now : nextDue(all, after, account!, now),
      after,
      changed: audiences.filter((audience) => row === null || after[audience] !== before[audience]),
      heads,
      events: rows.map(({ row: sealedRow }) => sealedRow),
      posts: everywhere(account!, posts(all, row ? before : null, after, rows), elsewhere),
      cards: everywhere(
        account!,
        cards(all, row ? before : null, after, events, (key) => ask !== null && conversation.answers(key, ask)),
        (mark, room) => ({ ...mark, room }),
      ),
    },
  };
}

function sealed(id: CaseId, events: readonly Event[], row: Row | null) {
  const heads: { [A in Audience]: Heads[A] } = { ...(row?.heads ?? noHeads) };
  const rows = events.map((event): { event: Event; row: EventRow } => {
    const made = seal(id, event, heads[event.audience]);
    heads[event.audience] = { seq: made.seq, hash: made.hash };
    return { event, row: { audience: event.audience, ...made } };
  });
  return { rows, heads };
}
