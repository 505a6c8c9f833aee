/** What Teams takes, and what we allow ourselves below it. Lengths are characters as UTF-16 units, sizes bytes of JSON in UTF-8. */

const teams = "https://learn.microsoft.com/microsoftteams/platform";
const cards = `${teams}/task-modules-and-cards/cards`;

/** A number with the page that it comes from. */
type Limit = { readonly most: number; readonly source: string };

const limit = (most: number, source: string): Limit => ({ most, source });
const ours = "adapters/teams/limits.ts: ours";

const table = {
  /** Bytes of a card in a conversation: ours. Teams takes about 100 KB of a bot's message in UTF-16 and advises 80; its older ways took 28 of both. */
  card: limit(24 * 1024, `${teams}/bots/how-to/format-your-bot-messages`),
  /** Bytes of a card in a dialog: ours; no page names a number. In UTF-16 it is the 80 KB that are advised for messages. */
  dialogCard: limit(40 * 1024, ours),
  /** People for whom a card refreshes by itself, and who may each see their own. */
  refreshUsers: limit(60, `${cards}/universal-actions-for-adaptive-cards/user-specific-views`),

  /** The line for notifications, and what a client shows that knows no cards of 1.5. */
  fallback: limit(250, ours),
  /** Who can see a message, in one language. */
  footer: limit(200, ours),
  altText: limit(500, ours),

  /** Buttons of one set: what goes beyond is shown nowhere, or behind dots. */
  actions: limit(6, `${cards}/design-effective-cards`),
  /** Buttons side by side, and the width of them together in characters, of which a button takes four around its label: as 320 pixels hold them. */
  actionsInRow: limit(3, ours),
  row: limit(34, ours),
  aroundLabel: limit(4, ours),
  /** A label is one line and is cut where it does not fit. */
  buttonLabel: limit(60, `${cards}/cards-reference#buttons`),
  /** What a button carries. */
  handle: limit(100, ours),
  actionId: limit(60, ours),
  /** Things side by side: on a phone two can be read. */
  columns: limit(2, `${cards}/design-effective-cards#example-using-fewer-columns`),

  dialogTitle: limit(40, ours),
  inputLabel: limit(300, ours),
  inputHint: limit(600, ours),
  inputText: limit(4_000, ours),
  optionLabel: limit(200, ours),
  /** Of a form that is too large. */
  shortLabel: limit(60, ours),
  /** A value is a word of ours; more of them than that, and longer ones, go by their number. */
  optionValue: limit(75, ours),
  options: limit(100, ours),
  /** Options that are all shown at once, and how long they are: what can be hit with gloves without scrolling far. */
  shownOptions: limit(7, ours),
  shownLabel: limit(60, ours),

  /** How long the heading is once a message is shortened. */
  header: limit(150, ours),
  /** Buttons of a message whose words do not fit. */
  actionsAtMost: limit(25, ours),
  /** Characters of a piece of a long document. */
  piece: limit(2_000, ours),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof table;

/** The most of each thing, by name. */
export const limits = Object.fromEntries(Object.entries(table).map(([name, { most }]) => [name, most])) as {
  readonly [N in LimitName]: number;
};

/** Where each number comes from: a page of Microsoft's, or ourselves. */
export const limitSources = Object.fromEntries(Object.entries(table).map(([name, { source }]) => [name, source])) as {
  readonly [N in LimitName]: string;
};
