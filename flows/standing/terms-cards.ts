/** What recovery terms look like: line by line, the form that proposes them, and what is asked about them. */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import type { DrawAsk } from "../../src/domain/flow.ts";
import type { Action, Block, Field, Part, Row } from "../../src/domain/message.ts";
import { type Money, writeMoney } from "../../src/domain/money.ts";
import { type Account, expectations, type Firm, type FirmTerms, firms, otherFirm, type Person, paces } from "../../src/domain/people.ts";
import { type AgreedLevel, agreedLevels, type Expects, shares, type Terms, termsOf } from "../../src/domain/standing.ts";
import { button, cash, choices, facts, field, firmName, listed, moment, named, quoted, rare, row, speak, text } from "../parts.ts";
import { type Key, plain, type Speak } from "../wording/index.ts";

/** The terms that both firms agreed last; `null`: none yet. */
export const inForce = (s: Shared): Terms | null => s.standing?.terms.inForce ?? null;
/** The terms that wait for the other firm's answer. */
export const proposed = (s: Shared): Terms | null => s.standing?.terms.proposed ?? null;

/** What the terms say, line by line. */
export const lines = (terms: Terms, t: Speak, account: Account): Block[] =>
  facts(
    ...firms.flatMap((firm): (Row | null)[] => {
      const { tell, may, limit } = termsOf(terms, firm);
      const of = { firm: firmName(account, firm) };
      const said = (label: Part[], value: Part | null): Row | null => (value === null ? null : { label, value: [value] });
      return [
        said(t("terms.tell", of), tell === null ? null : quoted(tell, t)),
        said(t("terms.may", of), may === null ? null : quoted(may, t)),
        said(t("terms.limit", of), limit === null ? null : cash(limit)),
      ];
    }),
    ...agreedLevels.map((level) => {
      const minutes = terms.service[level];
      return row(t, `terms.within.${level}`, minutes === undefined ? null : workingTime(minutes, t));
    }),
    expectsRow(terms.expects ?? account.preferences, t, account),
    row(t, "terms.share", terms.share === "usual" ? null : t(`terms.share.${terms.share}`)),
    row(t, "terms.review", [moment(terms.review)]),
  );

/** What the customer expects first, and how fast. */
const expectsRow = (expects: Expects | null, t: Speak, account: Account): Row | null =>
  expects && {
    label: t("terms.expects", { firm: firmName(account, "customer") }),
    value: listed([t(`preferences.first.${expects.first}`), ...(expects.within ? [t(`preferences.within.${expects.within}`)] : [])], t),
  };

const workingTime = (minutes: number, t: Speak): Part[] =>
  minutes % 60 === 0 ? t("terms.hours", { hours: minutes / 60 }) : t("terms.minutes", { minutes });

/** Working minutes that the form offers for each service level of a serious report; ours. */
const offered: { readonly [L in AgreedLevel]: readonly number[] } = {
  acknowledge: [30, 60, 120, 240, 480],
  cause: [120, 240, 480, 960, 2_400],
  option: [120, 240, 480, 960, 2_400],
  answer: [120, 240, 480, 960, 2_400],
  verify: [240, 480, 960, 1_440, 2_400],
};

/** Within which time a serious report gets so far: what is proposed or agreed is chosen, what holds now stands below. */
function withinField(level: AgreedLevel, terms: Terms | null, t: Speak, account: Account): Field {
  const said = terms?.service[level];
  const minutes = [...new Set([...offered[level], ...(said === undefined ? [] : [said])])].sort((a, b) => a - b);
  const options = minutes.map((value) => ({ value: String(value), label: plain(workingTime(value, t)) }));
  const one = field.choice(t, level, `terms.within.${level}`, options, said === undefined ? {} : { value: String(said) });
  return { ...one, hint: plain(t("hint.terms-within", { within: plain(workingTime(account.service[level].high, t)) })) };
}

/** What the customer expects first, in its own form alone. */
function expectsFields(terms: Terms | null, t: Speak, firm: Firm, account: Account): Field[] {
  if (firm !== "customer") return [];
  const now = terms?.expects ?? account.preferences;
  return [
    field.choice(t, "first", "field.preferences-first", choices(t, expectations, "preferences.first"), now ? { value: now.first } : {}),
    field.choice(
      t,
      "within",
      "field.preferences-within",
      choices(t, paces, "preferences.within"),
      now?.within ? { value: now.within } : {},
    ),
  ].map(rare);
}

/** The form, filled with what holds or is proposed now: what is one's own first, the other firm's folded away below it. */
export const termsButton = (
  see: VisibleCase,
  t: Speak,
  who: Person,
  account: Account,
  key: "action.propose-terms" | "action.change-terms",
): Action => {
  const now = proposed(see.shared) ?? inForce(see.shared);
  const begun = (firm: Firm): FirmTerms => (now ? termsOf(now, firm) : (account.terms?.[firm] ?? { tell: null, may: null, limit: null }));
  const [ours, theirs] = [begun(who.firm), begun(otherFirm(who.firm))];
  const amount = (limit: Money | null): string => (limit ? writeMoney(limit) : "");
  // Of the other firm, by name.
  const ofOther = <T extends Field>(one: T, label: Key): T => ({
    ...one,
    label: plain(t(label, { firm: firmName(account, otherFirm(who.firm)) })),
    rare: true,
  });
  const within = (level: AgreedLevel): Field => withinField(level, now, t, account);
  return button(
    t,
    key,
    see.id,
    { type: "propose-terms" },
    {
      intro: t("form.terms"),
      fields: [
        field.text(t, "tell", "field.terms-tell", { lines: 3, maxLength: 1_000, value: ours.tell ?? "", hint: "hint.terms-tell" }),
        field.text(t, "may", "field.terms-may", { lines: 3, maxLength: 1_000, value: ours.may ?? "", hint: "hint.terms-may" }),
        within("acknowledge"),
        field.choice(t, "share", "field.terms-share", choices(t, shares, "terms.share"), { required: true, value: now?.share ?? "usual" }),
        field.when(t, "review", "field.terms-review", true),
        ...expectsFields(now, t, who.firm, account),
        ...agreedLevels.filter((level) => level !== "acknowledge").map((level) => rare(within(level))),
        rare(field.money(t, "limit", "field.terms-limit", amount(ours.limit), "hint.money")),
        ofOther(
          field.text(t, "theirTell", "field.what", { lines: 3, maxLength: 1_000, value: theirs.tell ?? "" }),
          "field.terms-their-tell",
        ),
        ofOther(field.text(t, "theirMay", "field.what", { lines: 3, maxLength: 1_000, value: theirs.may ?? "" }), "field.terms-their-may"),
        ofOther(field.money(t, "theirLimit", "field.what", amount(theirs.limit), "hint.money"), "field.terms-their-limit"),
      ],
    },
  );
};

const answer: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const open = proposed(see.shared);
  if (!open) return { title: t("ask.terms-gone"), blocks: [], actions: [] };
  const { number } = open;
  return {
    title: t("ask.terms", { who: named(account, open.by, t), firm: firmName(account, open.firm) }),
    blocks: [...lines(open, t, account), text(t("ask.terms.body"), "muted")],
    actions: [
      button(t, "action.agree-terms", see.id, { type: "agree-terms", number }, { style: "primary" }),
      termsButton(see, t, who, account, "action.change-terms"),
      button(
        t,
        "action.decline-terms",
        see.id,
        { type: "decline-terms", number },
        { fields: [field.text(t, "reason", "field.reason", { required: true, lines: 3, maxLength: 600 })] },
      ),
    ],
  };
};

const review: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const held = inForce(see.shared);
  return {
    title: t("ask.terms-review"),
    blocks: held ? lines(held, t, account) : [],
    actions: [
      button(t, "action.renew-terms", see.id, { type: "renew-terms" }, { style: "primary" }),
      termsButton(see, t, who, account, "action.change-terms"),
    ],
  };
};

const begin: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  return {
    title: t("ask.terms-first", { firm: firmName(account, otherFirm(who.firm)) }),
    blocks: [text(t("ask.terms-first.body"))],
    actions: [{ ...termsButton(see, t, who, account, "action.propose-terms"), style: "primary" }],
  };
};

export const draw = { terms: answer, "terms-review": review, "terms-first": begin };
