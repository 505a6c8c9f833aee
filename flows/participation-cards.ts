/** What taking part looks like: an empty place, what each firm holds, help wanted and offered, and who does what. */
import type { VisibleCase } from "../src/domain/case.ts";
import { helps, offers } from "../src/domain/commands/participation.ts";
import type { DrawAsk, Flow, Say } from "../src/domain/flow.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, firms, type Person } from "../src/domain/people.ts";
import { type Role, roles } from "../src/domain/roles.ts";
import { evidenceButton } from "./analysis-cards.ts";
import { offerButtons } from "./offer-forms.ts";
import { button, choices, facts, field, firmName, listed, named, people, quoted, row, speak, text } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import { directoryLine } from "./standing/acquaint.ts";
import { muted } from "./standing/agreed.ts";
import type { Speak } from "./wording/index.ts";

/** How somebody came to a role: the plan gave it, they offered it, or they lead for their firm. */
export type RoleCard = "given" | "offered" | "lead";

/** What the role is, for whom it is done, and the three answers to being given it; two to whoever has offered it; a firm's lead hands over. */
export function roleBlocks(see: VisibleCase, role: Role, who: Person, t: Speak, account: Account, how: RoleCard = "given"): Block[] {
  const { faces, firm } = roles[role];
  const facing = see.shared.participation.roles.find((held) => held.role === faces)?.person ?? see.shared.lead[roles[faces].firm];
  return [
    text(t(`role.duty.${role}`)),
    ...facts(
      row(t, "fact.faces", [...t("card.lead", { who: named(account, facing, t), firm: firmName(account, roles[faces].firm) })]),
      how === "lead" ? null : row(t, "fact.leads", [named(account, see.shared.lead[firm], t)]),
    ),
    ...muted(directoryLine(account, facing, t)),
    {
      kind: "actions",
      actions:
        how === "lead"
          ? [
              button(
                t,
                "action.hand-over",
                see.id,
                { type: "hand-over" },
                { fields: [field.choice(t, "to", "field.to", people(account, who.firm, who.id), { required: true })] },
              ),
            ]
          : [
              ...(how === "given" ? [button(t, "action.take-role", see.id, { type: "take-role", role }, { style: "primary" })] : []),
              ...leaveButtons(see, role, who, t, account),
            ],
    },
  ];
}

/** Passing a role on and giving it back. */
const leaveButtons = (see: VisibleCase, role: Role, who: Person, t: Speak, account: Account, named = false): Action[] => {
  const looks = named ? { args: { role: t(`role.${role}`) }, variant: role } : {};
  return [
    button(
      t,
      named ? "action.pass-role-named" : "action.pass-role",
      see.id,
      { type: "pass-role", role },
      { ...looks, fields: [field.choice(t, "to", "field.to", people(account, who.firm, who.id), { required: true })] },
    ),
    button(
      t,
      named ? "action.leave-role-named" : "action.leave-role",
      see.id,
      { type: "leave-role", role },
      {
        ...looks,
        intro: t("form.leave-role"),
        fields: [
          field.text(t, "reason", "field.reason-optional", { maxLength: 200 }),
          field.text(t, "condition", "field.condition", { maxLength: 200 }),
        ],
      },
    ),
  ];
};

const place: DrawAsk = (see, subject, say, who, account) => {
  const t = speak(say);
  const role = subject.split(":")[0] as Role;
  const taken = see.shared.participation.roles.filter((held) => held.role === role).map(({ person }) => person);
  const free = people(account, who.firm, null).filter(({ value }) => !taken.some((person) => person === value));
  return {
    title: t("ask.place", { role: t(`role.${role}`), firm: firmName(account, who.firm) }),
    blocks: [text(t("ask.place.body", { duty: t(`role.duty.${role}`) }))],
    actions: [
      ...(free.length === 0
        ? []
        : [
            button(
              t,
              "action.fill-role",
              see.id,
              { type: "fill-role", role },
              { style: "primary", fields: [field.choice(t, "to", "field.whom", free, { required: true })] },
            ),
          ]),
      ...(taken.includes(who.id) ? [] : [button(t, "action.fill-role-self", see.id, { type: "fill-role", role, to: who.id })]),
    ],
  };
};

const evidence: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.evidence"),
    blocks: [text(t("ask.evidence.body", { supplier: firmName(account, "supplier"), customer: firmName(account, "customer") }))],
    actions: [{ ...evidenceButton(see, t), style: "primary" }, button(t, "action.settle-evidence", see.id, { type: "settle-evidence" })],
  };
};

const helpFields = (t: Speak) => [
  field.choices(t, "help", "field.help", choices(t, helps, "help"), true),
  field.text(t, "note", "field.help-note", { lines: 3, maxLength: 600 }),
  field.text(t, "last", "field.last-step", { maxLength: 200 }),
];

const help: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.help"),
    blocks: [text(t("ask.help.body", { firm: firmName(account, "supplier") }))],
    actions: [
      button(t, "action.want-help", see.id, { type: "want-help" }, { style: "primary", intro: t("form.want-help"), fields: helpFields(t) }),
      button(t, "action.no-help", see.id, { type: "want-help", help: ["none"] }),
    ],
  };
};

/** What help is wanted, as "advice, a visit". */
const wantedParts = (see: VisibleCase, t: Speak): Part[] =>
  listed(
    (see.shared.participation.help?.wanted ?? []).map((one) => t(`help.${one}`)),
    t,
  );

const assist: DrawAsk = (see, _subject, say, who, account, now) => {
  const t = speak(say);
  const wanted = see.shared.participation.help;
  const { note = null, last = null } = wanted ?? {};
  return {
    title: t("ask.assist"),
    blocks: [
      text(t(wanted ? "ask.assist.body" : "ask.assist.open", { firm: firmName(account, "customer") })),
      ...facts(
        row(t, "fact.help", wanted && wantedParts(see, t)),
        row(t, "fact.help-note", note && quoted(note, t)),
        row(t, "fact.last-step", last && quoted(last, t)),
      ),
    ],
    actions: [
      ...offerButtons(see, t, who, account, now),
      button(t, "action.decline-help", see.id, { type: "decline-help" }),
      button(
        t,
        "action.decline-help-unless",
        see.id,
        { type: "decline-help" },
        { fields: [field.text(t, "condition", "field.help-condition", { required: true, maxLength: 200 })] },
      ),
    ],
  };
};

export const draw = { place, evidence, help, assist } as const;

/** What people gave that nobody owed, each with what it served. */
export function creditLines(s: VisibleCase["shared"], t: Speak, account: Account): Block[] {
  const given = s.participation.work.filter(({ credited }) => credited > 0);
  const whom = [...new Set(given.map(({ person }) => person))];
  if (whom.length === 0) return [];
  const parts = whom.flatMap((id): Part[] => {
    const mine = given.filter(({ person }) => person === id);
    const what = listed(
      mine.map(({ kind, credited }) => t(`work.${kind}`, { count: credited })),
      t,
    );
    return [" · ", ...t("card.lead", { who: named(account, id, t), firm: firmName(account, mine[0]!.firm) }), ": ", ...what];
  });
  return [text([...t("card.credited"), " ", ...parts.slice(1)])];
}

/** Who takes part besides the leads, by what they do; and what help is wanted. */
export const section: NonNullable<Flow["section"]> = (see, say, account) => {
  const t = speak(say);
  const { participation: p, locus, followUp } = see.shared;
  if (followUp.closed) return [];
  const taking = firms.flatMap((firm) => p.roles.filter(({ role }) => roles[role].firm === firm));
  return [
    ...(locus.settled === null && locus.says.supplier && locus.says.customer && locus.says.supplier !== locus.says.customer
      ? [text(t("card.differs"))]
      : []),
    ...(p.help && !p.help.wanted.includes("none") && see.shared.negotiation.status === "open"
      ? [text([...t("card.help", { firm: firmName(account, "customer") }), " ", ...wantedParts(see, t)])]
      : []),
    ...(taking.length === 0
      ? []
      : [
          text(
            taking.flatMap(({ role, person, status }, i) => [
              ...(i === 0 ? [...t("card.roles"), " "] : [" · "]),
              ...(person === null
                ? t("card.role.open", { role: t(`role.${role}`), firm: firmName(account, roles[role].firm) })
                : t(status === "given" ? "card.role.given" : "card.role", { who: named(account, person, t), role: t(`role.${role}`) })),
            ]),
            "muted",
          ),
        ]),
    ...creditLines(see.shared, t, account),
  ];
};

/** The button with which people of either firm offer to help, whatever the plan asks of them. */
export const helpButton = (see: VisibleCase, t: Speak): Action =>
  button(
    t,
    "action.volunteer",
    see.id,
    { type: "volunteer" },
    { intro: t("form.volunteer"), fields: [field.choice(t, "offer", "field.offer", choices(t, offers, "offer-help"), { required: true })] },
  );

/** What a person may do about their own roles and about the customer's wish for help. */
export function more(see: VisibleCase, say: Say, who: Person, account: Account): Action[] {
  const t = speak(say);
  const { participation: p, followUp } = see.shared;
  if (followUp.closed) return [];
  const own = p.roles.filter(({ person }) => person === who.id);
  return [
    helpButton(see, t),
    ...own.flatMap(({ role }) => leaveButtons(see, role, who, t, account, true)),
    ...(who.firm === "customer" && plannedLocus(see.shared) === "customer"
      ? [button(t, "action.want-help", see.id, { type: "want-help" }, { intro: t("form.want-help"), fields: helpFields(t) })]
      : []),
  ];
}
