/** Of what came from outside and the customer felt first: how long its own stock lasts, and whether it has another source; which one stays its own. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { Action } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { coverFields, outlookBlocks } from "./notification-cards.ts";
import { button, speak } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import type { Speak } from "./wording/index.ts";

/** Whether it matters how long the customer goes on by itself; of a warning it is asked with whether it touches them. */
const matters = (s: Shared): boolean =>
  s.acknowledged !== null && s.report.perspective === "reactive" && plannedLocus(s) === "environment" && s.followUp.closed === null;

const isSaid = ({ acknowledged }: Shared): boolean => acknowledged !== null && (acknowledged.coverDays ?? acknowledged.elsewhere) !== null;

function asks(s: Shared, account: Account): Wanted[] {
  if (!matters(s) || isSaid(s) || s.severity === "low" || s.negotiation.status !== "open") return [];
  const due = { withinMinutes: account.service.judge[s.severity] };
  return [{ key: "cover", firm: "customer", to: [s.lead.customer], due, slots: quick.slice(0, 2) }];
}

const sayButton = (see: VisibleCase, t: Speak, account: Account, style: Action["style"] = "plain"): Action =>
  button(t, "action.say-cover", see.id, { type: "say-cover" }, { style, fields: coverFields(t, account), submit: "action.tell-both" });

const draw: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return { title: t("ask.cover"), blocks: outlookBlocks(see.shared, t), actions: [sayButton(see, t, account, "primary")] };
};

export const cover: Flow = {
  rules: {
    "say-cover": ({ shared: s }, { cover: days, elsewhere }, { who, account }) => {
      if (who.firm !== "customer") return reject("customer-says-cover", { firm: account.firms.customer.name });
      if (!matters(s)) return reject("not-asked");
      if (days == null && elsewhere == null) return reject("nothing-said");
      return accept({
        type: "cover-said",
        audience: "shared",
        coverDays: days ?? null,
        elsewhere: elsewhere == null ? null : elsewhere === "yes",
      });
    },
  },
  asks,
  draw: { cover: draw },
  more: (see, say, who, account) => (who.firm === "customer" && matters(see.shared) ? [sayButton(see, speak(say), account)] : []),
};
