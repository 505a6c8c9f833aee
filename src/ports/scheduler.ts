import type { RelationshipId } from "../domain/ids.ts";

/**
 * That there is work which any process may do, and where: the digests of a relationship are due. It names a place and nothing else;
 * what is to be done there, if anything still is, stands in the database.
 */
export type Hint = { readonly relationship: RelationshipId };

/** What a scheduler has done; neither fails for long: what did not work is found again by the next pass. */
export type Work = {
  /** Does one full pass and answers in how many milliseconds the next is due (at most). */
  pass(): Promise<number>;
  /** Does what is still to be done where a hint points; never throws. */
  help(hint: Hint): Promise<void>;
};

/** When the relay works: a scheduler wakes it and knows nothing of what it does. */
export type Scheduler = {
  start(work: Work): void;
  /**
   * Tells other processes of work that they may do, or nobody: whoever offers it does all of it that is left. Returns at once.
   */
  offer(hints: readonly Hint[]): void;
  /** Asks for a pass now: something has changed. Resolves when a pass that began after the call has ended; never throws. */
  wake(): Promise<void>;
  /** Ends after the pass under way. */
  stop(): Promise<void>;
};

/** Structured log; never message text, tokens or payloads. */
export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Chance as hexadecimal text of 32 digits, at least 122 bits of it. `seed` names what it is for, so that a held chance repeats. */
export type Chance = (seed: string) => string;
