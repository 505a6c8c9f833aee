/** What the firms' own contributions look like: what each can move beside an option, put into it with one press; what is bridged; who is helped. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { contributionsOf } from "../src/domain/contribution.ts";
import type { Deal, Option, Resource } from "../src/domain/deal.ts";
import type { Action, Part, Row } from "../src/domain/message.ts";
import { type Account, type Firm, firms, type Person } from "../src/domain/people.ts";
import { dayMs, type Instant, plus } from "../src/domain/time.ts";
import { button, firmName, quoted } from "./parts.ts";
import { plain, type Speak } from "./wording/index.ts";

/** Names that may have commas of their own, one after the other. */
export const resourceNames = (all: readonly Resource[], t: Speak): Part[] =>
  all.flatMap((name, i) => [...(i === 0 ? [] : t("semicolon")), ...t(`resource.${name}`)]);

/** What a firm can move and has not put into a deal yet. */
const free = (s: Shared, firm: Firm, deal: Deal | null): readonly Resource[] =>
  (contributionsOf(s).moves[firm]?.resources ?? []).filter(
    (name) => !deal?.promises.some((promise) => promise.firm === firm && promise.pledge === name),
  );

/** What could be put in, firm by firm: "Nordvik Pumps: safety stock · “200 housings”"; `null`: nobody has said, or it is all in. */
export function movableRow(s: Shared, deal: Deal | null, t: Speak, account: Account): Row | null {
  const { moves } = contributionsOf(s);
  const lines = firms.flatMap((firm) => {
    const names = free(s, firm, deal);
    if (names.length === 0) return [];
    const what = moves[firm]?.what ?? null;
    return [
      [
        ...t("deal.pledged", { firm: firmName(account, firm), resources: resourceNames(names, t) }),
        ...(what === null ? [] : [" · ", quoted(what, t)]),
      ],
    ];
  });
  if (lines.length === 0) return null;
  return { label: t("fact.movable"), value: lines.flatMap((line, i) => [...(i === 0 ? [] : ["\n"]), ...line]) };
}

/** How many things can be put in with one press: of more it would be a list to study, and the form has them all. */
const most = 3;

/** One press for each thing of one's own that could be put into an option: there with the first of its promises, or in two days. */
export function movableButtons(see: VisibleCase, { id, deal }: Option, number: number, t: Speak, who: Person, now: Instant): Action[] {
  const what = contributionsOf(see.shared).moves[who.firm]?.what ?? null;
  const [first] = deal.promises
    .map(({ due }) => due)
    .filter((due) => due > now)
    .sort();
  return free(see.shared, who.firm, deal)
    .slice(0, most)
    .map((resource) => {
      const name = plain(t(`resource.${resource}`));
      const pledge = { option: id, resource, what: what ?? name, owner: who.id, due: first ?? plus(now, 2 * dayMs) } as const;
      const looks = { variant: `${number}:${resource}`, args: { number, resource: name } } as const;
      return button(t, "action.pledge-movable", see.id, { type: "pledge", ...pledge }, looks);
    });
}
