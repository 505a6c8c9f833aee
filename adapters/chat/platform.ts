/** What the shared tables know of a chat platform. */
export type Platform = {
  readonly name: "slack" | "teams";
  /**
   * The statement that tells through which installation somebody of a workspace is reached, of at most one row with the column `id`. The
   * arguments are SQL: of the relationship and of the workspace.
   */
  readonly reaching: (relationship: string, team: string) => string;
};
