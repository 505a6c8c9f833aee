/** Whether the supplier may tell others of a recovery: only by the word of a named person of the customer, which can be taken back. */
import type { Shared } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject } from "../src/domain/flow.ts";
import { type Account, leadOf } from "../src/domain/people.ts";
import { roles } from "../src/domain/roles.ts";
import { dayMinutes, followsUp, hasAnswered } from "./follow-up-state.ts";
import { button, firmName, named, speak, text, toBoth } from "./parts.ts";

/** Asked once it has stayed away, of whom speaking for the firm suits best. */
const isOpen = (s: Shared): boolean =>
  s.followUp.closed !== null && followsUp(s) && s.followUp.check?.good === true && !hasAnswered(s, "reference", "customer");

const advertiser = (account: Account) => leadOf(account, "customer", roles["co-advertiser"].functions).id;

const ask: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const firms = { supplier: firmName(account, "supplier"), customer: firmName(account, "customer") };
  return {
    title: t("ask.reference", firms),
    blocks: [text(t("ask.reference.body", firms))],
    actions: [
      button(t, "action.reference-named", see.id, { type: "allow-reference", named: true }, { args: firms }),
      button(t, "action.reference-unnamed", see.id, { type: "allow-reference", named: false }, { args: firms }),
      button(t, "action.no-reference", see.id, { type: "nothing-to-add", topic: "reference" }),
    ],
  };
};

export const reference: Flow = {
  of: ["recovery"],
  rules: {
    "allow-reference": ({ shared: s }, { named: withName }, { who, account }) => {
      if (!isOpen(s) || who.id !== advertiser(account)) return reject("not-asked");
      return accept({ type: "reference-given", audience: "shared", named: withName });
    },
    "withdraw-reference": ({ shared: s }, _ask, { who, account }) => {
      if (who.firm !== "customer") return reject("reference-is-theirs", { firm: firmName(account, "customer") });
      return s.followUp.reference ? accept({ type: "reference-withdrawn", audience: "shared" }) : reject("no-reference");
    },
  },
  afterClosing: ["allow-reference", "withdraw-reference"],
  asks: (s, account) =>
    isOpen(s)
      ? [
          {
            key: `reference:${s.followUp.reopened}`,
            firm: "customer",
            to: [advertiser(account)],
            own: true,
            due: { withinMinutes: 10 * dayMinutes },
            // No answer means no.
            ends: true,
            slots: ["-1d"],
          },
        ]
      : [],
  passed: (_s, key, _now, firm) =>
    key.startsWith("reference:") ? [{ type: "nothing-added", audience: "shared", topic: "reference", firm }] : [],
  draw: { reference: ask },
  section: (see, say, account) => {
    const t = speak(say);
    const { reference: given } = see.shared.followUp;
    if (!given) return [];
    return [
      text(
        t(given.named ? "card.reference-named" : "card.reference-unnamed", {
          who: named(account, given.by, t),
          supplier: firmName(account, "supplier"),
          customer: firmName(account, "customer"),
        }),
        "muted",
      ),
    ];
  },
  more: (see, say, who) =>
    who.firm === "customer" && see.shared.followUp.reference
      ? [button(speak(say), "action.withdraw-reference", see.id, { type: "withdraw-reference" }, { style: "careful" })]
      : [],
  notices: (event) => {
    if (event.type !== "reference-given" && event.type !== "reference-withdrawn") return [];
    return toBoth((t, _see, account) => {
      const args = {
        who: named(account, event.by, t),
        supplier: firmName(account, "supplier"),
        customer: firmName(account, "customer"),
      };
      if (event.type === "reference-withdrawn") return [text(t("notice.reference-withdrawn", args))];
      return [text(t(event.named ? "card.reference-named" : "card.reference-unnamed", args))];
    });
  },
};
