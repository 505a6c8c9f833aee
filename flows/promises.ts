/** Implementation: promises with owners, dates and needs across the firms; kept is said by the owner and verified by the beneficiary. */
import { isLate, type PromiseTo, type Shared, type VisibleCase } from "../src/domain/case.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type Context, type DrawAsk, type Flow, quick, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { PersonId, PromiseId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, otherFirm, personOf } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { button, facts, field, firmName, moment, named, quoted, row, speak, text } from "./parts.ts";
import { readWhen } from "./reading.ts";
import { plain, type Speak } from "./wording/index.ts";

const find = (s: Shared, id: PromiseId): PromiseTo | undefined => s.promises.find((promise) => promise.id === id);

/** Promises that this one waits for and that are not kept yet. */
const needed = (s: Shared, promise: PromiseTo): readonly PromiseTo[] =>
  promise.needs
    .map((id) => find(s, id))
    .filter((need): need is PromiseTo => need !== undefined && need.status !== "kept" && need.status !== "done");

/** A need that is late: the clock of this promise stands still and it is not counted against its owner. */
const held = (s: Shared, promise: PromiseTo, now: Instant): PromiseTo | undefined => needed(s, promise).find((need) => isLate(need, now));

/** The promise, if this person's firm made it and it is still open; else the refusal that says who could. */
function mine(s: Shared, id: PromiseId, { who, account }: Context): { ok: true; promise: PromiseTo } | Rejection {
  const promise = find(s, id);
  if (!promise) return reject("unknown-promise");
  if (promise.firm !== who.firm)
    return reject("not-your-promise", { firm: firmName(account, promise.firm), who: personOf(account, promise.owner)?.name ?? "" });
  return promise.status === "open" ? { ok: true, promise } : reject("promise-settled");
}

/** The promise, if this person's firm is its beneficiary. */
function theirs(s: Shared, id: PromiseId, { who, account }: Context): { ok: true; promise: PromiseTo } | Rejection {
  const promise = find(s, id);
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

const closes = (s: Shared, id: PromiseId): boolean =>
  s.severity === "low" && s.promises.every((promise) => promise.id === id || promise.status === "kept");

const verify: Flow["rules"]["verify"] = ({ shared: s }, { promise, attempt }, context) => {
  const found = waitingForWord(s, promise, attempt, context);
  if (!found.ok) return found;
  // Low severity: "all good" to the last promise is also the word that the case is over.
  const end: Draft[] = closes(s, promise) && context.who.firm === "customer" ? [{ type: "closed", audience: "shared" }] : [];
  return accept({ type: "verified", audience: "shared", promise, attempt }, ...end);
};

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  return s.promises.flatMap((promise): Wanted[] => {
    const beneficiary = otherFirm(promise.firm);
    const to: PersonId[] = [...new Set([s.lead[beneficiary]])];
    if (promise.asked) {
      return [
        {
          key: `new-date:${promise.id}:${promise.asked.due}`,
          firm: beneficiary,
          to,
          due: { withinMinutes: account.service.answer[s.severity] },
          slots: quick,
        },
      ];
    }
    if (promise.status === "done") {
      return [
        {
          key: `verify:${promise.id}:${promise.attempt}`,
          firm: beneficiary,
          to,
          due: { withinMinutes: account.service.verify[s.severity] },
          slots: quick,
        },
      ];
    }
    if (promise.status !== "open") return [];
    const paused = held(s, promise, now) !== undefined;
    return [
      {
        key: `promise:${promise.id}:${promise.attempt + 1}`,
        firm: promise.firm,
        to: [promise.owner],
        due: promise.due,
        paused,
        slots: slow,
      },
    ];
  });
}

/** Where a promise stands: a word or two, and what there is to say about it. */
function standing(promise: PromiseTo, s: Shared, t: Speak, account: Account, now: Instant): { state: Part[]; detail: Part[] | null } {
  if (promise.status === "kept") return { state: t("promise.kept"), detail: null };
  if (promise.status === "done") return { state: t("promise.done"), detail: null };
  if (promise.blocker) return { state: t("promise.blocked"), detail: [quoted(promise.blocker.what, t)] };
  const need = held(s, promise, now);
  if (need) {
    const args = { what: quoted(need.what, t), firm: firmName(account, need.firm), due: moment(need.due) };
    return { state: t("promise.held"), detail: t("promise.held.for", args) };
  }
  if (promise.sentBack !== null) return { state: t("promise.sent-back"), detail: [quoted(promise.sentBack, t)] };
  return { state: t(isLate(promise, now) ? "promise.late" : "promise.open"), detail: null };
}

/** One item of the card's list: what; where it stands, who and by when; what there is to say. */
function line(promise: PromiseTo, s: Shared, t: Speak, account: Account, now: Instant): Part[] {
  const { state, detail } = standing(promise, s, t, account, now);
  const who = { who: named(account, promise.owner, t), firm: firmName(account, promise.firm) };
  return [
    quoted(promise.what, t),
    "\n",
    ...state,
    " · ",
    ...(promise.status === "kept"
      ? t("deal.promise.kept", { ...who, by: named(account, promise.settledBy!, t) })
      : t("deal.promise", { ...who, due: moment(promise.due) })),
    ...(detail ? ["\n", ...detail] : []),
  ];
}

const drawPromise: DrawAsk = (see, subject, say, _who, account, now) => {
  const t = speak(say);
  const s = see.shared;
  const promise = find(s, subject.split(":")[0] as PromiseId);
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
    promise.blocker
      ? button(t, "action.clear-blocker", see.id, { type: "clear-blocker", promise: id })
      : button(
          t,
          "action.blocker",
          see.id,
          { type: "report-blocker", promise: id },
          { fields: [field.text(t, "what", "field.blocker", { required: true })] },
        ),
    button(
      t,
      "action.new-date",
      see.id,
      { type: "ask-new-date", promise: id },
      {
        fields: [field.when(t, "due", "field.new-date", true), field.text(t, "why", "field.why", { required: true })],
      },
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
  const promise = find(see.shared, subject.split(":")[0] as PromiseId);
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
    ],
  };
};

const drawNewDate: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const promise = find(see.shared, subject.split(":")[0] as PromiseId);
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

export const promises: Flow = {
  rules: {
    "report-progress": ({ shared: s }, { promise }, context) => {
      const found = mine(s, promise, context);
      return found.ok ? accept({ type: "progress-reported", audience: "shared", promise }) : found;
    },
    "report-blocker": ({ shared: s }, { promise, what }, context) => {
      const found = mine(s, promise, context);
      return found.ok ? accept({ type: "blocker-reported", audience: "shared", promise, said: context.said({ what }) }) : found;
    },
    "clear-blocker": ({ shared: s }, { promise }) => {
      const found = find(s, promise);
      if (!found) return reject("unknown-promise");
      return found.blocker ? accept({ type: "blocker-cleared", audience: "shared", promise }) : reject("no-blocker");
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
  },
  asks,
  draw: { promise: drawPromise, verify: drawVerify, "new-date": drawNewDate },
  redraws: {
    "blocker-reported": ["promise"],
    "blocker-cleared": ["promise"],
    "progress-reported": ["promise"],
    "marked-done": ["promise"],
    "new-date-answered": ["promise"],
  },
  section: (see, say, account, now) => {
    const t = speak(say);
    const { promises: list } = see.shared;
    if (list.length === 0) return [];
    const keptCount = list.filter(({ status }) => status === "kept").length;
    return [
      text([{ kind: "strong", parts: t("card.promises", { kept: keptCount, count: list.length }) }]),
      { kind: "list", items: list.map((promise) => line(promise, see.shared, t, account, now)) },
    ];
  },
  notices: (event) => {
    const to = { kind: "audience", audience: "shared" } as const;
    switch (event.type) {
      case "marked-done":
      case "verified":
      case "sent-back":
      case "blocker-reported":
      case "new-date-asked":
      case "new-date-answered":
        return [
          {
            to,
            draw: (say, see, account) => {
              const t = speak(say);
              const what = quoted(find(see.shared, event.promise)?.what ?? null, t);
              const who = named(account, event.by, t);
              switch (event.type) {
                case "marked-done":
                  return [
                    text([...t("notice.done", { who, what }), " ", quoted(event.said?.evidence ?? null, t)]),
                    ...event.files.map((file): Block => ({ kind: "picture", file, alt: plain(t("picture.done", { who })) })),
                  ];
                case "verified":
                  return [text(t("notice.verified", { who, what }))];
                case "sent-back":
                  return [text([...t("notice.sent-back", { who, what }), " ", quoted(event.said?.reason ?? null, t)])];
                case "blocker-reported":
                  return [text([...t("notice.blocker", { who, what }), " ", quoted(event.said?.what ?? null, t)])];
                case "new-date-asked":
                  return [text([...t("notice.new-date", { who, what, due: moment(event.due) }), " ", quoted(event.said?.why ?? null, t)])];
                default:
                  return [text(t(event.agreed ? "notice.date-agreed" : "notice.date-kept", { who, what }))];
              }
            },
          },
        ];
      default:
        return [];
    }
  },
  more: (see, say, who) => {
    const t = speak(say);
    // By number, as on the card: a label never holds what people wrote.
    return see.shared.promises.flatMap((promise, i) => {
      if (promise.firm !== who.firm || promise.status !== "open") return [];
      const fields = [field.text(t, "evidence", "field.done", { required: true, lines: 3, maxLength: 600 }), field.files(t)];
      const command = { type: "mark-done", promise: promise.id, attempt: promise.attempt + 1 } as const;
      return [button(t, "action.done-number", see.id, command, { fields, variant: String(i + 1), args: { number: i + 1 } })];
    });
  },
};

/** Whether every promise has come to its end. */
export const allSettled = (see: Pick<VisibleCase["shared"], "promises" | "negotiation">): boolean =>
  see.negotiation.status === "agreed" && see.promises.every(({ status }) => status === "kept" || status === "broken");
