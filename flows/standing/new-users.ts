/** The customer has people who are new to what is delivered: it asks at any time that they are shown how, and somebody of the supplier sees to it (questions page, prev-8). */
import type { VisibleCase } from "../../src/domain/case.ts";
import type { Event } from "../../src/domain/event.ts";
import { accept, type Flow, type Notice, reject } from "../../src/domain/flow.ts";
import type { MeasureId } from "../../src/domain/ids.ts";
import type { Action, Part } from "../../src/domain/message.ts";
import type { Account } from "../../src/domain/people.ts";
import { maxMeasures, measureParts, readDue, taught } from "../measures.ts";
import { button, firmName, named, quoted, speak, text } from "../parts.ts";
import { inPlace, measuresDue, prevention, teachingFields } from "../prevention.ts";
import type { Speak } from "../wording/index.ts";
import { standingLead, whoAnswers } from "./rights.ts";

const newUsersButton = (see: VisibleCase, t: Speak, account: Account): Action =>
  button(
    t,
    "action.new-users",
    see.id,
    { type: "teach-new-users" },
    { intro: t("ask.teach.body", { firm: firmName(account, "supplier") }), fields: teachingFields(t) },
  );

/** Told to both firms, and to whoever sees to it. */
function notices(event: Extract<Event, { type: "measure-added" }>): Notice[] {
  const draw: Notice["draw"] = (say, _see, account) => {
    const t = speak(say);
    const due: Part[] = event.due ? [" · ", ...t("measure.due", { at: { kind: "instant", at: event.due, show: "date" } })] : [];
    const who = named(account, event.owner, t);
    return [text([...t("notice.new-users", { who }), " ", ...taught(event, t), quoted(event.said?.what ?? null, t), ...due])];
  };
  return [
    { to: { kind: "audience", audience: "shared" }, draw },
    { to: { kind: "person", person: event.owner }, draw },
  ];
}

export const newUsers: Flow = {
  of: ["relationship"],
  rules: {
    "teach-new-users": ({ shared: s }, { way, what }, context) => {
      const { who, account, newId, said } = context;
      if (who.firm !== "customer") return reject("customer-says-teaching", { firm: firmName(account, "customer") });
      if (s.followUp.measures.filter(({ done }) => !done).length >= maxMeasures) return reject("enough-measures");
      const read = readDue(null, context);
      if (!read.ok) return read;
      const owner = whoAnswers(s, account, "supplier")[0] ?? standingLead(account, "supplier");
      const measure = { measure: newId() as MeasureId, owner, firm: "supplier", due: read.due, teaches: way } as const;
      return accept({ type: "measure-added", audience: "shared", ...measure, said: said({ what }) });
    },
    "put-in-place": prevention.rules["put-in-place"]!,
    "move-measure": prevention.rules["move-measure"]!,
  },
  asks: measuresDue,
  draw: { measure: inPlace },
  section: (see, say, account) => {
    const t = speak(say);
    return see.shared.followUp.measures.map((measure) =>
      text([...t("notice.new-users", { who: named(account, measure.owner, t) }), " ", ...measureParts(measure, t)]),
    );
  },
  more: (see, say, who, account) => (who.firm === "customer" ? [newUsersButton(see, speak(say), account)] : []),
  notices: (event, shared) => (event.type === "measure-added" ? notices(event) : (prevention.notices?.(event, shared) ?? [])),
};
