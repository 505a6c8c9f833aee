/** What Slack takes, and what we allow ourselves below it. Characters are UTF-16 units: where Slack counts code points, we are on the safe side. */

const blockKit = "https://docs.slack.dev/reference/block-kit";

/** A number with the page that it comes from. */
type Limit = { readonly most: number; readonly source: string };

const limit = (most: number, source: string): Limit => ({ most, source });
const ours = "adapters/slack/limits.ts: ours";

const table = {
  /** Blocks of a message, and of a modal. */
  messageBlocks: limit(50, `${blockKit}/blocks`),
  viewBlocks: limit(100, "https://docs.slack.dev/reference/views/modal-views"),
  /** Characters of all texts of a message: ours; Slack refuses 13,200 (`msg_blocks_too_long`). */
  messageText: limit(12_000, ours),
  /** Characters of all texts of a modal: ours; Slack refuses 250 kB of JSON (`view_too_large`). */
  viewText: limit(40_000, ours),
  /** Characters of JSON of a document in a modal: in UTF-8 they are at most three times as many bytes. */
  viewDocument: limit(80_000, ours),
  /** The text for notifications: one line of it is shown. Slack takes 4,000 when a message is updated. */
  fallback: limit(250, ours),
  /** Who can see a message, in one language. */
  footer: limit(200, ours),
  blockId: limit(255, `${blockKit}/blocks`),
  actionId: limit(255, `${blockKit}/block-elements/button-element`),

  header: limit(150, `${blockKit}/blocks/header-block`),
  section: limit(3_000, `${blockKit}/blocks/section-block`),
  sectionField: limit(2_000, `${blockKit}/blocks/section-block`),
  contextElements: limit(10, `${blockKit}/blocks/context-block`),
  altText: limit(2_000, `${blockKit}/blocks/image-block`),
  actions: limit(25, `${blockKit}/blocks/actions-block`),
  /** Buttons of one block while there is room: more would be a wall on a phone. */
  actionsInRow: limit(5, ours),
  /** Buttons of a message whose words do not fit: all of the first, none of a thousand. */
  actionsAtMost: limit(75, ours),
  tableRows: limit(100, `${blockKit}/blocks/table-block`),
  tableCells: limit(20, `${blockKit}/blocks/table-block`),
  /** Characters of a cell: ours; more is read better in lines. */
  tableCell: limit(1_000, ours),
  tableText: limit(10_000, `${blockKit}/blocks/table-block`),

  buttonLabel: limit(75, `${blockKit}/block-elements/button-element`),
  buttonValue: limit(2_000, `${blockKit}/block-elements/button-element`),
  optionLabel: limit(75, `${blockKit}/composition-objects/option-object`),
  optionDescription: limit(75, `${blockKit}/composition-objects/option-object`),
  /** Documents differ between 75 and 150. */
  optionValue: limit(75, `${blockKit}/composition-objects/option-object`),
  radioOptions: limit(10, `${blockKit}/block-elements/radio-button-group-element`),
  checkboxOptions: limit(10, `${blockKit}/block-elements/checkboxes-element`),
  selectOptions: limit(100, `${blockKit}/block-elements/select-menu-element`),
  selectGroups: limit(100, `${blockKit}/block-elements/select-menu-element`),
  inputLabel: limit(2_000, `${blockKit}/blocks/input-block`),
  inputHint: limit(2_000, `${blockKit}/blocks/input-block`),
  inputText: limit(3_000, `${blockKit}/block-elements/plain-text-input-element`),
  placeholder: limit(150, `${blockKit}/block-elements/plain-text-input-element`),
  inputFiles: limit(10, `${blockKit}/block-elements/file-input-element`),

  viewTitle: limit(24, "https://docs.slack.dev/reference/views/modal-views"),
  viewButton: limit(24, "https://docs.slack.dev/reference/views/modal-views"),
  metadata: limit(3_000, "https://docs.slack.dev/reference/views/modal-views"),
  callbackId: limit(255, "https://docs.slack.dev/reference/views/modal-views"),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof table;

/** The most of each thing, by name. */
export const limits = Object.fromEntries(Object.entries(table).map(([name, { most }]) => [name, most])) as {
  readonly [N in LimitName]: number;
};

/** Where each number comes from: a page of Slack's, or ourselves. */
export const limitSources = Object.fromEntries(Object.entries(table).map(([name, { source }]) => [name, source])) as {
  readonly [N in LimitName]: string;
};
