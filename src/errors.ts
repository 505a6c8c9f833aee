type WrongLine = { readonly line: number; readonly field: string; readonly problem: string; readonly example: string | null };

/** The sender's move: something in what was sent cannot be read. Names the field and shows an example. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly field: string;
  /** A wording key under `input.`: "empty", "too-long", "unshowable", "not-a-choice"… */
  readonly problem: string;
  readonly example: string | null;
  /** Of a file: each line that cannot be read, the same way. */
  readonly lines: readonly WrongLine[];
  constructor(field: string, problem: string, example: string | null, lines: readonly WrongLine[] = []) {
    super(`${field}: ${problem}`);
    this.field = field;
    this.problem = problem;
    this.example = example;
    this.lines = lines;
  }
}

/** The platform's move: a message could not be delivered. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  /** The platform gave no answer, or said that it is out of order: whatever was to be sent, nothing is wrong with it, and it waits as long as that takes. */
  readonly away: boolean;
  constructor(message: string, options: { retryable: boolean; retryAfterMs?: number; away?: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.away = options.away ?? false;
  }
}

/** The operator's move: a setting or the data folder is wrong. Says what it is and the remedy. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The database cannot take writes at the moment (full disk, connection gone); nothing was saved, ask again. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
}
