/** Plain SQL over one of two drivers: PostgreSQL, or PGlite in a folder or in memory. */

/** One connection, inside a transaction or not. Rows are taken at their word: they are our own, so they are not parsed again. */
export type Session = {
  /**
   * The rows of one statement. `name` stands for the text of `sql`, always the same one: a server prepares it once a connection.
   * @throws {UnavailableError} when the database cannot answer now; whether a write was saved is then learnt by asking its key again.
   */
  query<R extends object>(name: string, sql: string, params?: readonly unknown[]): Promise<readonly R[]>;
  /** Runs statements that have no parameters and no result, as a migration has. */
  exec(sql: string): Promise<void>;
};

export type Database = Session & {
  readonly driver: "postgres" | "pglite";
  /** Runs `work` between begin and commit; undone when it throws. PGlite has one connection: everything else waits meanwhile. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
