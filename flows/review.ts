/**
 * What both firms learn, each in its own words: what would have shown it earlier, and what each does differently. Of a grave case both are
 * asked for all of it, of a lesser one the customer for one sentence; of what nobody caused both for a sign and whoever looks out for it.
 */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { areas } from "../src/domain/commands/follow-up.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type DrawAsk, type Flow, reject, slow } from "../src/domain/flow.ts";
import type { MeasureId } from "../src/domain/ids.ts";
import type { Action, Block, Field } from "../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { followsUp, hasAnswered, inFiveDays } from "./follow-up-state.ts";
import { dueField, maxMeasures, readDue } from "./measures.ts";
import { button, choices, field, firmName, named, people, quoted, rare, speak, text, toBoth } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import type { Key, Speak } from "./wording/index.ts";

/** How a firm is asked what it learns. */
type Form =
  /** All of it: of what was grave. */
  | "full"
  /** The same of the supplier, of what it caused: which test before shipping would have caught it, and whether that is done now. */
  | "test"
  /** One question, which can be left: of what was not. */
  | "light"
  /** By what sign it could have been known earlier, and who looks out for it: of what nobody caused. */
  | "sign";

/** How a firm is asked to look back, once the case is closed; `null`: not, the supplier names a measure before. */
export function reviewOf(s: Shared, firm: Firm): Form | null {
  if (!followsUp(s)) return null;
  const locus = plannedLocus(s);
  if (locus === "environment") return "sign";
  if (s.severity === "high" || s.severity === "critical") return firm === "supplier" && locus === "supplier" ? "test" : "full";
  // While nobody knows, no test of the supplier's is known to prevent it: both are asked the same.
  return firm === "customer" || locus === "unknown" ? "light" : null;
}

/** What each firm has learnt. */
export const lessonLines = ({ followUp: { lessons } }: Shared, t: Speak, account: Account): Block[] =>
  lessons
    .filter(({ earlier }) => earlier !== null)
    .map(({ firm, earlier, area }) =>
      text([
        ...t("card.lesson", { firm: firmName(account, firm) }),
        " ",
        quoted(earlier, t),
        ...(area ? [" · ", ...t(`area.${area}`)] : []),
      ]),
    );

/** What would have shown it earlier, what is done differently, and in what. */
const lesson = (t: Speak): Field[] => [
  field.text(t, "earlier", "field.earlier", { lines: 3 }),
  field.text(t, "what", "field.differently"),
  field.choice(t, "area", "field.area", choices(t, areas, "area")),
];

/** What anybody of either firm has learnt from it; whoever writes what is done differently sees to it. */
export const learntButton = (see: Pick<VisibleCase, "id">, t: Speak): Action =>
  button(t, "action.review", see.id, { type: "review" }, { intro: t("form.value"), fields: lesson(t) });

/** What the form asks, with the least that says something. */
function fieldsOf(form: Form, t: Speak, who: Person, account: Account): Field[] {
  const owner = people(account, who.firm, null);
  switch (form) {
    case "full":
      return [...lesson(t), field.choice(t, "owner", "field.owner", owner), dueField(t)];
    case "test":
      return [
        field.text(t, "earlier", "field.earlier", { lines: 3 }),
        field.text(t, "what", "field.test-before"),
        field.yes(t, "done", "field.measure-done"),
        field.choice(t, "owner", "field.owner", owner),
        dueField(t),
        rare(field.choice(t, "area", "field.area", choices(t, areas, "area"))),
      ];
    case "light":
      return [field.text(t, "earlier", "field.earlier", { required: true, lines: 3 })];
    case "sign":
      return [
        field.text(t, "earlier", "field.sign", { required: true }),
        field.choice(t, "owner", "field.watcher", owner, { required: true, value: who.id }),
      ];
    default:
      return form satisfies never;
  }
}

const bodies = {
  full: "ask.review.body",
  test: "ask.review.body-test",
  light: "ask.review.body-light",
  sign: "ask.sign-seen.body",
} as const satisfies { readonly [F in Form]: Key };

const review: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { lessons } = see.shared.followUp;
  const theirs = lessons.some(({ firm, earlier }) => firm !== who.firm && earlier !== null);
  const form = reviewOf(see.shared, who.firm) ?? "full";
  const firm = firmName(account, otherFirm(who.firm));
  const isSign = form === "sign";
  return {
    title: t(isSign ? "ask.sign-seen" : "ask.review"),
    blocks: [text(t(bodies[form], { firm })), ...(theirs ? lessonLines(see.shared, t, account) : [])],
    actions: [
      button(
        t,
        isSign ? "action.name-sign" : "action.review",
        see.id,
        { type: "review" },
        { style: "primary", intro: t("form.value"), fields: fieldsOf(form, t, who, account) },
      ),
      button(t, isSign ? "action.no-sign" : "action.no-review", see.id, { type: "nothing-to-add", topic: "review" }),
    ],
  };
};

export const jointReview: Flow = {
  of: ["recovery"],
  rules: {
    review: ({ shared: s }, { earlier, area, what, owner, due, done }, context) => {
      const { who, account, newId, said } = context;
      if (!followsUp(s)) return reject("value-later");
      if (!earlier && !what) return reject("no-lesson-said");
      // A sign is worth something only when somebody looks out for it.
      const sign = reviewOf(s, who.firm) === "sign" ? (earlier ?? null) : null;
      const texts = [...(sign ? [{ what: sign, sign: true } as const] : []), ...(what ? [{ what }] : [])];
      if (s.followUp.measures.length + texts.length > maxMeasures) return reject("enough-measures");
      const person = owner ? personOf(account, owner) : who;
      if (!person || person.firm !== who.firm) return reject("not-a-colleague");
      // What is done already has no day by which it will be; a sign has yet to be looked out for.
      const inPlace = done && !sign;
      const read = inPlace ? null : readDue(due ?? null, context);
      if (read && !read.ok) return read;
      return accept(
        { type: "lesson-learnt", audience: "shared", area: area ?? null, said: said({ earlier: earlier ?? null }) },
        ...texts.flatMap(({ what: text, ...rest }): Draft[] => {
          const measure = newId() as MeasureId;
          return [
            {
              type: "measure-added",
              audience: "shared",
              measure,
              owner: person.id,
              firm: person.firm,
              ...(read && { due: read.due }),
              ...(area && { area }),
              ...rest,
              said: said({ what: text }),
            },
            ...(inPlace ? [{ type: "measure-done", audience: "shared", measure, said: null } as const] : []),
          ];
        }),
      );
    },
  },
  afterClosing: ["review"],
  asks: (s) =>
    s.followUp.closed
      ? firms
          .filter((firm) => reviewOf(s, firm) !== null && !hasAnswered(s, "review", firm))
          .map((firm) => ({
            key: `review:${s.followUp.reopened}:${firm}`,
            firm,
            to: [s.lead[firm]],
            due: inFiveDays,
            slots: slow.slice(0, 4),
          }))
      : [],
  draw: { review },
  redraws: { "lesson-learnt": ["review"] },
  section: (see, say, account) => (see.shared.followUp.closed ? lessonLines(see.shared, speak(say), account) : []),
  notices: (event) => {
    if (event.type !== "lesson-learnt") return [];
    return toBoth((t, _see, account) => {
      return event.said?.earlier
        ? [
            text([
              ...t("notice.lesson", { who: named(account, event.by, t), firm: firmName(account, event.of!) }),
              " ",
              quoted(event.said.earlier, t),
            ]),
          ]
        : [];
    });
  },
};
