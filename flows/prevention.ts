/** What a case teaches: prevention measures with an owner, who is told, and a day. Whether they worked is asked at the end of the watch. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { teachings } from "../src/domain/commands/prevention.ts";
import { accept, type DrawAsk, type Flow, type Notice, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { Measure } from "../src/domain/follow-up.ts";
import type { MeasureId } from "../src/domain/ids.ts";
import type { Action, Field, Part } from "../src/domain/message.ts";
import { type Account, type Firm, type Person, personOf } from "../src/domain/people.ts";
import { dayMs, type Instant, plus } from "../src/domain/time.ts";
import { followsUp, hasAnswered, inFiveDays } from "./follow-up-state.ts";
import { dueField, maxMeasures, measureParts, readDue, taught } from "./measures.ts";
import { button, caseNumber, choices, field, firmName, named, people, quoted, speak, text, toBoth } from "./parts.ts";
import { inRole, plannedLocus } from "./plan.ts";
import { allSettled } from "./promise-state.ts";
import { reviewOf } from "./review.ts";
import type { Speak } from "./wording/index.ts";

const measureFields = (t: Speak, account: Account, firm: Firm) => [
  field.text(t, "what", "field.measure", { required: true }),
  field.choice(t, "owner", "field.owner", people(account, firm, null), { required: true }),
  dueField(t),
  field.yes(t, "done", "field.measure-done"),
];

const lesson: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.lesson"),
    // What a test before shipping would have caught.
    blocks: [text(t("ask.lesson.body"))],
    actions: [
      button(t, "action.measure", see.id, { type: "add-measure" }, { style: "primary", fields: measureFields(t, account, who.firm) }),
    ],
  };
};

const find = (s: Shared, id: string): Measure | undefined => s.followUp.measures.find((one) => one.id === id);

/** The button with which its owner's firm says that a measure is in place; with a number where there are several. */
const doneButton = (see: VisibleCase, t: Speak, id: MeasureId, number: number | null): Action =>
  button(
    t,
    number === null ? "action.measure-done" : "action.measure-done-number",
    see.id,
    { type: "put-in-place", measure: id },
    {
      style: number === null ? "primary" : "plain",
      ...(number !== null && { args: { number }, variant: String(number) }),
      fields: [field.text(t, "what", "field.measure-with")],
    },
  );

/** Asks whoever sees to a measure whether it is in place. */
export const inPlace: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  const measure = find(see.shared, subject.split(":")[0]!);
  if (!measure) return { title: t("ask.measure"), blocks: [], actions: [] };
  return {
    title: t("ask.measure"),
    blocks: [text([quoted(measure.what, t)])],
    actions: [
      doneButton(see, t, measure.id, null),
      button(t, "action.measure-later", see.id, { type: "move-measure", measure: measure.id }, { fields: [dueField(t, true)] }),
    ],
  };
};

/** How somebody is taught, and what. */
export const teachingFields = (t: Speak): Field[] => [
  field.choice(t, "way", "field.teaching", choices(t, teachings, "teach"), { required: true }),
  field.text(t, "what", "field.teach-what", { required: true }),
];

/** After what came from its own side the customer says whether its people know how, and what the supplier could teach them. */
const teach: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.teach"),
    blocks: [text(t("ask.teach.body", { firm: firmName(account, "supplier") }))],
    actions: [
      button(
        t,
        "action.want-teaching",
        see.id,
        { type: "want-teaching" },
        {
          style: "primary",
          fields: teachingFields(t),
        },
      ),
      button(t, "action.no-teaching", see.id, { type: "nothing-to-add", topic: "teach" }),
    ],
  };
};

function asks(s: Shared): Wanted[] {
  const { followUp: f } = s;
  const isTheirs = plannedLocus(s) === "customer";
  const unnamed = f.measures.every(({ effect }) => effect === "not-good");
  return [
    // What was grave is looked back on by both firms, once it is closed; of what nobody caused both are asked for a sign.
    ...(followsUp(s) && !isTheirs && reviewOf(s, "supplier") === null && !f.closed && unnamed
      ? [{ key: `lesson:${f.reopened}`, firm: "supplier", to: [s.lead.supplier], due: inFiveDays, slots: slow } as const]
      : []),
    // From what came from the customer's own side its people learn, if they want to.
    ...(followsUp(s) && isTheirs && !f.closed && !hasAnswered(s, "teach", "customer")
      ? [{ key: `teach:${f.reopened}`, firm: "customer", to: [s.lead.customer], due: inFiveDays, ends: true, slots: ["-1d"] } as const]
      : []),
    ...measuresDue(s),
  ];
}

/** Its owner is asked whether a measure is in place the day before it is to be, and once more when it has moved. */
export const measuresDue = ({ followUp: { measures } }: Shared): Wanted[] =>
  measures.flatMap(({ id, firm, owner, due, done }): Wanted[] =>
    due && !done ? [{ key: `measure:${id}:${due}`, firm, to: [owner], due, opens: plus(due, -dayMs), slots: slow }] : [],
  );

/** What is asked of a measure is answered by its owner's firm, once. */
function theirs(s: Shared, id: MeasureId, { firm }: Person, account: Account): Measure | Rejection {
  const measure = find(s, id);
  if (!measure) return reject("unknown-measure");
  if (measure.firm !== firm) return reject("measure-is-theirs", { firm: firmName(account, measure.firm) });
  return measure.done ? reject("already-confirmed") : measure;
}

const by = (due: Instant | undefined, t: Speak): Part[] =>
  due ? [" · ", ...t("measure.due", { at: { kind: "instant", at: due, show: "date" } })] : [];

export const prevention: Flow = {
  rules: {
    "want-teaching": ({ shared: s }, { way, what }, context) => {
      const { who, account, newId, said } = context;
      if (who.firm !== "customer") return reject("customer-says-teaching", { firm: firmName(account, "customer") });
      if (!followsUp(s)) return reject("value-later");
      if (hasAnswered(s, "teach", "customer")) return reject("said-already");
      if (s.followUp.measures.length >= maxMeasures) return reject("enough-measures");
      const owner = inRole(s, "value-facilitator")[0]!;
      // Like any measure it is asked whether it is in place: what is not has no effect.
      const read = readDue(null, context);
      if (!read.ok) return read;
      return accept(
        {
          type: "measure-added",
          audience: "shared",
          measure: newId() as MeasureId,
          owner,
          firm: "supplier",
          due: read.due,
          teaches: way,
          said: said({ what }),
        },
        { type: "nothing-added", audience: "shared", topic: "teach", firm: "customer" },
      );
    },
    "add-measure": ({ shared: s }, { what, owner, due: written, done }, context) => {
      const { who, account, newId, said } = context;
      if (s.followUp.measures.length >= maxMeasures) return reject("enough-measures");
      if (personOf(account, owner)?.firm !== who.firm) return reject("not-a-colleague");
      const read = done ? null : readDue(written ?? null, context);
      if (read && !read.ok) return read;
      const measure = newId() as MeasureId;
      return accept(
        {
          type: "measure-added",
          audience: "shared",
          measure,
          owner,
          firm: who.firm,
          ...(read && { due: read.due }),
          said: said({ what }),
        },
        ...(done ? [{ type: "measure-done", audience: "shared", measure, said: null } as const] : []),
      );
    },
    "put-in-place": ({ shared: s }, { measure: id, what }, { who, account, said }) => {
      const found = theirs(s, id, who, account);
      if ("ok" in found) return found;
      return accept({ type: "measure-done", audience: "shared", measure: id, said: what ? said({ with: what }) : null });
    },
    "move-measure": ({ shared: s }, { measure: id, due }, context) => {
      const found = theirs(s, id, context.who, context.account);
      if ("ok" in found) return found;
      const read = readDue(due, context);
      if (!read.ok) return read;
      if (read.due === found.due) return reject("said-already");
      return accept({ type: "measure-moved", audience: "shared", measure: id, due: read.due });
    },
  },
  afterClosing: ["add-measure", "put-in-place", "move-measure"],
  asks,
  passed: (_s, key, _now, firm) => (key.startsWith("teach:") ? [{ type: "nothing-added", audience: "shared", topic: "teach", firm }] : []),
  draw: { lesson, teach, measure: inPlace },
  more: (see, say, who, account) => {
    const t = speak(say);
    const { measures } = see.shared.followUp;
    const open = measures.flatMap(({ id, firm, done }, i) => (firm === who.firm && !done ? [doneButton(see, t, id, i + 1)] : []));
    if (!allSettled(see.shared)) return open;
    return [button(t, "action.measure", see.id, { type: "add-measure" }, { fields: measureFields(t, account, who.firm) }), ...open];
  },
  notices: (event): Notice[] => {
    if (event.type === "measure-done" || event.type === "measure-moved")
      return toBoth((t, see, account) => {
        const measure = find(see.shared, event.measure);
        const key = event.type === "measure-done" ? "notice.measure-done" : "notice.measure-moved";
        return measure ? [text([...t(key, { who: named(account, event.by, t) }), " ", ...measureParts(measure, t)])] : [];
      });
    if (event.type !== "measure-added") return [];
    const said: Notice = {
      to: { kind: "audience", audience: "shared" },
      draw: (say, _see, account) => {
        const t = speak(say);
        return [
          text([
            ...t(event.sign ? "notice.measure-sign" : "notice.measure", { who: named(account, event.owner, t) }),
            " ",
            ...taught(event, t),
            quoted(event.said?.what ?? null, t),
            ...by(event.due, t),
          ]),
        ];
      },
    };
    const toOwner: Notice = {
      to: { kind: "person", person: event.owner },
      draw: (say, see, account) => {
        const t = speak(say);
        const parts = [
          ...t("notice.measure-yours", { who: named(account, event.by, t) }),
          " ",
          ...taught(event, t),
          quoted(event.said?.what ?? null, t),
          ...by(event.due, t),
        ];
        return [text([`${caseNumber(see.shared.number)}: `, ...parts])];
      },
    };
    return event.owner === event.by ? [said] : [said, toOwner];
  },
};
