/** The value ledger: what the recovery saved or brought, line by line, each confirmed by the firm that benefits; a correction is a new line. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { moneyKinds, otherKinds, ownKinds } from "../src/domain/commands/follow-up.ts";
import { contributionsOf } from "../src/domain/contribution.ts";
import { accept, type DrawAsk, type Flow, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import { counts, isReplaced, type OwnValue, type ValueEntry } from "../src/domain/follow-up.ts";
import type { ValueId } from "../src/domain/ids.ts";
import type { Action, Block, Field, Part } from "../src/domain/message.ts";
import { type Money, readMoney, writeMoney } from "../src/domain/money.ts";
import { type Account, type Firm, firms, type Person } from "../src/domain/people.ts";
import { followsUp, hasAnswered, inFiveDays } from "./follow-up-state.ts";
import { button, cash, choices, field, firmName, named, quoted, speak, text, toBoth } from "./parts.ts";
import { allSettled } from "./promise-state.ts";
import { plain, type Speak } from "./wording/index.ts";

/** How many lines a ledger has at most. */
const most = 20;

/** The supplier is asked before the case closes; the customer, who is asked for little until it is good, afterwards. */
const isAsked = (s: Shared, firm: Firm): boolean =>
  followsUp(s) && (firm === "customer") === (s.followUp.closed !== null) && !hasAnswered(s, "value", firm);

/** What a firm has noted since the case was last opened. */
const notedOf = ({ own, shared: s }: VisibleCase): readonly OwnValue[] =>
  (own.values ?? []).filter(({ round }) => round === s.followUp.reopened);

const asks = (s: Shared): Wanted[] =>
  allSettled(s)
    ? s.followUp.values
        .filter((entry) => entry.confirmedBy === null && !isReplaced(entry, s.followUp.values))
        .map(({ id, firm }): Wanted => ({ key: `confirm-value:${id}`, firm, to: [s.lead[firm]], due: inFiveDays, slots: slow }))
    : [];

/** Each firm is asked among its own: cost and doubt are nobody else's, and what of it is shared its people decide. */
const ownAsks: NonNullable<Flow["ownAsks"]> = (see, firm) => {
  const s = see.shared;
  if (!isAsked(s, firm) || notedOf(see).length > 0) return [];
  return [
    { key: `value:${s.followUp.reopened}:${firm}`, firm, to: [s.lead[firm]], due: inFiveDays, slots: slow.slice(0, 3) } satisfies Wanted,
  ];
};

const firmField = (t: Speak, account: Account, value?: Firm) =>
  field.choice(
    t,
    "firm",
    "field.value-firm",
    firms.map((firm) => ({ value: firm, label: account.firms[firm].name })),
    { required: true, ...(value && { value }) },
  );

const hoursField = (t: Speak, value: number | null = null) => field.number(t, "hours", "field.value-hours", 0, 100_000, value);

/** What it cost, saved or brought, for the own firm alone. */
const noteButton = (see: VisibleCase, t: Speak, { firm }: Person, account: Account, style: Action["style"]): Action =>
  button(
    t,
    "action.note-value",
    see.id,
    { type: "note-value" },
    {
      style,
      intro: t("form.note-value", { firm: firmName(account, firm) }),
      fields: [
        field.text(t, "what", "field.value-what-own", { required: true }),
        field.choice(t, "kind", "field.value-kind", choices(t, ownKinds, "value"), { required: true }),
        field.money(t, "amount", "field.value-amount", "", "hint.money"),
        hoursField(t),
      ],
    },
  );

/** Shares what was noted, word for word or otherwise: a new line that both firms see and the firm that benefits confirms. */
const shareButton = (see: VisibleCase, noted: OwnValue, firm: Firm, t: Speak): Action =>
  button(
    t,
    "action.share-value",
    see.id,
    { type: "enter-value", firm, kind: noted.kind },
    {
      variant: noted.id,
      args: { what: plain(t(`value.${noted.kind as "trust"}`)) },
      intro: t("form.share-value"),
      fields: [
        field.text(t, "what", "field.value-what", { required: true, value: noted.what ?? "" }),
        field.money(t, "amount", "field.value-amount", noted.money ? writeMoney(noted.money) : "", "hint.money"),
        hoursField(t, noted.hours),
      ],
    },
  );

/** What is noted, and can still be shared: what it cost is no value to anybody. */
const shareable = (see: VisibleCase): readonly OwnValue[] =>
  see.shared.followUp.values.length < most && allSettled(see.shared) ? notedOf(see).filter(({ kind }) => kind !== "cost") : [];

/** What the own firm has noted, for its own people alone. */
export const notedBlocks = (see: VisibleCase, t: Speak): Block[] =>
  notedOf(see).map((noted) => text([...t("value.noted"), " ", ...valueLine(noted, t)]));

/** What the customer bridged, of its own will, is worth something to the supplier, who says what. */
const bridgedButton = (see: VisibleCase, t: Speak): Action[] => {
  const { bridge } = contributionsOf(see.shared);
  if (!bridge) return [];
  return [
    button(
      t,
      "action.value-bridge",
      see.id,
      { type: "enter-value", kind: "effort-saved", firm: "supplier" },
      {
        intro: t("form.value"),
        fields: [
          field.text(t, "what", "field.value-what", { required: true, value: bridge.what ?? "" }),
          field.money(t, "amount", "field.value-amount", "", "hint.money"),
          hoursField(t),
        ],
      },
    ),
  ];
};

const valueButtons = (see: VisibleCase, t: Speak, account: Account, style: Action["style"]): Action[] => [
  button(
    t,
    "action.value",
    see.id,
    { type: "enter-value" },
    {
      style,
      intro: t("form.value"),
      fields: [
        field.text(t, "what", "field.value-what", { required: true }),
        { ...field.money(t, "amount", "field.value-amount", "", "hint.money"), required: true },
        field.choice(t, "kind", "field.value-kind", choices(t, moneyKinds, "value"), { required: true }),
        firmField(t, account),
        hoursField(t),
      ],
    },
  ),
  button(
    t,
    "action.value-other",
    see.id,
    { type: "enter-value" },
    {
      intro: t("form.value"),
      fields: [
        field.text(t, "what", "field.value-what", { required: true }),
        field.choice(t, "kind", "field.value-kind", choices(t, otherKinds, "value"), { required: true }),
        firmField(t, account),
        hoursField(t),
      ],
    },
  ),
];

/** Puts a new line in the place of a confirmed one, once its beneficiary confirms it. */
const correctButton = (see: VisibleCase, entry: ValueEntry, t: Speak): Action =>
  button(t, "action.correct-value", see.id, inPlaceOf(entry), {
    variant: entry.id,
    // A label is ours; what people wrote is quoted.
    args: { what: plain(t(`value.${entry.kind as "trust"}`)) },
    intro: [...t("form.correct-value"), "\n", quoted(entry.what, t)],
    fields: lineFields(entry, t),
  });

/** The beneficiary's own figure in place of one that it does not confirm: it counts at once. */
const notSoButton = (see: VisibleCase, entry: ValueEntry, t: Speak): Action =>
  button(t, "action.not-so", see.id, inPlaceOf(entry), { variant: "value", intro: t("form.value-not-so"), fields: lineFields(entry, t) });

const inPlaceOf = ({ id, firm, kind }: ValueEntry) => ({ type: "enter-value", corrects: id, firm, kind }) as const;

/** A line as it stands, to be written otherwise. */
const lineFields = ({ what, money, hours }: ValueEntry, t: Speak): Field[] => [
  field.text(t, "what", "field.value-what", { required: true, value: what ?? "" }),
  ...(money ? [field.money(t, "amount", "field.value-amount", writeMoney(money), "hint.money")] : []),
  hoursField(t, hours ?? null),
];

/** A line of the ledger in words. */
export const valueLine = (entry: Pick<ValueEntry, "kind" | "what" | "money"> & { hours?: number | null }, t: Speak): Part[] => [
  ...t(`value.${entry.kind as "trust"}`),
  ": ",
  quoted(entry.what, t),
  ...(entry.money ? [" · ", cash(entry.money)] : []),
  ...(!entry.hours ? [] : [" · ", ...t("value.hours", { hours: new Intl.NumberFormat(t.language).format(entry.hours) })]),
];

const value: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.value"),
    blocks: [text(t("ask.value.body", { firm: firmName(account, who.firm) }))],
    actions: [
      noteButton(see, t, who, account, "primary"),
      ...(who.firm === "supplier" ? bridgedButton(see, t) : []),
      ...valueButtons(see, t, account, "plain"),
      button(t, "action.no-value", see.id, { type: "nothing-to-add", topic: "value" }),
    ],
  };
};

const confirm: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  const { values } = see.shared.followUp;
  const entry = values.find(({ id }) => id === (subject as ValueId));
  const before = values.find(({ id }) => id === entry?.corrects);
  return {
    title: t("ask.confirm-value"),
    blocks: [
      ...(entry ? [text(valueLine(entry, t))] : []),
      ...(before ? [text([...t("value.in-place-of"), " ", ...valueLine(before, t)], "muted")] : []),
    ],
    actions: [
      button(t, "action.confirm-value", see.id, { type: "confirm-value", value: subject }, { style: "primary" }),
      ...(entry && values.length < most ? [notSoButton(see, entry, t)] : []),
    ],
  };
};

/** The amount that was written, in the currency of the two firms; nothing where none was. */
function readAmount(amount: string | null | undefined, account: Account): { ok: true; money: Money | null } | Rejection {
  const money = amount ? readMoney(amount) : null;
  if (amount && !money) return reject("unreadable-amount", { text: { kind: "quote", text: amount }, example: `12250 ${account.currency}` });
  if (money && money.currency !== account.currency)
    return reject("other-currency", { currency: money.currency, expected: account.currency });
  return { ok: true, money };
}

export const ledger: Flow = {
  of: ["recovery"],
  rules: {
    "enter-value": ({ shared: s }, { kind, amount, hours, what, firm, corrects }, { who, account, newId, said }) => {
      const { values } = s.followUp;
      if (!allSettled(s)) return reject("value-later");
      if (values.length >= most) return reject("enough-values", { count: most });
      const before = corrects ? values.find(({ id }) => id === corrects) : null;
      if (corrects && before?.firm !== firm) return reject("unknown-value");
      // Until it is confirmed a line is for its beneficiary to put right.
      if (before && before.confirmedBy === null && who.firm !== firm)
        return reject("beneficiary-confirms", { firm: firmName(account, firm) });
      if (before && values.some((entry) => entry.corrects === before.id)) return reject("corrected-already");
      const read = readAmount(amount, account);
      if (!read.ok) return read;
      const { money } = read;
      const id = newId() as ValueId;
      return accept(
        {
          type: "value-entered",
          audience: "shared",
          value: id,
          firm,
          kind,
          money,
          ...(typeof hours === "number" && { hours }),
          corrects: before?.id ?? null,
          said: said({ what }),
        },
        ...(firm === who.firm ? [{ type: "value-confirmed", audience: "shared", value: id } as const] : []),
      );
    },
    "note-value": ({ shared: s }, { kind, amount, hours, what }, { who, account, newId, said }) => {
      if (!allSettled(s)) return reject("value-later");
      const read = readAmount(amount, account);
      if (!read.ok) return read;
      const noted = { type: "value-noted", audience: who.firm, value: newId() as ValueId, round: s.followUp.reopened } as const;
      return accept({ ...noted, kind, money: read.money, hours: hours ?? null, said: said({ what }) });
    },
    "confirm-value": ({ shared: s }, { value: id }, { who, account }) => {
      const found = s.followUp.values.find((entry) => entry.id === id);
      if (!found) return reject("unknown-value");
      if (found.firm !== who.firm) return reject("beneficiary-confirms", { firm: firmName(account, found.firm) });
      if (isReplaced(found, s.followUp.values)) return reject("corrected-already");
      return found.confirmedBy ? reject("already-confirmed") : accept({ type: "value-confirmed", audience: "shared", value: id });
    },
  },
  afterClosing: ["enter-value", "note-value", "confirm-value"],
  asks,
  ownAsks,
  draw: { value, "confirm-value": confirm },
  more: (see, say, who, account) => {
    const t = speak(say);
    const { values } = see.shared.followUp;
    if (!allSettled(see.shared)) return [];
    return [
      noteButton(see, t, who, account, "plain"),
      ...shareable(see).map((noted) => shareButton(see, noted, who.firm, t)),
      ...(values.length < most ? valueButtons(see, t, account, "plain") : []),
      ...values
        .filter((entry) => counts(entry, values) && !values.some(({ corrects }) => corrects === entry.id))
        .map((entry) => correctButton(see, entry, t)),
    ];
  },
  notices: (event) => {
    if (event.type === "value-noted") {
      const { audience } = event;
      return [
        {
          to: { kind: "audience", audience },
          draw: (say, see, account) => {
            const t = speak(say);
            const { kind, money, hours, said } = event;
            const shares = shareable(see).flatMap((noted) => (noted.id === event.value ? [shareButton(see, noted, audience, t)] : []));
            const line = valueLine({ kind, money, hours, what: said?.what ?? null }, t);
            return [
              text([...t("notice.value-noted", { who: named(account, event.by, t) }), " ", ...line]),
              ...(shares.length > 0 ? [{ kind: "actions", actions: shares } as const] : []),
            ];
          },
        },
      ];
    }
    if (event.type !== "value-confirmed") return [];
    return toBoth((t, see, account) => {
      const entry = see.shared.followUp.values.find(({ id }) => id === event.value);
      if (!entry) return [];
      const key = entry.corrects ? "notice.value-corrected" : "notice.value";
      const before = see.shared.followUp.values.find(({ id }) => id === entry.corrects);
      return [
        text([...t(key, { firm: firmName(account, entry.firm) }), " ", ...valueLine(entry, t)]),
        ...(before ? [text([...t("value.in-place-of"), " ", ...valueLine(before, t)], "muted")] : []),
      ];
    });
  },
};
