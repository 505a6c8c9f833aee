/** What visits look like: suggested, answered, in everyone's calendar, and what was seen there. */
import { isUnderWay, type Visit } from "../src/domain/analysis.ts";
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { DrawAsk, Flow, Notice } from "../src/domain/flow.ts";
import type { PersonId, VisitId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, type Firm, firms } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import {
  button,
  caseNumber,
  everyone,
  facts,
  field,
  firmName,
  moment,
  named,
  namedAll,
  quoted,
  row,
  speak,
  text,
  toBoth,
} from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import { type Key, plain, type Speak } from "./wording/index.ts";

const askedAbout = (s: Shared, subject: string): Visit | undefined => findVisit(s, subject.split(":")[0] as VisitId);

/** The visit of that id, if the case has it. */
export const findVisit = (s: Shared, id: VisitId): Visit | undefined => s.analysis.visits.find((visit) => visit.id === id);

const visitBlocks = (visit: Visit, t: Speak, account: Account): Block[] => [
  text([quoted(visit.what, t)]),
  ...facts(
    row(t, "fact.visit-place", firmName(account, visit.place)),
    row(t, "fact.visit-when", [moment(visit.from), " – ", moment(visit.to)]),
    row(t, "fact.visit-people", namedAll(account, visit.people, t, "comma")),
  ),
];

/** The visit as a file for one's calendar, which takes it out again where it does not stand any more. */
const invitation = (see: VisibleCase, visit: Visit, t: Speak): Action => ({
  key: "action.invitation",
  label: plain(t(visit.status === "agreed" ? "action.invitation" : "action.invitation-gone")),
  style: "plain",
  press: { kind: "invitation", case: see.id, visit: visit.id },
  intro: [],
  fields: [],
});

/** Another time for an agreed visit, or none; one's own that is not answered can be taken back. */
function changeButtons(see: VisibleCase, { id, status }: Visit, t: Speak): Action[] {
  const cancel = { type: "cancel-visit", visit: id } as const;
  const off = { variant: id, style: "careful" } as const;
  if (status === "proposed") return [button(t, "action.withdraw-visit", see.id, cancel, off)];
  const reason = field.text(t, "reason", "field.why", { required: true });
  const move = { variant: id, intro: t("form.move-visit"), fields: [field.when(t, "from", "field.visit-from", true), reason] };
  return [
    button(t, "action.move-visit", see.id, { type: "move-visit", visit: id }, move),
    button(t, "action.cancel-visit", see.id, cancel, { ...off, intro: t("form.cancel-visit"), fields: [reason] }),
  ];
}

/** What each of those who come reads for themselves, with the entry for their calendar. */
const toEach = (visit: Visit, by: PersonId | "clock", line: (t: Speak, who: Part) => Part[], dated: boolean): Notice[] =>
  visit.people.map((person) => ({
    to: { kind: "person", person },
    draw: (say, see, account) => {
      const t = speak(say);
      const now = findVisit(see.shared, visit.id) ?? visit;
      return [
        text([`${caseNumber(see.shared.number)}: `, ...line(t, named(account, by, t))]),
        ...visitBlocks(now, t, account),
        ...(dated ? [{ kind: "actions", actions: [invitation(see, now, t)] } as const] : []),
      ];
    },
  }));

type VisitEvent = Extract<Event, { type: "visit-proposed" | "visit-answered" | "visit-moved" | "visit-cancelled" | "visit-missed" }>;

/** What those who come hear of it: when it stands, when it is moved, and when it does not stand any more. */
function newsForEach(event: VisitEvent, visit: Visit): Notice[] {
  const say = (key: Key, dated: boolean) => toEach(visit, event.by, (t, who) => t(key, { who }), dated);
  if (event.type === "visit-moved") return say("notice.visit-moved", false);
  // Nobody but the two leads knew of one that never stood; and whoever was there knows that it did not take place.
  if (event.type === "visit-cancelled") return visit.status === "withdrawn" ? [] : say("notice.visit-cancelled", true);
  if (event.type === "visit-proposed" || event.type === "visit-missed") return [];
  if (event.agreed) return say("notice.visit-agreed", true);
  return visit.sequence ? say("notice.visit-declined", true) : [];
}

const answer: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const visit = askedAbout(see.shared, subject);
  if (!visit) return { title: t("ask.visit", { who: "" }), blocks: [], actions: [] };
  return {
    title: t("ask.visit", { who: named(account, visit.by, t) }),
    blocks: visitBlocks(visit, t, account),
    actions: [
      button(t, "action.agree-visit", see.id, { type: "answer-visit", visit: visit.id, agree: true }, { style: "primary" }),
      button(
        t,
        "action.decline-visit",
        see.id,
        { type: "answer-visit", visit: visit.id, agree: false },
        { fields: [field.text(t, "reason", "field.reason-optional")] },
      ),
      visitButton(see, t, who.firm, account, "action.other-visit"),
    ],
  };
};

const seen: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const visit = askedAbout(see.shared, subject);
  if (!visit) return { title: t("ask.seen"), blocks: [], actions: [] };
  return {
    title: t("ask.seen"),
    blocks: visitBlocks(visit, t, account),
    actions: [
      button(
        t,
        "action.report-visit",
        see.id,
        { type: "report-visit", visit: visit.id },
        { style: "primary", fields: [field.text(t, "what", "field.seen", { required: true, lines: 6, maxLength: 1_500 }), field.files(t)] },
      ),
      button(
        t,
        "action.miss-visit",
        see.id,
        { type: "miss-visit", visit: visit.id },
        {
          intro: t("form.miss-visit"),
          fields: [field.when(t, "from", "field.visit-again"), field.text(t, "reason", "field.reason-optional")],
        },
      ),
    ],
  };
};

/** "Would looking at it together on the spot help?": asked of whoever looks, while nobody knows or much depends on it. */
export function visitHelps(
  see: VisibleCase,
  t: Speak,
  place: Firm,
  account: Account,
  now: Instant,
): { blocks: Block[]; actions: Action[] } {
  const s = see.shared;
  const grave = s.severity === "high" || s.severity === "critical";
  const underWay = s.analysis.visits.some((visit) => isUnderWay(visit, now));
  if (underWay || !(grave || plannedLocus(s) === "unknown")) return { blocks: [], actions: [] };
  return { blocks: [text(t("ask.visit-helps"))], actions: [visitButton(see, t, place, account)] };
}

const visitButton = (see: VisibleCase, t: Speak, place: Firm, account: Account, called: Key = "action.propose-visit"): Action =>
  button(
    t,
    "action.propose-visit",
    see.id,
    { type: "propose-visit" },
    {
      label: plain(t(called)),
      intro: t("form.visit"),
      fields: [
        field.text(t, "what", "field.visit-what", { required: true }),
        field.choice(
          t,
          "place",
          "field.visit-place",
          firms.map((firm) => ({ value: firm, label: account.firms[firm].name })),
          { required: true, value: place },
        ),
        field.when(t, "from", "field.visit-from", true),
        field.number(t, "hours", "field.visit-hours", 1, 72, 2),
        field.choices(t, "people", "field.visit-people", everyone(account), true),
      ],
    },
  );

export const draw = { visit: answer, seen } as const;

/** The visits that stand, each with its entry for a calendar. */
export const section: NonNullable<Flow["section"]> = (see, say, account, now) => {
  const t = speak(say);
  return see.shared.analysis.visits
    .filter((visit) => visit.status === "agreed" && isUnderWay(visit, now) && see.shared.followUp.closed === null)
    .flatMap((visit): Block[] => [
      text([
        { kind: "strong", parts: t("card.visit", { firm: firmName(account, visit.place) }) },
        " ",
        moment(visit.from),
        " · ",
        ...namedAll(account, visit.people, t, "comma"),
      ]),
      { kind: "actions", actions: [invitation(see, visit, t)] },
    ]);
};

/** A visit to suggest; another time for the one that is agreed, or none; and one's own back that is not answered. */
export const more: NonNullable<Flow["more"]> = (see, say, who, account, now) => {
  const t = speak(say);
  const s = see.shared;
  if (s.followUp.closed || !s.acknowledged) return [];
  const ahead = s.analysis.visits.filter(
    (visit) => isUnderWay(visit, now) && now < visit.from && (visit.status === "agreed" || visit.firm === who.firm),
  );
  return [visitButton(see, t, who.firm, account), ...ahead.slice(-1).flatMap((visit) => changeButtons(see, visit, t))];
};

/** What both firms hear of a visit, and each of those who come. */
export const notices: NonNullable<Flow["notices"]> = (event, shared) => {
  switch (event.type) {
    case "visit-proposed":
    case "visit-answered":
    case "visit-moved":
    case "visit-cancelled":
    case "visit-missed": {
      const known = findVisit(shared, event.visit);
      return [...(known ? newsForEach(event, known) : []), ...toBoth((t, see, account) => news(event, t, see, account))];
    }
    default:
      return [];
  }
};

function news(event: VisitEvent, t: Speak, see: VisibleCase, account: Account): Block[] {
  const visit = findVisit(see.shared, event.visit);
  if (!visit) return [];
  const who = named(account, event.by, t);
  const why = event.type !== "visit-proposed" && event.said ? [" ", quoted(event.said.reason, t)] : [];
  switch (event.type) {
    case "visit-proposed":
      return [text(t("notice.visit-proposed", { who })), ...visitBlocks(visit, t, account)];
    case "visit-moved":
      return [text([...t("notice.visit-moved", { who }), ...why]), ...visitBlocks(visit, t, account)];
    case "visit-cancelled":
      return [text([...t(visit.status === "withdrawn" ? "notice.visit-withdrawn" : "notice.visit-cancelled", { who }), ...why])];
    case "visit-missed":
      return [text([...t("notice.visit-missed", { who }), ...why])];
    case "visit-answered":
      if (!event.agreed) return [text([...t("notice.visit-declined", { who }), ...why])];
      return [
        text(t("notice.visit-agreed", { who })),
        ...visitBlocks(visit, t, account),
        { kind: "actions", actions: [invitation(see, visit, t)] },
      ];
    default:
      return event satisfies never;
  }
}
