/** What both firms agreed and said of themselves, where a case needs it: read-only lines, nothing where nothing was said. */
import type { Deal } from "../../src/domain/deal.ts";
import type { Block, Part } from "../../src/domain/message.ts";
import { type Account, type Firm, firms } from "../../src/domain/people.ts";
import { approversFor, cash, firmName, namedAll, quoted, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";

/** What a firm has promised to tell unasked, and how early. */
export const toldUnasked = (account: Account, firm: Firm, t: Speak): Part[] => {
  const tell = account.terms?.[firm].tell ?? null;
  return tell === null ? [] : [...t("agreed.tell", { firm: firmName(account, firm) }), " ", quoted(tell, t)];
};

/** What the people of these firms may do and what never, and up to what they settle by themselves. */
export const mayDo = (account: Account, of: readonly Firm[], t: Speak): Part[][] =>
  of.flatMap((firm): Part[][] => {
    const { may = null, limit = null } = account.terms?.[firm] ?? {};
    const name = firmName(account, firm);
    return [
      ...(may === null ? [] : [[...t("agreed.may", { firm: name }), " ", quoted(may, t)]]),
      ...(limit === null ? [] : [t("agreed.limit", { firm: name, limit: cash(limit) })]),
    ];
  });

/** Lines as blocks of their own, muted. */
export const muted = (...lines: readonly (readonly Part[])[]): Block[] =>
  lines.filter(({ length }) => length > 0).map((parts) => text(parts, "muted"));

/** Who will have to sign for a firm whose cost is above what its people settle by themselves: named before anybody waits for them. */
export const aboveLimit = ({ cost }: Deal, account: Account, t: Speak): Block[] =>
  firms.flatMap((firm) => {
    const limit = account.terms?.[firm].limit ?? null;
    if (limit === null || limit.currency !== cost[firm].currency || cost[firm].minor <= limit.minor) return [];
    const who = approversFor(account, firm, cost[firm]).map(({ id }) => id);
    const args = { firm: firmName(account, firm), limit: cash(limit) };
    return [text(who.length > 0 ? t("agreed.above", { ...args, who: namedAll(account, who, t) }) : t("agreed.above-all", args), "waiting")];
  });
