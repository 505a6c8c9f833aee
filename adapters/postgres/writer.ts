/**
 * Writes turns, those that come while others are being written together in one statement (group commit): a round trip and a flush to
 * disk are paid once for many. Nobody waits for company: a turn that comes alone is sent at once.
 */
import { together } from "../../src/asked-together.ts";
import type { Turn } from "../../src/ports/store.ts";

/** How many statements are under way at once, and how many turns one holds. */
const beside = 3;
const most = 24;

type Result = "done" | "changed";

/**
 * `send` writes turns of different cases in the order given, all or none of them, and answers for each. Two turns of one case never share a
 * statement, and turns are in the order of their cases, so that no two statements wait for each other. See `together` for what fails.
 */
export const writer = (send: (turns: readonly Turn[]) => Promise<readonly Result[]>): ((turn: Turn) => Promise<Result>) =>
  together(send, { beside, most, apart: (turn) => turn.case });
