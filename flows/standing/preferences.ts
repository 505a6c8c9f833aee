/**
 * What the customer expects first when something goes wrong: said once, shown to whoever recovers with it, looked at again each year and
 * after a case that was serious.
 */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Action, Block, Part } from "../../src/domain/message.ts";
import { type Account, apologisers, type CatalogueEntry, expectations, manners, type Preferences, paces } from "../../src/domain/people.ts";
import type { Instant } from "../../src/domain/time.ts";
import { button, choices, field, firmName, quoted, speak, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { afterCase, refusedHere } from "./after-case.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, yearly } from "./rounds.ts";

/** What the customer expects and how fast, with what else it wants known, for whoever is about to act; `null` when it has not said. */
export function expected(account: Account, t: Speak): Part[] | null {
  const { preferences } = account;
  if (!preferences) return null;
  const { first, apology, manner, within, note } = preferences;
  return [
    ...t("preferences.expected", {
      firm: firmName(account, "customer"),
      first: t(`preferences.first.${first}`),
      apology: t(`preferences.apology.${apology}`),
      manner: t(`preferences.manner.${manner}`),
    }),
    ...(within ? [" ", ...t("preferences.expected-within", { within: t(`preferences.within.${within}`) })] : []),
    ...(note ? [" ", ...t("preferences.expected-note"), " ", quoted(note, t)] : []),
  ];
}

/** The same as a block of its own, muted; nothing when it has not been said. */
export const expectedBlock = (account: Account, t: Speak): Block[] => {
  const parts = expected(account, t);
  return parts ? [text(parts, "muted")] : [];
};

/** Whether the customer is addressed in form. */
export const isFormal = ({ preferences }: Account): boolean => preferences?.manner === "formal";

/** Kinds of solution that answer what the customer expects first; ours. */
const fitting: { readonly [E in Preferences["first"]]: readonly string[] } = {
  speed: ["replace", "similar", "other-source", "temporary-fix", "rework-there", "rework-here"],
  explanation: ["expert-visit", "change-design", "advice", "teach"],
  compensation: ["compensation", "discount", "credit-note"],
  apology: ["compensation", "help"],
};

/** The catalogue with what fits the customer's expectation before the rest, each in its order. */
export function fittingFirst(catalogue: readonly CatalogueEntry[], { preferences }: Account): readonly CatalogueEntry[] {
  const kinds = preferences ? fitting[preferences.first] : [];
  const fits = ({ kind }: CatalogueEntry): boolean => kinds.includes(kind);
  return [...catalogue.filter(fits), ...catalogue.filter((entry) => !fits(entry))];
}

const form = (see: VisibleCase, t: Speak, account: Account, style: Action["style"]): Action => {
  const now = account.preferences;
  return button(
    t,
    "action.preferences",
    see.id,
    { type: "say-preferences" },
    {
      style,
      intro: t("form.preferences", { firm: firmName(account, "supplier") }),
      fields: [
        field.choice(t, "first", "field.preferences-first", choices(t, expectations, "preferences.first"), {
          required: true,
          ...(now && { value: now.first }),
        }),
        field.choice(t, "apology", "field.preferences-apology", choices(t, apologisers, "preferences.apology"), {
          required: true,
          value: now?.apology ?? "who-handles-it",
        }),
        field.choice(t, "manner", "field.preferences-manner", choices(t, manners, "preferences.manner"), {
          required: true,
          value: now?.manner ?? "plain",
        }),
        field.choice(
          t,
          "within",
          "field.preferences-within",
          choices(t, paces, "preferences.within"),
          now?.within ? { value: now.within } : {},
        ),
        field.text(t, "note", "field.preferences-note", { value: now?.note ?? "", maxLength: 300 }),
      ],
    },
  );
};

const preferenceNames = ["first", "apology", "manner", "within", "note"] as const satisfies readonly (keyof Preferences)[];
const same = (a: Preferences | null, b: Preferences): boolean => a !== null && preferenceNames.every((name) => a[name] === b[name]);

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  const { standing } = s;
  // A grave case may have shown that something else matters.
  if (!standing) return afterCase("preferences", account.preferences !== null, s, account);
  const firm = "customer" as const;
  const wanted = { key: "preferences", firm, to: whoAnswers(s, account, firm), due: { withinMinutes: 10 * dayMinutes }, slots: slow };
  // Said when the relationship was set up: asked about after a year, like any other.
  const said = standing.preferencesSaid ?? (account.preferences ? standing.openedAt : null);
  return yearly("preferences", wanted, said, standing.openedAt, account, now);
}

const asked: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const { preferences } = account;
  return {
    title: t(preferences ? "ask.preferences-again" : "ask.preferences", { firm: firmName(account, "supplier") }),
    blocks: [text(t("ask.preferences.body", { firm: firmName(account, "supplier") })), ...expectedBlock(account, t)],
    actions: [
      ...(preferences ? [button(t, "action.still-right", see.id, { type: "say-preferences", ...preferences }, { style: "primary" })] : []),
      form(see, t, account, preferences ? "plain" : "primary"),
    ],
  };
};

export const preferences: Flow = {
  of: ["relationship", "recovery"],
  rules: {
    "say-preferences": ({ shared: s }, { first, apology, manner, within, note }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-says-preferences", { firm: firmName(account, "customer") });
      const refused = refusedHere("preferences", s, account, who);
      if (refused) return refused;
      const said_ = accept({
        type: "preferences-said",
        audience: "shared",
        first,
        apology,
        manner,
        ...(within && { within }),
        said: note ? said({ note }) : null,
      });
      const changed = { first, apology, manner, ...(within && { within }), ...(note && { note }) };
      return same(account.preferences, changed) ? said_ : { ...said_, settings: { ...account, preferences: changed } };
    },
  },
  afterClosing: ["say-preferences"],
  asks,
  draw: { preferences: asked },
  section: (see, say, account) => {
    if (!see.shared.standing) return [];
    return expectedBlock(account, speak(say));
  },
  more: (see, say, who, account) =>
    see.shared.standing && who.firm === "customer" && answersFor(see.shared, account, who) === null
      ? [form(see, speak(say), account, "plain")]
      : [],
};
