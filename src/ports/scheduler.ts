/** When the relay works: a scheduler wakes it and knows nothing of what it does. */
export type Scheduler = {
  /** Starts; `work` does one full pass and answers in how many milliseconds the next is due (at most). */
  start(work: () => Promise<number>): void;
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
