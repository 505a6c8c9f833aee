/**
 * Where each firm is in a tool of its own, talk below a case's card stays where it is written, unless both firms ask for it: then it is
 * carried to every place of the shared room. Either can end that alone, at any time (product page, section 2).
 */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import { accept, type Context, type Decision, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Action } from "../../src/domain/message.ts";
import { type Account, firms, otherFirm, type Person, placesOf } from "../../src/domain/people.ts";
import { epochMs } from "../../src/domain/time.ts";
import { button, firmName, named, speak, text, toBoth } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes } from "./rounds.ts";

const askedFor = (see: VisibleCase) => see.shared.standing?.talk ?? {};

/** The settings with talk carried or not. */
function withTalk({ talk: _, ...account }: Account, carry: boolean): Account {
  return carry ? { ...account, talk: true } : account;
}

function decide(see: VisibleCase, carry: boolean, { who, account }: Context): Decision {
  const refused = answersFor(see.shared, account, who);
  if (refused) return refused;
  const asked = askedFor(see);
  if (carry && placesOf(account).length === 1) return reject("talk-one-place");
  if (carry && asked[who.firm]) return reject("talk-asked", { firm: firmName(account, otherFirm(who.firm)) });
  if (!carry && !asked.supplier && !asked.customer) return reject("talk-stays");
  const both = carry && asked[otherFirm(who.firm)] !== undefined;
  const events = [{ type: "talk-asked", audience: "shared", carry }] as const;
  return both || account.talk ? { ok: true, events, settings: withTalk(account, both) } : accept(...events);
}

/** One firm has asked for it: the other is asked. */
function asks(s: Shared, account: Account): Wanted[] {
  const talk = s.standing?.talk ?? {};
  return firms.flatMap((firm) => {
    const other = talk[otherFirm(firm)];
    if (!other || talk[firm]) return [];
    const to = whoAnswers(s, account, firm);
    return [{ key: `carry:${epochMs(other.at)}`, firm, to, due: { withinMinutes: 5 * dayMinutes }, slots: slow }];
  });
}

const carryButton = (see: VisibleCase, t: Speak, carry: boolean, key: "action.carry" | "action.carry-yes" | "action.carry-no"): Action =>
  button(
    t,
    key,
    see.id,
    { type: "carry-talk", carry },
    { style: key === "action.carry-yes" ? "primary" : "plain", ...(key === "action.carry" && { intro: t("form.carry") }) },
  );

function more(see: VisibleCase, t: Speak, who: Person, account: Account): Action[] {
  if (placesOf(account).length === 1 || answersFor(see.shared, account, who)) return [];
  const asked = askedFor(see);
  if (asked[who.firm]) return [carryButton(see, t, false, "action.carry-no")];
  return asked[otherFirm(who.firm)] ? [] : [carryButton(see, t, true, "action.carry")];
}

export const carrying: Flow = {
  of: ["relationship"],
  rules: { "carry-talk": (see, { carry }, context) => decide(see, carry, context) },
  asks,
  draw: {
    carry: (see, _subject, say, who, account) => {
      const t = speak(say);
      const firm = otherFirm(who.firm);
      const by = askedFor(see)[firm]?.by ?? "clock";
      return {
        title: t("ask.carry"),
        blocks: [text(t("ask.carry.body", { who: named(account, by, t), firm: firmName(account, firm) }))],
        actions: [carryButton(see, t, true, "action.carry-yes"), carryButton(see, t, false, "action.carry-no")],
      };
    },
  },
  section: (see, say) => {
    const { supplier, customer } = askedFor(see);
    return supplier && customer ? [text(speak(say)("card.carried"), "muted")] : [];
  },
  more: (see, say, who, account) => more(see, speak(say), who, account),
  notices: (event, { standing }) => {
    if (event.type !== "talk-asked") return [];
    const both = standing?.talk?.supplier !== undefined && standing.talk.customer !== undefined;
    if (event.carry && !both) return [];
    return toBoth((t, _see, account) => [
      text(t(event.carry ? "notice.carried" : "notice.not-carried", { who: named(account, event.by, t) })),
    ]);
  },
};
