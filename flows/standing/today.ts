/** What the customer makes of what is delivered, who waits for it, how soon it would notice: asked at the beginning, again each year and after a case that was grave (questions page, set-4). */
import type { Shared } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Part } from "../../src/domain/message.ts";
import type { Account, Use } from "../../src/domain/people.ts";
import type { Instant } from "../../src/domain/time.ts";
import { button, facts, field, firmName, listed, quoted, row, speak, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { afterCase, refusedHere } from "./after-case.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, yearly } from "./rounds.ts";

/** What the customer makes of it, who waits for it, how soon they would notice: for whoever warns them. */
export function useLine(account: Account, t: Speak): Part[] {
  const { use } = account;
  if (!use) return [];
  const { makes, next, hours } = use;
  return listed(
    [
      ...(makes === null ? [] : [[...t("use.makes", { firm: firmName(account, "customer") }), " ", quoted(makes, t)]]),
      ...(next === null ? [] : [[...t("use.next"), " ", quoted(next, t)]]),
      ...(hours === null ? [] : [t("use.hours", { hours })]),
    ],
    t,
  );
}

/** For how many whole days the customer goes on without a delivery, as it said once; `null`: it has not. */
export const coverDays = ({ use }: Account): number | null => (use?.hours ? Math.floor(use.hours / 24) : null);

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  const { standing } = s;
  if (!standing) return afterCase("use", account.use !== undefined, s, account);
  const firm = "customer" as const;
  const wanted = { key: "use", firm, to: whoAnswers(s, account, firm), due: { withinMinutes: 10 * dayMinutes }, slots: slow };
  // Said when the relationship was set up: asked about after a year, like any other.
  const said = standing.use?.at ?? (account.use ? standing.openedAt : null);
  return yearly("use", wanted, said, standing.openedAt, account, now);
}

const useForm = (id: CaseId, t: Speak, account: Account, style: Action["style"]): Action =>
  button(
    t,
    "action.say-use",
    id,
    { type: "say-use" },
    {
      style,
      intro: t("form.preferences", { firm: firmName(account, "supplier") }),
      fields: [
        field.text(t, "makes", "field.use-makes", { value: account.use?.makes ?? "", maxLength: 200 }),
        field.text(t, "next", "field.use-next", { value: account.use?.next ?? "", maxLength: 200 }),
        field.number(t, "hours", "field.use-hours", 0, 8_760, account.use?.hours ?? null),
      ],
    },
  );

const useAsk: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const known = useLine(account, t);
  const confirm =
    known.length > 0 ? [button(t, "action.still-right", see.id, { type: "say-use", ...account.use }, { style: "primary" })] : [];
  return {
    title: t("ask.use", { firm: firmName(account, "supplier") }),
    blocks: [
      ...(known.length > 0 ? [text(t("ask.said-before")), ...facts(row(t, "fact.use", known))] : []),
      text(t("ask.use.body"), known.length > 0 ? "muted" : "plain"),
    ],
    actions: [...confirm, useForm(see.id, t, account, known.length > 0 ? "plain" : "primary")],
  };
};

const same = (one: Use | undefined, { makes, next, hours }: Use): boolean =>
  one !== undefined && one.makes === makes && one.next === next && one.hours === hours;

export const today: Flow = {
  of: ["relationship", "recovery"],
  rules: {
    "say-use": ({ shared: s }, { makes = null, next = null, hours = null }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-says-preferences", { firm: firmName(account, "customer") });
      const refused = refusedHere("use", s, account, who);
      if (refused) return refused;
      const use = { makes, next, hours };
      const done = accept({ type: "use-said", audience: "shared", hours, said: said({ makes, next }) });
      return same(account.use, use) ? done : { ...done, settings: { ...account, use } };
    },
  },
  afterClosing: ["say-use"],
  asks,
  draw: { use: useAsk },
  section: (see, say, account) => {
    const t = speak(say);
    const line = see.shared.standing ? useLine(account, t) : [];
    return line.length > 0 ? facts(row(t, "fact.use", line)) : [];
  },
  more: (see, say, who, account) =>
    see.shared.standing && who.firm === "customer" && answersFor(see.shared, account, who) === null
      ? [useForm(see.id, speak(say), account, "plain")]
      : [],
};
