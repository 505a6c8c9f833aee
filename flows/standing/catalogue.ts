/**
 * What the supplier has promised once and for all, by contract, by guarantee, by habit: it is offered first when something fails, looked
 * at again each year and after a case that was grave (questions page, set-5).
 */
import type { Shared } from "../../src/domain/case.ts";
import { solutionKinds } from "../../src/domain/commands/negotiation.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Block } from "../../src/domain/message.ts";
import { type Account, type CatalogueEntry, owedSources } from "../../src/domain/people.ts";
import { mostEntries } from "../../src/domain/set-up/schema.ts";
import type { Instant } from "../../src/domain/time.ts";
import { button, choices, facts, field, firmName, listed, named, quoted, rare, row, speak, text, toBoth } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { afterCase, refusedHere } from "./after-case.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, yearly } from "./rounds.ts";

/** How many are named on a card: more would be a list to study. */
const most = 8;

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  const { standing } = s;
  if (!standing) return afterCase("promised", account.catalogue.length > 0, s, account);
  const firm = "supplier" as const;
  const wanted = { key: "promised", firm, to: whoAnswers(s, account, firm), due: { withinMinutes: 10 * dayMinutes }, slots: slow };
  return yearly("promised", wanted, standing.allPromised ?? null, standing.openedAt, account, now);
}

/** What the catalogue holds, by what makes it owed; nothing while it is empty. */
function entries({ catalogue }: Account, t: Speak): Block[] {
  const shown = catalogue.slice(0, most);
  const rows = owedSources.map((source) => {
    const names = shown.filter((entry) => entry.source === source).map(({ name }) => [quoted(name, t)]);
    return row(t, `source.${source}`, names.length === 0 ? null : listed(names, t));
  });
  const left = catalogue.length - shown.length;
  return [...facts(...rows), ...(left > 0 ? [text(t("digest.more", { count: left }), "muted")] : [])];
}

const form = (id: CaseId, t: Speak, account: Account, style: Action["style"]): Action =>
  button(
    t,
    "action.say-promised",
    id,
    { type: "say-promised" },
    {
      style,
      intro: t("form.promised", { firm: firmName(account, "customer") }),
      fields: [
        field.choice(t, "source", "field.promised-by", choices(t, owedSources, "source"), { required: true }),
        field.text(t, "name", "field.promised-name", { required: true, maxLength: 80 }),
        field.text(t, "terms", "field.promised-terms", { required: true, lines: 3, maxLength: 300 }),
        rare(field.choice(t, "solution", "field.solution", choices(t, solutionKinds, "solution"), { value: "other" })),
      ],
    },
  );

const promised: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const known = entries(account, t);
  return {
    title: t("ask.promised", { firm: firmName(account, "customer") }),
    blocks: [...(known.length > 0 ? [text(t("ask.said-before")), ...known] : []), text(t("ask.promised.body"))],
    actions: [
      known.length > 0
        ? button(t, "action.all-promised", see.id, { type: "all-promised" }, { style: "primary" })
        : button(t, "action.none-promised", see.id, { type: "all-promised" }),
      form(see.id, t, account, known.length > 0 ? "plain" : "primary"),
    ],
  };
};

/** A name that no entry has yet: entries are told apart by it in files and in forms. */
function freeId(catalogue: readonly CatalogueEntry[]): string {
  const taken = new Set(catalogue.map(({ id }) => id));
  for (let number = 1; ; number++) if (!taken.has(`promised-${number}`)) return `promised-${number}`;
}

export const catalogue: Flow = {
  of: ["relationship", "recovery"],
  rules: {
    "say-promised": ({ shared: s }, { source, name, terms, solution }, { who, account, said }) => {
      if (who.firm !== "supplier") return reject("supplier-says-promised", { firm: firmName(account, "supplier") });
      const refused = refusedHere("promised", s, account, who);
      if (refused) return refused;
      const { catalogue } = account;
      if (catalogue.some((entry) => entry.name.toLowerCase() === name.toLowerCase())) return reject("in-catalogue-already", { name });
      if (catalogue.length >= mostEntries) return reject("catalogue-full", { most: mostEntries });
      const entry = { id: freeId(catalogue), name, source, kind: solution, temporary: false, terms, promises: [] };
      const done = accept({ type: "promised-said", audience: "shared", source, said: said({ name, terms }) });
      return { ...done, settings: { ...account, catalogue: [...catalogue, entry] } };
    },
    "all-promised": ({ shared: s }, _ask, { who, account }) => {
      if (who.firm !== "supplier") return reject("supplier-says-promised", { firm: firmName(account, "supplier") });
      return refusedHere("promised", s, account, who) ?? accept({ type: "all-promised", audience: "shared" });
    },
  },
  afterClosing: ["say-promised", "all-promised"],
  asks,
  draw: { promised },
  redraws: { "promised-said": ["promised"] },
  section: (see, say, account) => {
    if (!see.shared.standing) return [];
    const t = speak(say);
    const known = entries(account, t);
    return known.length === 0
      ? []
      : [text([{ kind: "strong", parts: t("card.promised", { firm: firmName(account, "supplier") }) }]), ...known];
  },
  more: (see, say, who, account) =>
    see.shared.standing && who.firm === "supplier" && answersFor(see.shared, account, who) === null
      ? [form(see.id, speak(say), account, "plain")]
      : [],
  notices: (event) =>
    event.type === "promised-said"
      ? toBoth((t, _see, account) => {
          const { name = null, terms = null } = event.said ?? {};
          const args = { who: named(account, event.by, t), firm: firmName(account, "customer") };
          return [
            text(t("notice.promised", args)),
            text([...t(`source.${event.source}`), ": ", quoted(name, t)]),
            ...(terms === null ? [] : [text([quoted(terms, t)])]),
            text(t("notice.promised.body"), "muted"),
          ];
        })
      : [],
};
