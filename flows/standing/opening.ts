/** The standing case itself: opened with the relationship, it introduces who faces whom, and offers a rehearsal. */
import type { Shared } from "../../src/domain/case.ts";
import type { Draft } from "../../src/domain/event.ts";
import type { Flow } from "../../src/domain/flow.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { type Action, type Block, plainOf } from "../../src/domain/message.ts";
import { type Account, type Firm, personOf } from "../../src/domain/people.ts";
import { pairOf } from "../../src/domain/standing.ts";
import { button, facts, firmName, named, quoted, speak, text, toBoth } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { directoryLine } from "./acquaint.ts";
import { standingLead } from "./rights.ts";

type Pair = readonly [PersonId, PersonId];

/** Everybody who faces somebody of the other firm, the supplier's person first; each pair once. */
function pairsOf(account: Account): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { id, firm, faces } of account.people) {
    const other = faces === null ? null : personOf(account, faces);
    if (!other || other.firm === firm) continue;
    pairs.set(pairOf(id, other.id), firm === "supplier" ? [id, other.id] : [other.id, id]);
  }
  return [...pairs.values()];
}

const notIntroduced = (s: Shared, account: Account): readonly Pair[] =>
  pairsOf(account).filter(([one, other]) => !s.standing?.introduced.includes(pairOf(one, other)));

/** A small failure to play through in a minute: a report with everything filled in. */
const rehearseButton = (t: Speak, account: Account, firm: Firm): Action =>
  button(
    t,
    "action.rehearse",
    null,
    {
      type: "report",
      rehearsal: true,
      what: plainOf(t("rehearsal.what")),
      affected: 1,
      total: 12,
      stops: "nothing",
    },
    { intro: t("form.rehearse", { firm: firmName(account, firm === "supplier" ? "customer" : "supplier") }), variant: "now" },
  );

/** The standing case's card: what it is for, then what the flows have to say, then what can be pressed. */
export function standingHead(t: Speak, account: Account): Block[] {
  return [
    { kind: "heading", parts: t("standing.title", { supplier: firmName(account, "supplier"), customer: firmName(account, "customer") }) },
    text(t("standing.body"), "muted"),
  ];
}

/** A person as they are introduced: name, job, firm. */
const introducing = (account: Account, id: PersonId, t: Speak) => {
  const person = personOf(account, id);
  if (!person) return [named(account, id, t)];
  const line = directoryLine(account, id, t);
  return [
    ...t("introduced.person", { who: named(account, id, t), title: quoted(person.title, t), firm: firmName(account, person.firm) }),
    ...(line.length > 0 ? ["\n", ...line] : []),
  ];
};

export const opening: Flow = {
  of: ["relationship"],
  founds: (account): Draft => ({
    type: "opened",
    audience: "shared",
    lead: { supplier: standingLead(account, "supplier"), customer: standingLead(account, "customer") },
  }),
  rules: {},
  follows: (s, account) => {
    const pairs = notIntroduced(s, account);
    return pairs.length === 0 ? [] : [{ type: "introduced", audience: "shared", pairs }];
  },
  more: (see, say, who, account) => (see.shared.standing ? [rehearseButton(speak(say), account, who.firm)] : []),
  notices: (event) => {
    if (event.type !== "introduced") return [];
    return toBoth((t, _see, account) => {
      return [
        text([{ kind: "strong", parts: t("notice.introduced") }]),
        // In two columns: names of several scripts in one line would change places.
        ...facts(...event.pairs.map(([one, other]) => ({ label: introducing(account, one, t), value: introducing(account, other, t) }))),
        text(t("notice.introduced.body"), "muted"),
      ];
    });
  },
};
