/** An offer while it is on the table: which one a command means, how a new one is made, when it has ended. */
import type { Shared } from "../src/domain/case.ts";
import type { Amends, Deal, Negotiation, Revision } from "../src/domain/deal.ts";
import type { Draft } from "../src/domain/event.ts";
import type { DealShape, DealWords } from "../src/domain/events/negotiation.ts";
import { type Context, type Help, type Rejection, reject, type Say } from "../src/domain/flow.ts";
import { canonical, sha256 } from "../src/domain/hash.ts";
import type { CaseId, RevisionId } from "../src/domain/ids.ts";
import { offerHash } from "../src/domain/log.ts";
import type { Action } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { type DealAsk, readDeal } from "./deal.ts";
import { changes } from "./deal-blocks.ts";
import { moment, speak } from "./parts.ts";
import { findPromise } from "./promise-state.ts";
import { readWhen } from "./reading/when.ts";
import { plain, type Speak } from "./wording/index.ts";

export type OnTable = Extract<Negotiation, { status: "on-table" | "accepted" }>;

/** The button that shows two offers side by side; `null` while there is only one. */
export function compareButton(id: CaseId, { revisions }: Negotiation, t: Speak, older = revisions - 1): Action | null {
  if (revisions < 2 || older < 1 || older >= revisions) return null;
  const press = { kind: "compare", case: id, one: older, other: revisions } as const;
  return { key: "action.compare", label: plain(t("action.compare")), style: "plain", press, intro: [], fields: [] };
}

/** The revision that a command names, while it is the current one; else the refusal that says what is on the table now, and what changed. */
export function current(s: Shared, id: CaseId, revision: RevisionId, account: Account): { ok: true; n: OnTable } | Rejection {
  const n = s.negotiation;
  if (n.status === "open" || n.status === "agreed") {
    if (n.before?.id === revision && n.agreement?.revision.id !== revision) return reject("offer-gone");
    return n.status === "agreed" ? reject("agreed-already", { agreement: n.agreement.name }) : reject("unknown-offer");
  }
  if (n.current.id === revision) return { ok: true, n };
  const { before, current: now } = n;
  const since = { current: now.number, since: moment(now.at) };
  const help =
    (old: Revision | null) =>
    (say: Say): Help => {
      const t = speak(say);
      const compare = compareButton(id, n, t, old?.number);
      const what = old ? changes(now.deal, old.deal, t, account).flatMap((parts) => ["\n", ...parts]) : [];
      return { says: what, actions: compare ? [compare] : [] };
    };
  return before?.id === revision
    ? reject("superseded", { ...since, old: before.number }, help(before))
    : reject("superseded-long-ago", since, help(null));
}

/** The promises that an amendment may name again or drop: those that are owed and not yet said to be done. */
export const changeable = (s: Shared) => (s.negotiation.agreement ? s.promises.filter(({ status }) => status === "open") : []);

/** The event that puts a deal on the table. Its hash covers all of it, so that what is signed is what was shown. */
export function offered(
  s: Shared,
  { deal, words, expires = null }: { deal: DealShape; words: DealWords & { why: string | null }; expires?: Instant | null },
  { newId, said }: Pick<Context, "newId" | "said">,
): Extract<Draft, { type: "offered" }> {
  const { agreement, revisions } = s.negotiation;
  const named = new Set(deal.promises.map(({ id }) => id));
  const amends: Amends | null = agreement && {
    agreement: agreement.name,
    drops: changeable(s).flatMap(({ id }) => (named.has(id) ? [] : [id])),
  };
  const number = revisions + 1;
  const written = said(words);
  const hash = offerHash({ number, expires, amends, deal, said: sha256(canonical(written)) });
  return { type: "offered", audience: "shared", revision: newId() as RevisionId, number, expires, amends, hash, deal, said: written };
}

/** What a form asks to put on the table. */
export type OfferAsk = DealAsk & { readonly open?: string | null | undefined; readonly why?: string | null | undefined };

/** A split of the cost until the source is known is of no use once it is. */
export const splitTooLate = (s: Shared, { interim }: Pick<DealAsk, "interim">): Rejection | null =>
  typeof interim === "number" && s.locus.settled !== null ? reject("source-known") : null;

/** A new revision read from a form: every earlier signature is void, and its content never changes. */
export function makeOffer(s: Shared, ask: OfferAsk, context: Context): { ok: true; event: Draft } | Rejection {
  const { who, now } = context;
  const known = splitTooLate(s, ask);
  if (known) return known;
  const read = readDeal(ask, { ...context, lead: s.lead, standing: changeable(s) });
  if (!read.ok) return read;
  if (read.shape.promises.length === 0 && !s.negotiation.agreement) return reject("nothing-promised");
  const expires = ask.open ? readWhen(ask.open, now, who.calendar.zone) : null;
  if (ask.open && !expires) return reject("unreadable-date", { text: { kind: "quote", text: ask.open } });
  if (expires && expires <= now) return reject("expires-in-the-past");
  return { ok: true, event: offered(s, { deal: read.shape, words: { ...read.words, why: ask.why ?? null }, expires }, context) };
}

/** A deal without its words, and its words. */
export function apart({ terms, promises, ...rest }: Deal): { deal: DealShape; words: DealWords } {
  return {
    deal: { ...rest, promises: promises.map(({ what: _, ...promise }) => promise) },
    words: { terms: terms ?? "", promises: promises.map(({ what }) => what ?? "") },
  };
}

/** A promise that was due before it was agreed could not be kept; one that holds already may be late. */
export function datesPassed(s: Shared, { promises }: Deal, now: Instant): Rejection | null {
  const passed = promises.find(({ id, due }) => due <= now && !findPromise(s, id));
  return passed ? reject("dates-passed", { at: moment(passed.due) }) : null;
}

/** What an amendment would end has been done or settled meanwhile: nobody signs that away unseen. */
export function movedOn(s: Shared, { amends }: Revision): Rejection | null {
  const gone = amends?.drops.find((id) => findPromise(s, id)?.status !== "open");
  const what = gone && findPromise(s, gone)?.what;
  return gone ? reject("promise-moved-on", { what: { kind: "quote", text: what ?? "" } }) : null;
}

/** Whether an offer has ended: from the very instant on that it was open until. */
export const expired = (revision: Revision, now: Instant): boolean => revision.expires !== null && now >= revision.expires;

/** With low severity and one option, the offer goes on the table at once and a signature is also the choice (design page, scenario E). */
export const isSmall = (s: Shared): boolean => s.severity === "low" && s.negotiation.revisions <= 1;
