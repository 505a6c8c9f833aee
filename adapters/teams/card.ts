/**
 * What we use of Adaptive Cards 1.5, in its own names.
 *
 * @see https://github.com/microsoft/AdaptiveCards/blob/main/schemas/1.5.0/adaptive-card.json
 */

import { direction } from "../../src/domain/languages.ts";

/** A run of text in one style; nothing in it is ever parsed. */
export type TextRun = {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "bolder";
  readonly isSubtle?: true;
  readonly size?: Size;
};
type Size = "small" | "medium" | "large";
type Spacing = "none" | "small" | "default" | "medium" | "large";

type Placed = { readonly spacing?: Spacing; readonly separator?: true; readonly id?: string; readonly isVisible?: boolean };

export type RichTextBlock = Placed & { readonly type: "RichTextBlock"; readonly inlines: readonly TextRun[] };
/** Markdown is read in it: for our own words alone. */
export type TextBlock = Placed & { readonly type: "TextBlock"; readonly text: string; readonly style: "heading"; readonly wrap: true };
export type Image = Placed & { readonly type: "Image"; readonly url: string; readonly altText: string };
export type Container = Placed & {
  readonly type: "Container";
  readonly items: readonly Element[];
  readonly style?: "emphasis" | "accent" | "attention";
  /** The published schema writes it "rtl?" by mistake; its own page and every renderer write "rtl". */
  readonly rtl?: boolean;
};
export type Column = {
  readonly type: "Column";
  readonly width: "auto" | "stretch";
  readonly items: readonly Element[];
  readonly verticalContentAlignment?: "center";
};
export type ColumnSet = Placed & { readonly type: "ColumnSet"; readonly columns: readonly Column[] };
export type ActionSet = Placed & { readonly type: "ActionSet"; readonly actions: readonly CardAction[] };

type Asked = Placed & { readonly id: string; readonly label: string; readonly isRequired?: true; readonly errorMessage?: string };
export type InputChoice = { readonly title: string; readonly value: string };
export type Input =
  | (Asked & {
      readonly type: "Input.Text";
      readonly value?: string;
      readonly maxLength?: number;
      readonly isMultiline?: true;
      readonly placeholder?: string;
    })
  | (Asked & { readonly type: "Input.Number"; readonly value?: number; readonly min: number; readonly max: number })
  | (Asked & { readonly type: "Input.Date" | "Input.Time"; readonly value?: string })
  | (Asked & { readonly type: "Input.Toggle"; readonly title: string; readonly value: "true" | "false"; readonly wrap: true })
  | (Asked & {
      readonly type: "Input.ChoiceSet";
      readonly choices: readonly InputChoice[];
      readonly style: "compact" | "expanded";
      readonly isMultiSelect?: true;
      /** Of several, with commas between them. */
      readonly value?: string;
      readonly placeholder?: string;
      readonly wrap: true;
    });

export type Element = RichTextBlock | TextBlock | Image | Container | ColumnSet | ActionSet | Input;

type Pressed = { readonly title: string; readonly id?: string; readonly tooltip?: string; readonly style?: "positive" | "destructive" };
export type CardAction =
  /** In a conversation: the bot is asked, and what it answers is this person's alone. */
  | (Pressed & { readonly type: "Action.Execute"; readonly verb: string; readonly data: { readonly handle: string } })
  /** In a conversation it opens a dialog; in a dialog it is what is sent. */
  | (Pressed & { readonly type: "Action.Submit"; readonly data: SubmitData })
  | (Pressed & {
      readonly type: "Action.ToggleVisibility";
      readonly targetElements: readonly { readonly elementId: string; readonly isVisible: boolean }[];
    })
  /** Opens an https address in the browser; nothing is asked of the bot. */
  | (Pressed & { readonly type: "Action.OpenUrl"; readonly url: string });
type SubmitData = { readonly handle: string; readonly msteams?: { readonly type: "task/fetch" } };

export type Card = {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly lang: string;
  readonly rtl: boolean;
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly CardAction[];
  readonly refresh?: { readonly action: Extract<CardAction, { type: "Action.Execute" }>; readonly userIds: readonly string[] };
  /** Teams's own: as wide as the conversation. */
  readonly msteams?: { readonly width: "Full" };
};

/** A card of our kind. */
export const cardOf = (language: string, fallbackText: string, body: readonly Element[]): Card => ({
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  // "The 2-letter ISO-639-1 language used in the card."
  lang: language.slice(0, 2),
  // For the buttons of a dialog, which stand in no container.
  rtl: direction(language) === "rtl",
  fallbackText,
  body,
});

/** The bytes of a card's JSON in UTF-8. */
export const sizeOf = (card: Card): number => Buffer.byteLength(JSON.stringify(card));
