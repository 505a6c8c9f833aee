/**
 * While nobody knows, each firm can write what it thinks before it reads what the other thinks: what was written stays sealed until
 * both are in, and is then opened at once. And when several causes stand, what each of them contributed.
 */
import { type Cause, stands } from "../src/domain/analysis.ts";
import type { Case, Shared, VisibleCase } from "../src/domain/case.ts";
import { loci } from "../src/domain/collaboration.ts";
import type { Draft, Event } from "../src/domain/event.ts";
import { accept, type DrawAsk, type Flow, type Notice, quick, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { Action } from "../src/domain/message.ts";
import { type Account, firms } from "../src/domain/people.ts";
import { atHand, evidenceButton } from "./analysis-cards.ts";
import { colleaguesButton } from "./colleagues.ts";
import { button, choices, facts, field, firmName, named, quoted, row, speak, text, toBoth } from "./parts.ts";
import { anew, lookers, plannedLocus } from "./plan.ts";
import { visitHelps } from "./visit-cards.ts";
import { plain, type Speak } from "./wording/index.ts";

const saysOf = ({ locus: { says } }: Shared) => firms.map((firm) => says[firm]);

/** Whether it is still worth writing before reading: somebody is not sure, and nobody has said more. */
export const isBlind = (s: Shared): boolean =>
  s.acknowledged !== null &&
  s.severity !== "low" &&
  !s.followUp.closed &&
  s.locus.settled === null &&
  plannedLocus(s) === "unknown" &&
  saysOf(s).includes("unknown") &&
  saysOf(s).every((said) => said === null || said === "unknown") &&
  s.analysis.causes.length === 0 &&
  s.analysis.first.opened.length === 0 &&
  !s.analysis.first.declined;

/** When several causes stand, whoever looks for them is asked what each of them contributed; the first word counts. */
function weighing(s: Shared, account: Account): Wanted[] {
  const causes = standing(s);
  if (s.followUp.closed || causes.length < 2 || causes.every(({ share }) => share !== null)) return [];
  const due = { withinMinutes: 3 * 8 * 60 };
  return lookers(s, account).map(({ firm, to }) => ({
    key: `weigh:${causes.length}:${firm}${anew(s)}`,
    firm,
    to,
    due,
    slots: slow.slice(0, 2),
  }));
}

function asks(s: Shared, account: Account): Wanted[] {
  if (!isBlind(s)) return weighing(s, account);
  return firms
    .filter((firm) => !s.analysis.first.sealed.includes(firm))
    .map((firm) => ({
      key: `diagnosis:${firm}`,
      firm,
      to: [s.lead[firm]],
      due: { withinMinutes: account.service.judge[s.severity] },
      // Looking for the cause waits for it, so that nobody reads before writing; but not for ever.
      ends: true,
      slots: quick.slice(0, 1),
    }));
}

const write: DrawAsk = (see, _subject, say, who, account, now) => {
  const t = speak(say);
  const theirs = firms.find((firm) => firm !== who.firm)!;
  const visit = visitHelps(see, t, who.firm, account, now);
  return {
    title: t("ask.diagnosis"),
    blocks: [text(t("ask.diagnosis.body", { firm: firmName(account, theirs) })), atHand(t, who, account), ...visit.blocks],
    actions: [
      button(
        t,
        "action.seal-diagnosis",
        see.id,
        { type: "seal-diagnosis" },
        {
          style: "primary",
          intro: t("form.seal-diagnosis", { firm: firmName(account, theirs) }),
          fields: [
            field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option"), { required: true }),
            field.text(t, "what", "field.diagnosis", { required: true, lines: 6, maxLength: 600 }),
          ],
        },
      ),
      evidenceButton(see, t),
      button(t, "action.look-openly", see.id, { type: "look-openly" }),
      ...visit.actions,
      ...colleaguesButton(see, t, who, account),
    ],
  };
};

/** Both are in: both are opened, each under the name of whoever wrote it. The one thing that must see both sides (design page). */
function opened({ shared: s, supplier, customer }: Case): Draft[] {
  const sealed = { supplier: supplier.diagnosis, customer: customer.diagnosis };
  if (s.analysis.first.opened.length > 0 || sealed.supplier === null || sealed.customer === null) return [];
  return firms.flatMap((whose): Draft[] => {
    const { by, locus, said } = sealed[whose]!;
    return [{ type: "diagnosis-opened", audience: "shared", whose, person: by, locus, said }];
  });
}

/** The causes that stand: confirmed, or told and not objected to. */
const standing = (s: Shared): readonly Cause[] => s.analysis.causes.filter(stands).slice(0, 4);

const weighButton = (see: VisibleCase, t: Speak, style: Action["style"]): Action[] => {
  const causes = standing(see.shared);
  if (causes.length < 2) return [];
  const numbered = (i: number) => t("cause.numbered", { number: i + 1 });
  return [
    button(
      t,
      "action.weigh-causes",
      see.id,
      { type: "weigh-causes" },
      {
        style,
        submit: "action.tell-both",
        // A label is ours; what people wrote is quoted.
        intro: [...t("form.weigh-causes"), ...causes.flatMap(({ what }, i) => ["\n", ...numbered(i), ": ", quoted(what, t)])],
        fields: causes.map(({ share }, i) => ({
          ...field.number(t, `share${i + 1}`, "form.weigh-causes", 0, 100, share),
          label: plain(numbered(i)),
          required: true,
        })),
      },
    ),
  ];
};

/** One firm's reckoning: the other reads it, and may change it. */
const weighed = ({ by, shares }: Extract<Event, { type: "causes-weighed" }>): Notice[] =>
  toBoth((t, see, account) => {
    return [
      text(t("notice.weighed", { who: named(account, by, t) })),
      ...shares.map(({ cause, share }) =>
        text([
          ...t("deal.discount", { percent: share }),
          " ",
          quoted(see.shared.analysis.causes.find(({ id }) => id === cause)?.what ?? null, t),
        ]),
      ),
      text(t("notice.weighed.body"), "muted"),
    ];
  });

const weigh: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.weigh"),
    blocks: standing(see.shared).map(({ what, firm }, i) =>
      text([...t("cause.numbered", { number: i + 1 }), " (", firmName(account, firm), "): ", quoted(what, t)]),
    ),
    actions: weighButton(see, t, "primary"),
  };
};

export const diagnosis: Flow = {
  rules: {
    "seal-diagnosis": ({ shared: s, own }, { locus, what }, { who, said }) => {
      if (own.diagnosis) return reject("sealed-already");
      if (!isBlind(s)) return reject("spoken-already");
      return accept(
        { type: "diagnosed", audience: who.firm, locus, said: said({ what }) },
        { type: "diagnosis-sealed", audience: "shared" },
      );
    },
    "look-openly": ({ shared: s }) => (isBlind(s) ? accept({ type: "diagnosis-declined", audience: "shared" }) : reject("spoken-already")),
    "weigh-causes": ({ shared: s }, ask) => {
      const causes = standing(s);
      if (causes.length < 2) return reject("one-cause");
      const given = [ask.share1, ask.share2, ask.share3, ask.share4].slice(0, causes.length).map((share) => share ?? 0);
      const sum = given.reduce((total, share) => total + share, 0);
      if (sum !== 100) return reject("shares-not-whole", { sum });
      return accept({
        type: "causes-weighed",
        audience: "shared",
        shares: causes.map(({ id }, i) => ({ cause: id, share: given[i]! })),
      });
    },
  },
  joint: opened,
  asks,
  passed: (_s, key) => (key.startsWith("diagnosis:") ? [{ type: "diagnosis-declined", audience: "shared" }] : []),
  draw: { diagnosis: write, weigh },
  section: (see, say, account) => {
    const t = speak(say);
    const { opened: known, sealed } = see.shared.analysis.first;
    if (see.shared.followUp.closed || see.shared.locus.settled) return [];
    if (known.length === 0) return sealed.length === 0 ? [] : [text(t("card.sealed", { firm: firmName(account, sealed[0]!) }), "muted")];
    return facts(
      ...known.map(({ firm, what }) => row(t, firm === "supplier" ? "fact.first-supplier" : "fact.first-customer", quoted(what, t))),
    );
  },
  more: (see, say) => (see.shared.followUp.closed ? [] : weighButton(see, speak(say), "plain")),
  notices: (event) => {
    if (event.type === "causes-weighed") return weighed(event);
    if (event.type !== "diagnosis-opened" || event.whose !== "customer") return [];
    return toBoth((t, see, account) => {
      const { opened: known } = see.shared.analysis.first;
      return [
        text(t("notice.diagnoses")),
        ...known.flatMap(({ firm, by, locus, what }) => [
          text([
            ...t("notice.diagnosis", {
              who: named(account, by, t),
              firm: firmName(account, firm),
              locus: t(`locus.${locus}`, { supplier: account.firms.supplier.name, customer: account.firms.customer.name }),
            }),
            " ",
            quoted(what, t),
          ]),
        ]),
      ];
    });
  },
};
