/** What a token was found to be is remembered for a minute: the Bot Connector sends the same one for an hour, and its signature costs as much as a query. */
import { LRUCache } from "lru-cache";
import { sha256 } from "../../src/domain/hash.ts";
import { claimsOf, type IsSigned } from "./gate.ts";

/** How many tokens are remembered. A data centre of Teams's signs with one at a time for each of its addresses. */
const most = 200;
/** How long a key that was withdrawn is still believed; the SDKs themselves keep keys for a day. Milliseconds. */
const longestMs = 60_000;

/** A clock that only goes forward, and the time of day; milliseconds. */
export type Clocks = { readonly steadyMs: () => number; readonly nowMs: () => number };

/**
 * Asks `isSigned` of a token and an address, and not again for a minute where both were found to belong together. Only what is good is
 * remembered, by its digest alone, and no longer than the token says that it holds.
 */
export function remembering(isSigned: IsSigned, { steadyMs, nowMs }: Clocks): IsSigned {
  /** When each token that was found good ends, in seconds since 1970, and since when that is known. */
  const good = new LRUCache<string, { readonly exp: number; readonly sinceMs: number }>({ max: most });
  return async (authorization, serviceUrl) => {
    // A token holds no line break: of two such pairs none can look like the other.
    const pair = sha256(`${authorization}\n${serviceUrl}`);
    const known = good.get(pair);
    if (known && steadyMs() - known.sinceMs < longestMs && known.exp * 1_000 > nowMs()) return true;
    const is = await isSigned(authorization, serviceUrl);
    const { exp } = claimsOf(authorization);
    if (is && typeof exp === "number") good.set(pair, { exp, sinceMs: steadyMs() });
    else good.delete(pair);
    return is;
  };
}
