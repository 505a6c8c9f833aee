/** Ways out of any question: it is passed to a colleague; who does not know says so; what the case can go on without is left open. */
import type { Asked, VisibleCase } from "../src/domain/case.ts";
import { accept, type Flow, reject } from "../src/domain/flow.ts";
import type { Action, Choice, Part } from "../src/domain/message.ts";
import { canStayOpen, kindOf } from "../src/domain/otherwise.ts";
import { type Account, type Person, personOf } from "../src/domain/people.ts";
import { findings } from "./findings.ts";
import { button, field, named, people, speak, text } from "./parts.ts";
import { plain, type Speak } from "./wording/index.ts";

/** Questions to one person alone, those that only some may answer, and those whose own buttons pass them on. */
const personal: readonly string[] = [
  "acknowledge",
  "promise",
  "sign",
  "approve",
  "survey",
  "escalation",
  "stale",
  "terms",
  "terms-review",
  "use",
  "promised",
  "often",
  "acquaint",
  "terms-first",
  "preferences",
  "audit",
  "rehearsal",
];

/** The button that every question has beside its own; none where there is no other way. */
export function otherwiseButton(see: VisibleCase, { key, to, firm }: Asked, t: Speak, account: Account): Action[] {
  const kind = kindOf(key);
  const colleagues = personal.includes(kind)
    ? []
    : people(account, firm, null)
        .filter(({ value }) => !to.some((id) => id === value))
        .map(({ value, label }): Choice => ({ value, label: canStayOpen(key) ? plain(t("otherwise.ask", { who: label })) : label }));
  const open: Choice[] = canStayOpen(key)
    ? [
        { value: "unknown", label: plain(t("otherwise.unknown")) },
        { value: "skip", label: plain(t("otherwise.skip")) },
      ]
    : [];
  const options = [...open, ...colleagues];
  if (options.length === 0) return [];
  // What cannot be left open can still be passed on: then that is what the button says.
  const [label, asks] = open.length > 0 ? (["action.otherwise", "field.otherwise"] as const) : (["action.pass-on", "field.to"] as const);
  const how = field.choice(t, "how", asks, options, { required: true });
  const looks = { label: plain(t(label)), intro: t("form.otherwise"), fields: [how], submit: "action.do-so" } as const;
  return [button(t, "action.otherwise", see.id, { type: "answer-otherwise", ask: key }, looks)];
}

const saidOf = ({ shared, own }: VisibleCase, key: string) => [...shared.otherwise, ...own.otherwise].filter(({ ask }) => ask === key);

/** Who passed a question to this reader, if somebody did. */
export function passedBy(see: VisibleCase, { key }: Asked, who: Person, t: Speak, account: Account): Part[] {
  const by = saidOf(see, key).findLast(({ to }) => to === who.id)?.by;
  return by === undefined ? [] : [...t("ask.passed-by", { who: named(account, by, t) }), " · "];
}

/** How a question ended with what `by` said, who passed it on or left it open; `null`: it ended otherwise. */
export function endedOtherwise(see: VisibleCase, key: string, by: string | null, what: Part[], t: Speak, account: Account): Part[] | null {
  const said = saidOf(see, key).at(-1);
  if (!said || said.by !== by) return null;
  return said.to === null
    ? t("ask.left-open", { what, who: named(account, said.by, t) })
    : t("ask.passed-on", { what, who: named(account, said.to, t) });
}

export const otherwise: Flow = {
  of: ["recovery", "rehearsal", "relationship"],
  rules: {
    "answer-otherwise": ({ shared: s, own }, { ask, how }, { who, account }) => {
      const open = s.asked.find(({ key }) => key === ask);
      const mine = open ?? own.asked.find(({ key }) => key === ask);
      if (!mine?.to.includes(who.id)) return reject("not-asked");
      const audience = open ? "shared" : who.firm;
      const kind = kindOf(ask);
      if (how === "unknown" || how === "skip") {
        if (!canStayOpen(ask)) return reject("needs-an-answer");
        return accept(
          { type: "answered-otherwise", audience, ask, to: null, unknown: how === "unknown" },
          // Whoever writes nothing down looks openly: what the other firm has sealed would wait for it in vain.
          ...(kind === "diagnosis" ? [{ type: "diagnosis-declined", audience: "shared" } as const] : []),
        );
      }
      const next = personOf(account, how);
      if (personal.includes(kind) || !next || next.firm !== who.firm) return reject("not-a-colleague");
      if (mine.to.includes(how)) return reject("asked-already", { who: next.name });
      return accept({ type: "answered-otherwise", audience, ask, to: how, unknown: false });
    },
  },
  afterClosing: ["answer-otherwise"],
  section: (see, say, account) => {
    const t = speak(say);
    return see.shared.followUp.closed ? [] : findings(see, t, account).map((parts) => text(parts, "muted"));
  },
};
