/** What promises look like: each by its words, where it stands, and what can be said of it. */
import { isLate, type PromiseTo, type Shared, type VisibleCase } from "../src/domain/case.ts";
import type { DrawAsk, Flow, Say } from "../src/domain/flow.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import type { Action, Block, Field, Part } from "../src/domain/message.ts";
import { type Account, type Firm, otherFirm, type Person } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { button, everyone, facts, field, firmName, moment, named, namedAll, people, quoted, row, speak, text } from "./parts.ts";
import { clearsFreely } from "./plan.ts";
import { closes, findPromise, heldBy, isWaiting } from "./promise-state.ts";
import { plain, type Speak } from "./wording/index.ts";

/** Where a promise stands: a word or two, and what there is to say about it. */
function standing(promise: PromiseTo, s: Shared, t: Speak, account: Account, now: Instant): { state: Part[]; detail: Part[] | null } {
  const { status, blocker, repair } = promise;
  if (status === "kept") return { state: t("promise.kept"), detail: null };
  if (status === "done") return { state: t("promise.done"), detail: null };
  if (status === "released") return { state: t("promise.released"), detail: t("promise.released.by") };
  if (status === "broken") return { state: t("promise.broken"), detail: repair && t(`promise.repair.${repair.status}`) };
  if (blocker) {
    const clears = clearedBy(promise, s, t, account);
    return { state: t("promise.blocked"), detail: [quoted(blocker.what, t), ...(clears.length > 0 ? [" · ", ...clears] : [])] };
  }
  const need = heldBy(s, promise, now);
  if (need) {
    const args = { what: quoted(need.what, t), firm: firmName(account, need.firm), due: moment(need.due) };
    return { state: t("promise.held"), detail: t("promise.held.for", args) };
  }
  if (promise.received === false) return { state: t("promise.sent-back"), detail: t("promise.not-received") };
  if (promise.sentBack !== null) return { state: t("promise.sent-back"), detail: [quoted(promise.sentBack, t)] };
  return { state: t(isLate(promise, now) ? "promise.late" : "promise.open"), detail: null };
}

/** Who is asked to clear what is in the way, or why nobody is any more. */
function clearedBy({ id, blocker, owner }: PromiseTo, s: Shared, t: Speak, account: Account): Part[] {
  if (!blocker) return [];
  // Whoever was named may have passed it on.
  const asked = s.asked.find(({ key }) => key.startsWith(`blocker:${id}:`))?.to ?? [];
  if (asked.length > 0) return t("promise.blocked.clears", { who: namedAll(account, asked, t) });
  if (blocker.back === undefined) return [];
  if (blocker.back === null) return t("promise.blocked.unanswered", { who: named(account, owner, t) });
  const { by, reason } = blocker.back;
  return [...t("promise.blocked.declined", { who: named(account, by, t) }), ...(reason === null ? [] : [": ", quoted(reason, t)])];
}

/** One item of the card's list: what; where it stands, who and by when; what there is to say. */
function line(promise: PromiseTo, s: Shared, t: Speak, account: Account, now: Instant): Part[] {
  const { state, detail } = standing(promise, s, t, account, now);
  const who = { who: named(account, promise.owner, t), firm: firmName(account, promise.firm) };
  return [
    quoted(promise.what, t),
    ...(promise.pledge === null ? [] : [" · ", ...t("deal.pledge", { resource: t(`resource.${promise.pledge}`) })]),
    "\n",
    ...state,
    " · ",
    ...(promise.status === "kept"
      ? t("deal.promise.kept", { ...who, by: named(account, promise.settledBy!, t) })
      : t("deal.promise", { ...who, due: moment(promise.due) })),
    ...(detail ? ["\n", ...detail] : []),
  ];
}

/** Something is in the way of a promise: what, and who could clear it. */
const blockerButton = (see: VisibleCase, { id, blocker }: PromiseTo, t: Speak, account: Account): Action =>
  button(
    t,
    "action.blocker",
    see.id,
    { type: "report-blocker", promise: id },
    {
      fields: [
        field.text(t, "what", "field.blocker", { required: true, value: blocker?.what ?? "" }),
        field.choice(t, "clears", "field.clears", everyone(account), { hint: "hint.clears" }),
      ],
    },
  );

const reasonField = (t: Speak): Field => field.text(t, "reason", "field.why-broken", { required: true, lines: 3, maxLength: 600 });

const drawPromise: DrawAsk = (see, subject, say, who, account, now) => {
  const t = speak(say);
  const s = see.shared;
  const promise = findPromise(s, subject.split(":")[0] as PromiseId);
  if (!promise) return { title: t("ask.promise"), blocks: [], actions: [] };
  const id = promise.id;
  const actions: Action[] = [
    button(
      t,
      "action.done",
      see.id,
      { type: "mark-done", promise: id, attempt: promise.attempt + 1 },
      {
        style: "primary",
        fields: [field.text(t, "evidence", "field.done", { required: true, lines: 3, maxLength: 600 }), field.files(t)],
      },
    ),
    button(t, "action.on-track", see.id, { type: "report-progress", promise: id }),
    ...(promise.blocker ? [button(t, "action.clear-blocker", see.id, { type: "clear-blocker", promise: id })] : []),
    // While nobody is asked to clear it, somebody can be.
    ...(promise.blocker?.clears ? [] : [blockerButton(see, promise, t, account)]),
    button(
      t,
      "action.new-date",
      see.id,
      { type: "ask-new-date", promise: id },
      {
        fields: [field.when(t, "due", "field.new-date", true), field.text(t, "why", "field.why", { required: true })],
      },
    ),
    button(
      t,
      "action.pass-promise",
      see.id,
      { type: "pass-promise", promise: id },
      { fields: [field.choice(t, "to", "field.to", people(account, who.firm, promise.owner), { required: true })] },
    ),
  ];
  const { state, detail } = standing(promise, s, t, account, now);
  return {
    title: [...t("ask.promise"), " ", quoted(promise.what, t)],
    blocks: detail ? [text([...state, ": ", ...detail])] : [],
    actions,
  };
};

const drawVerify: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const promise = findPromise(see.shared, subject.split(":")[0] as PromiseId);
  if (!promise) return { title: t("ask.verify", { who: "" }), blocks: [], actions: [] };
  const command = { promise: promise.id, attempt: promise.attempt };
  const ends = closes(see.shared, promise.id);
  return {
    title: t("ask.verify", { who: named(account, promise.owner, t) }),
    blocks: [
      ...facts(row(t, "fact.promise", quoted(promise.what, t)), row(t, "fact.done", quoted(promise.evidence, t))),
      ...promise.files.map(
        (file): Block => ({ kind: "picture", file, alt: plain(t("picture.done", { who: named(account, promise.owner, t) })) }),
      ),
    ],
    actions: [
      button(t, ends ? "action.verify-close" : "action.verify", see.id, { type: "verify", ...command }, { style: "primary" }),
      button(
        t,
        "action.send-back",
        see.id,
        { type: "send-back", ...command },
        { fields: [field.text(t, "reason", "field.missing", { required: true, lines: 3, maxLength: 600 })] },
      ),
      button(t, "action.not-received", see.id, { type: "say-not-received", ...command }),
    ],
  };
};

const drawNewDate: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const promise = findPromise(see.shared, subject.split(":")[0] as PromiseId);
  if (!promise?.asked) return { title: t("ask.new-date", { who: "" }), blocks: [], actions: [] };
  return {
    title: t("ask.new-date", { who: named(account, promise.asked.by, t) }),
    blocks: [
      text([quoted(promise.what, t)]),
      text([...t("new-date.from-to", { from: moment(promise.due), to: moment(promise.asked.due) }), " ", quoted(promise.asked.why, t)]),
    ],
    actions: [
      button(t, "action.agree-date", see.id, { type: "answer-new-date", promise: promise.id, agree: true }, { style: "primary" }),
      button(t, "action.keep-date", see.id, { type: "answer-new-date", promise: promise.id, agree: false }),
    ],
  };
};

const drawBlocker: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const promise = findPromise(see.shared, subject.split(":")[0] as PromiseId);
  if (!promise?.blocker) return { title: t("ask.blocker"), blocks: [], actions: [] };
  const { by, what } = promise.blocker;
  const owner = named(account, promise.owner, t);
  const free = clearsFreely(see.shared, account, promise);
  const why = field.text(t, "reason", free ? "field.reason-optional" : "field.why-not-ours", { required: !free });
  return {
    title: t("ask.blocker"),
    blocks: [
      text([...t("ask.blocker.body", { who: named(account, by, t) }), " ", quoted(what, t)]),
      ...facts(row(t, "fact.promise", quoted(promise.what, t))),
      ...(free ? [text(t("ask.blocker.free", { who: owner }), "muted")] : []),
    ],
    actions: [
      button(t, "action.clear-blocker", see.id, { type: "clear-blocker", promise: promise.id }, { style: "primary" }),
      button(
        t,
        "action.decline-blocker",
        see.id,
        { type: "decline-blocker", promise: promise.id },
        { intro: t("form.decline-blocker", { who: owner }), fields: [why] },
      ),
    ],
  };
};

const drawRepair: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const promise = findPromise(see.shared, subject.split(":")[0] as PromiseId);
  if (!promise) return { title: t("ask.repair"), blocks: [], actions: [] };
  const declined = promise.repair?.status === "owed" ? promise.repair.declined : null;
  return {
    title: t("ask.repair"),
    blocks: [
      text([quoted(promise.what, t)]),
      text(t("ask.repair.body", { firm: firmName(account, otherFirm(promise.firm)) })),
      ...(declined === null ? [] : [text([...t("repair.declined"), " ", quoted(declined, t)])]),
    ],
    actions: [
      button(
        t,
        "action.offer-repair",
        see.id,
        { type: "offer-repair", promise: promise.id },
        {
          style: "primary",
          intro: t("form.offer-repair", { firm: firmName(account, otherFirm(promise.firm)) }),
          fields: [
            field.text(t, "what", "field.repair", { required: true, value: promise.what ?? "" }),
            field.choice(t, "owner", "field.owner", people(account, who.firm, null), { required: true, value: promise.owner }),
            field.when(t, "due", "field.new-date", true),
          ],
        },
      ),
    ],
  };
};

const drawAgreeRepair: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const promise = findPromise(see.shared, subject.split(":")[0] as PromiseId);
  if (promise?.repair?.status !== "offered") return { title: t("ask.agree-repair"), blocks: [], actions: [] };
  const { what, owner, due } = promise.repair;
  const answer = { type: "answer-repair", promise: promise.id } as const;
  return {
    title: t("ask.agree-repair"),
    blocks: [
      ...facts(
        row(t, "fact.broken", quoted(promise.what, t)),
        row(t, "fact.repair", quoted(what, t)),
        row(
          t,
          "fact.repair-by",
          t("deal.promise", { who: named(account, owner, t), firm: firmName(account, promise.firm), due: moment(due) }),
        ),
      ),
    ],
    actions: [
      button(t, "action.agree-repair", see.id, { ...answer, agree: true }, { style: "primary" }),
      button(
        t,
        "action.decline-repair",
        see.id,
        { ...answer, agree: false },
        { fields: [field.text(t, "reason", "field.reason-optional")] },
      ),
      button(t, "action.let-go", see.id, { type: "let-go", promise: promise.id }, { style: "careful" }),
    ],
  };
};

export const draw: Readonly<Record<string, DrawAsk>> = {
  promise: drawPromise,
  verify: drawVerify,
  "new-date": drawNewDate,
  blocker: drawBlocker,
  repair: drawRepair,
  "agree-repair": drawAgreeRepair,
};

export const section: NonNullable<Flow["section"]> = (see, say, account, now) => {
  const t = speak(say);
  const { promises: list } = see.shared;
  if (list.length === 0) return [];
  const keptCount = list.filter(({ status }) => status === "kept").length;
  const count = list.filter(({ status }) => status !== "released").length;
  return [
    text([{ kind: "strong", parts: t("card.promises", { kept: keptCount, count }) }]),
    { kind: "list", items: list.map((promise) => line(promise, see.shared, t, account, now)) },
  ];
};

/** Promises by number, as on the card: a label never holds what people wrote. */
export function more(see: VisibleCase, say: Say, who: Person, _account: Account, now: Instant): Action[] {
  const t = speak(say);
  const s = see.shared;
  if (s.followUp.closed) return [];
  const mayBreak = (promise: PromiseTo, firm: Firm): boolean =>
    promise.firm === firm || (isLate(promise, now) && !isWaiting(s, promise, now));
  return s.promises.flatMap((promise, i) => {
    const looks = { variant: String(i + 1), args: { number: i + 1 } };
    const fields = [field.text(t, "evidence", "field.done", { required: true, lines: 3, maxLength: 600 }), field.files(t)];
    const done = { type: "mark-done", promise: promise.id, attempt: promise.attempt + 1 } as const;
    const owed = promise.repair?.status === "owed" || promise.repair?.status === "offered";
    return [
      ...(promise.firm === who.firm && promise.status === "open"
        ? [button(t, "action.done-number", see.id, done, { ...looks, fields })]
        : []),
      ...(promise.status === "open" && mayBreak(promise, who.firm)
        ? [
            button(
              t,
              promise.firm === who.firm ? "action.cannot-keep" : "action.not-kept",
              see.id,
              { type: "break-promise", promise: promise.id },
              { ...looks, style: "careful" as const, intro: t("form.break"), fields: [reasonField(t)] },
            ),
          ]
        : []),
      ...(owed && promise.firm !== who.firm
        ? [button(t, "action.let-go-number", see.id, { type: "let-go", promise: promise.id }, { ...looks, style: "careful" as const })]
        : []),
    ];
  });
}
