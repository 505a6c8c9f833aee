/** What causes and evidence look like: a cause with its steps, its forms, and the two questions about it. */
import type { Cause } from "../src/domain/analysis.ts";
import type { VisibleCase } from "../src/domain/case.ts";
import { type Locus, loci } from "../src/domain/collaboration.ts";
import { anyKind, type CauseCategory, type CauseKind, causeCategories, causeKinds } from "../src/domain/commands/analysis.ts";
import type { DrawAsk } from "../src/domain/flow.ts";
import type { CauseId } from "../src/domain/ids.ts";
import type { Action, Block, Choice } from "../src/domain/message.ts";
import { type Account, otherFirm, type Person } from "../src/domain/people.ts";
import { colleaguesButton } from "./colleagues.ts";
import { button, choices, facts, field, firmName, named, quoted, row, speak, text } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import { visitHelps } from "./visit-cards.ts";
import { askForEvidence } from "./waiting-cards.ts";
import { plain, type Speak } from "./wording/index.ts";

/** The steps of the whys, one a line, as they were written. */
export const stepsOf = (whys: string): readonly string[] => {
  const lines = whys.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
};

/** A cause with its five whys and how it got through. */
export function causeBlocks(cause: Cause, t: Speak, account: Account): Block[] {
  const steps = cause.whys === null ? [] : stepsOf(cause.whys);
  const asSteps = steps.length > 1;
  return [
    text([{ kind: "strong", parts: [quoted(cause.what, t)] }]),
    text(
      [
        ...t("cause.by", {
          who: named(account, cause.by, t),
          locus: t(`locus.${cause.locus}`, firmNames(account)),
          category: t(`category.${cause.category as CauseCategory}`),
        }),
        ...(cause.kind ? [" · ", ...t(`cause-kind.${cause.kind}`)] : []),
      ],
      "muted",
    ),
    ...(asSteps ? [text([...t("cause.steps")], "muted"), { kind: "list", items: steps.map((step) => [quoted(step, t)]) } as const] : []),
    ...facts(
      row(t, "fact.whys", asSteps ? null : cause.whys && quoted(cause.whys, t)),
      row(t, "fact.escape", cause.escape && quoted(cause.escape, t)),
      row(t, "fact.share", cause.share === null ? null : t("deal.discount", { percent: cause.share })),
      row(t, "fact.evidence", cause.evidence.for + cause.evidence.against === 0 ? null : t("cause.evidence", cause.evidence)),
    ),
  ];
}

/** Who cannot judge a cause that still waits for a word. */
export const notJudged = (cause: Cause, t: Speak, account: Account): Block[] =>
  cause.doubted === undefined && cause.status === "proposed" && cause.notJudged
    ? [text(t("cause.not-judged", { who: named(account, cause.notJudged, t), firm: firmName(account, otherFirm(cause.firm)) }), "muted")]
    : [];

/** Why a cause is in question again, and whether anybody could judge it. */
export function doubtLines({ doubted, notJudged: by }: Cause, t: Speak, account: Account): Block[] {
  if (!doubted) return [];
  const why =
    doubted.firm === null
      ? t("cause.doubted-back")
      : [...t("cause.doubted", { who: named(account, doubted.by, t) }), " ", quoted(doubted.reason, t)];
  return [text(why, "muted"), ...(by ? [text(t("cause.doubt-not-judged", { who: named(account, by, t) }), "muted")] : [])];
}

const firmNames = (account: Account) => ({ supplier: account.firms.supplier.name, customer: account.firms.customer.name });

/** What a cause is called in the field, each offered under its own source. */
const kindChoices = (t: Speak): Choice[] => {
  const label = (kind: CauseKind): string => plain(t(`cause-kind.${kind}`));
  return [
    ...loci.flatMap((of) => causeKinds[of].map((kind) => ({ value: kind, label: label(kind), when: { field: "locus", is: of } }))),
    ...anyKind.map((kind) => ({ value: kind, label: label(kind) })),
  ];
};

/** The button that proposes a cause; what the customer's people have said of the step that was hard is filled in. */
export const proposeButton = (see: VisibleCase, t: Speak, { firm }: Person, primary: boolean): Action => {
  const step = see.own.looking?.step?.kind ?? null;
  const locus: Locus | null = see.shared.locus.says[firm] ?? (step ? "customer" : null);
  return button(
    t,
    "action.propose-cause",
    see.id,
    { type: "propose-cause" },
    {
      style: primary ? "primary" : "plain",
      intro: t("form.cause"),
      fields: [
        field.text(t, "what", "field.cause", { required: true }),
        field.text(t, "whys", "field.whys", { lines: 6, maxLength: 1_500, hint: "hint.whys" }),
        field.text(t, "escape", "field.escape"),
        field.choice(t, "locus", "field.cause-locus", choices(t, loci, "locus.option"), { required: true, ...(locus && { value: locus }) }),
        field.choice(t, "category", "field.category", choices(t, causeCategories, "category"), {
          required: true,
          ...(step && { value: categoryOf(step) }),
        }),
        { ...field.choice(t, "kind", "field.cause-kind", kindChoices(t), step && locus === "customer" ? { value: step } : {}), rare: true },
      ],
    },
  );
};

/** A step is a thing of how work is done; what was not kept up is a thing of the machine. */
const categoryOf = (step: CauseKind): CauseCategory => (step === "upkeep" ? "machine" : "process");

/** "What caused it?", with what was found and cannot be judged yet; nobody is asked for more than they hold. */
const look: DrawAsk = (see, subject, say, who, account, now) => {
  const t = speak(say);
  const { says, settled } = see.shared.locus;
  // Not to know is a finding: it stands on the card, and both look from then on.
  const unknown =
    settled || says[who.firm] === "unknown" ? [] : [button(t, "action.not-known", see.id, { type: "say-locus", locus: "unknown" })];
  const visit = visitHelps(see, t, who.firm, account, now);
  // Where each wrote down first what it thinks, it was asked there.
  const first = subject.split(":")[1] === "0" && see.shared.analysis.first.opened.length === 0;
  return {
    title: t("ask.cause"),
    blocks: [
      text(t("ask.cause.body")),
      text([quoted(see.shared.report.what, t)]),
      ...see.shared.analysis.causes.flatMap((cause) => {
        const cannot = notJudged(cause, t, account);
        return cannot.length === 0 ? [] : [text([quoted(cause.what, t)]), ...cannot];
      }),
      ...(first && plannedLocus(see.shared) === "unknown" ? [atHand(t, who, account)] : []),
      ...visit.blocks,
    ],
    actions: [
      proposeButton(see, t, who, true),
      evidenceButton(see, t),
      ...unknown,
      ...visit.actions,
      ...colleaguesButton(see, t, who, account),
    ],
  };
};

/** "May they have what you already hold?": the question to which the button for evidence is the answer. */
export const atHand = (t: Speak, who: Person, account: Account): Block =>
  text(t("ask.at-hand", { firm: firmName(account, otherFirm(who.firm)) }));

/** The button with which people of either firm add what they see, measure or find; about a cause, for it or against it. */
export const evidenceButton = (see: VisibleCase, t: Speak, about: CauseId | null = null): Action =>
  button(
    t,
    about ? "action.evidence-about" : "action.add-evidence",
    see.id,
    { type: "add-evidence", ...(about && { cause: about }) },
    {
      fields: [
        field.text(t, "what", "field.evidence", { required: true, lines: 3, maxLength: 600 }),
        about ? field.choice(t, "speaks", "field.speaks", choices(t, ["for", "against"], "speaks"), { required: true }) : null,
        field.files(t),
      ],
    },
  );

/** The button that sees a cause differently. */
export const disputeButton = (
  see: VisibleCase,
  t: Speak,
  cause: CauseId,
  label: "action.dispute-cause" | "action.another-cause" = "action.dispute-cause",
): Action =>
  button(
    t,
    label,
    see.id,
    { type: "dispute-cause", cause },
    {
      fields: [
        field.text(t, "reason", "field.reason", { required: true, lines: 3, maxLength: 600 }),
        field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option")),
      ],
    },
  );

const judge: DrawAsk = (see, subject, say, who, account, now) => {
  const t = speak(say);
  const cause = see.shared.analysis.causes.find(({ id }) => id === subject);
  if (!cause) return { title: t("ask.judge"), blocks: [], actions: [] };
  const visit = visitHelps(see, t, cause.firm, account, now);
  return {
    title: t("ask.judge"),
    blocks: [...causeBlocks(cause, t, account), ...visit.blocks],
    actions: [
      button(t, "action.confirm-cause", see.id, { type: "confirm-cause", cause: cause.id }, { style: "primary" }),
      disputeButton(see, t, cause.id),
      button(t, "action.cannot-judge", see.id, { type: "cannot-judge", cause: cause.id }),
      ...askForEvidence(see, t, cause, who, account),
      // Evidence for or against it has its button under More: with it here there would be more to choose from than to read.
      ...visit.actions,
    ],
  };
};

export const draw = { cause: look, judge } as const;
