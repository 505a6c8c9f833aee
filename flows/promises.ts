/** Implementation: promises with owners, dates and needs across the firms; kept is said by the owner and verified by the beneficiary. */
import { isLate, type PromiseTo, type Shared, type VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, quick, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { PersonId, PromiseId } from "../src/domain/ids.ts";
import { type Account, otherFirm, personOf } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { firmName, moment } from "./parts.ts";
import { clearsFreely } from "./plan.ts";
import { draw, more, section } from "./promise-cards.ts";
import { notices } from "./promise-notices.ts";
import { closes, findPromise, isWaiting } from "./promise-state.ts";
import { readWhen } from "./reading/when.ts";

/** The promise, if this person's firm made it and it is still open; else the refusal that says who could. */
function mine(s: Shared, id: PromiseId, { who, account }: Context): { ok: true; promise: PromiseTo } | Rejection {
  const promise = findPromise(s, id);
  if (!promise) return reject("unknown-promise");
  if (promise.firm !== who.firm)
    return reject("not-your-promise", { firm: firmName(account, promise.firm), who: personOf(account, promise.owner)?.name ?? "" });
  return promise.status === "open" ? { ok: true, promise } : reject("promise-settled");
}

/** The promise, if this person's firm is its beneficiary. */
function theirs(s: Shared, id: PromiseId, { who, account }: Context): { ok: true; promise: PromiseTo } | Rejection {
  const promise = findPromise(s, id);
  if (!promise) return reject("unknown-promise");
  return promise.firm === who.firm
    ? reject("beneficiary-verifies", { firm: firmName(account, otherFirm(who.firm)) })
    : { ok: true, promise };
}

/** The promise said to be done in this attempt and waiting for the beneficiary's word. */
function waitingForWord(s: Shared, id: PromiseId, attempt: number, context: Context): { ok: true; promise: PromiseTo } | Rejection {
  const found = theirs(s, id, context);
  if (!found.ok) return found;
  if (found.promise.status === "kept")
    return reject("verified-already", { who: personOf(context.account, found.promise.settledBy!)?.name ?? "" });
  return found.promise.status === "done" && found.promise.attempt === attempt ? found : reject("not-done-yet");
}

const verify: Flow["rules"]["verify"] = ({ shared: s }, { promise, attempt }, context) => {
  const found = waitingForWord(s, promise, attempt, context);
  if (!found.ok) return found;
  // Low severity: "all good" to the last promise is also the word that the case is over.
  const end: Draft[] = closes(s, promise) && context.who.firm === "customer" ? [{ type: "closed", audience: "shared" }] : [];
  return accept({ type: "verified", audience: "shared", promise, attempt }, ...end);
};

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  if (s.followUp.closed) return [];
  const within = (level: "answer" | "verify") => ({ withinMinutes: account.service[level][s.severity] });
  return s.promises.flatMap((promise): Wanted[] => {
    const { id, firm, blocker, repair } = promise;
    const beneficiary = otherFirm(firm);
    const theirLead = [s.lead[beneficiary]];
    const blocked: Wanted[] = blocker?.clears && promise.status === "open" ? [asksToClear(s, account, promise, within("answer"))] : [];
    if (repair?.status === "owed")
      return [{ key: `repair:${id}:${repair.offers}`, firm, to: [s.lead[firm]], due: within("answer"), slots: quick }];
    if (repair?.status === "offered")
      return [{ key: `agree-repair:${id}:${repair.offers}`, firm: beneficiary, to: theirLead, due: within("answer"), slots: quick }];
    if (promise.asked)
      return [
        { key: `new-date:${id}:${promise.asked.due}`, firm: beneficiary, to: theirLead, due: within("answer"), slots: quick },
        ...blocked,
      ];
    if (promise.status === "done")
      return [{ key: `verify:${id}:${promise.attempt}`, firm: beneficiary, to: theirLead, due: within("verify"), slots: quick }];
    if (promise.status !== "open") return [];
    const paused = isWaiting(s, promise, now);
    const to = [ownerOf(s, account, promise)];
    return [{ key: `promise:${id}:${promise.attempt + 1}`, firm, to, due: promise.due, paused, slots: slow }, ...blocked];
  });
}

/**
 * Asks whoever was named to clear what is in the way; their firm's clock runs, and this one's stands. Of a firm of which no work is asked
 * nothing climbs: without an answer it is with the promise's owner again.
 */
const asksToClear = (s: Shared, account: Account, promise: PromiseTo, due: Wanted["due"]): Wanted => {
  const { at, clearing, clears } = promise.blocker!;
  const wanted = { key: `blocker:${promise.id}:${at}`, firm: clearing!, to: [clears!], due };
  return clearsFreely(s, account, promise) ? { ...wanted, ends: true, slots: ["-15m"] } : { ...wanted, slots: quick };
};

/** Who is asked for a promise: its owner, or the firm's lead once the owner has left. */
const ownerOf = (s: Shared, account: Account, { owner, firm }: PromiseTo): PersonId => (personOf(account, owner) ? owner : s.lead[firm]);

function breakPromise({ shared: s }: VisibleCase, { promise: id, reason }: AskOf<"break-promise">, context: Context): Decision {
  const promise = findPromise(s, id);
  if (!promise) return reject("unknown-promise");
  if (promise.status !== "open") return reject("promise-settled");
  const own = promise.firm === context.who.firm;
  // Whoever waits says that it was not kept only once it is late, and not while they are waited for themselves.
  if (!own && (!isLate(promise, context.now) || isWaiting(s, promise, context.now)))
    return reject("not-late-yet", { at: moment(promise.due) });
  const broken: Draft = { type: "broken", audience: "shared", promise: id, said: context.said({ reason }) };
  // Broken twice, it does not wait to climb.
  if (promise.replaces === null) return accept(broken);
  return accept(broken, { type: "escalated", audience: "shared", ask: `repair:${id}:0`, said: null });
}

function offerRepair({ shared: s }: VisibleCase, ask: AskOf<"offer-repair">, context: Context): Decision {
  const { who, account, now, said } = context;
  const promise = findPromise(s, ask.promise);
  if (!promise) return reject("unknown-promise");
  if (promise.firm !== who.firm)
    return reject("not-your-promise", { firm: firmName(account, promise.firm), who: personOf(account, promise.owner)?.name ?? "" });
  if (promise.repair?.status !== "owed") return reject("nothing-owed");
  const owner = personOf(account, ask.owner);
  if (!owner || owner.firm !== who.firm) return reject("not-a-colleague");
  const due = readWhen(ask.due, now, who.calendar.zone);
  if (!due) return reject("unreadable-date", { text: { kind: "quote", text: ask.due } });
  if (due <= now) return reject("date-passed", { at: moment(due) });
  return accept({ type: "repair-offered", audience: "shared", promise: ask.promise, owner: owner.id, due, said: said({ what: ask.what }) });
}

function answerRepair({ shared: s }: VisibleCase, { promise: id, agree, reason }: AskOf<"answer-repair">, context: Context): Decision {
  const found = theirs(s, id, context);
  if (!found.ok) return found;
  const { repair } = found.promise;
  if (repair?.status !== "offered") return reject("nothing-owed");
  if (!agree) return accept({ type: "repair-declined", audience: "shared", promise: id, said: reason ? context.said({ reason }) : null });
  if (repair.due <= context.now) return reject("date-passed", { at: moment(repair.due) });
  return accept({ type: "repair-agreed", audience: "shared", promise: id, anew: context.newId() as PromiseId });
}

export const promises: Flow = {
  rules: {
    "report-progress": ({ shared: s }, { promise }, context) => {
      const found = mine(s, promise, context);
      return found.ok ? accept({ type: "progress-reported", audience: "shared", promise }) : found;
    },
    "report-blocker": ({ shared: s }, { promise, what, clears }, context) => {
      const found = mine(s, promise, context);
      if (!found.ok) return found;
      const who = clears ? personOf(context.account, clears) : null;
      if (clears && !who) return reject("unknown-person");
      const said = context.said({ what });
      return accept({ type: "blocker-reported", audience: "shared", promise, clears: who?.id ?? null, clearing: who?.firm ?? null, said });
    },
    "clear-blocker": ({ shared: s }, { promise }) => {
      const found = findPromise(s, promise);
      if (!found) return reject("unknown-promise");
      return found.blocker ? accept({ type: "blocker-cleared", audience: "shared", promise }) : reject("no-blocker");
    },
    "decline-blocker": ({ shared: s }, { promise, reason }, { who, account, said }) => {
      const found = findPromise(s, promise);
      if (!found) return reject("unknown-promise");
      if (!found.blocker) return reject("no-blocker");
      if (found.blocker.clearing !== who.firm) return reject("not-asked");
      if (!reason && !clearsFreely(s, account, found)) return reject("why-not-ours");
      return accept({ type: "clearing-declined", audience: "shared", promise, said: reason ? said({ reason }) : null });
    },
    "ask-new-date": ({ shared: s }, { promise, due: written, why }, context) => {
      const found = mine(s, promise, context);
      if (!found.ok) return found;
      const due = readWhen(written, context.now, context.who.calendar.zone);
      if (!due) return reject("unreadable-date", { text: { kind: "quote", text: written } });
      if (due <= context.now) return reject("date-passed", { at: moment(due) });
      if (due === found.promise.due) return reject("same-date");
      return accept({ type: "new-date-asked", audience: "shared", promise, due, said: context.said({ why }) });
    },
    "answer-new-date": ({ shared: s }, { promise, agree }, context) => {
      const found = theirs(s, promise, context);
      if (!found.ok) return found;
      return found.promise.asked
        ? accept({ type: "new-date-answered", audience: "shared", promise, agreed: agree })
        : reject("no-date-asked");
    },
    "mark-done": ({ shared: s }, { promise, attempt, evidence, files }, context) => {
      const found = mine(s, promise, context);
      if (!found.ok) return found;
      if (attempt !== found.promise.attempt + 1) return reject("promise-settled");
      return accept({ type: "marked-done", audience: "shared", promise, attempt, files, said: context.said({ evidence }) });
    },
    verify,
    "send-back": ({ shared: s }, { promise, attempt, reason }, context) => {
      const found = waitingForWord(s, promise, attempt, context);
      if (!found.ok) return found;
      return accept({ type: "sent-back", audience: "shared", promise, attempt, said: context.said({ reason }) });
    },
    "say-not-received": ({ shared: s }, { promise, attempt }, context) => {
      const found = waitingForWord(s, promise, attempt, context);
      return found.ok ? accept({ type: "sent-back", audience: "shared", promise, attempt, received: false, said: null }) : found;
    },
    "pass-promise": ({ shared: s }, { promise, to }, context) => {
      const found = mine(s, promise, context);
      if (!found.ok) return found;
      const next = personOf(context.account, to);
      if (!next || next.firm !== context.who.firm) return reject("not-a-colleague");
      if (found.promise.owner === to) return reject("leads-already", { who: next.name });
      return accept({ type: "promise-passed", audience: "shared", promise, to });
    },
    "break-promise": breakPromise,
    "offer-repair": offerRepair,
    "answer-repair": answerRepair,
    "let-go": ({ shared: s }, { promise }, context) => {
      const found = theirs(s, promise, context);
      if (!found.ok) return found;
      const { repair } = found.promise;
      return repair?.status === "owed" || repair?.status === "offered"
        ? accept({ type: "let-go", audience: "shared", promise })
        : reject("nothing-owed");
    },
  },
  asks,
  passed: (s, key) => {
    const promise = key.startsWith("blocker:") ? findPromise(s, key.split(":")[1] as PromiseId) : undefined;
    return promise ? [{ type: "clearing-lapsed", audience: "shared", promise: promise.id }] : [];
  },
  draw,
  redraws: {
    "blocker-reported": ["promise"],
    "blocker-cleared": ["promise"],
    "clearing-declined": ["promise"],
    "clearing-lapsed": ["promise"],
    "progress-reported": ["promise"],
    "marked-done": ["promise"],
    "new-date-answered": ["promise"],
    "promise-passed": ["promise", "verify"],
  },
  section,
  notices,
  more,
};
