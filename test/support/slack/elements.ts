/** Rules for what stands in blocks: buttons, menus, inputs, images. Limits: docs.slack.dev/reference/block-kit, read 2026-11. */
import type {
  Button,
  ChannelsSelect,
  Checkboxes,
  ConfirmationDialog,
  ConversationsSelect,
  Datepicker,
  DateTimepicker,
  ExternalSelect,
  MultiChannelsSelect,
  MultiConversationsSelect,
  MultiExternalSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  Overflow,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  Timepicker,
  UsersSelect,
} from "@slack/types";
import { address, flag, holds, like, list, never, oneOf, optional, string, whole, wrong } from "../json-rules.ts";
import { type Json, listOf, objectOf } from "./json.ts";
import { opaque, type Rule, type Seen, shape } from "./rules.ts";
import { either, plain } from "./texts.ts";

/** What an element is called: one in a message. */
export const action: Rule = (value, at, seen) => {
  if (value === undefined) return wrong(seen, at, "is missing: nobody could tell what was pressed");
  opaque(255)(value, at, seen);
  if (typeof value !== "string") return;
  if (seen.actionIds.has(value)) wrong(seen, at, `${value} is another element's`);
  seen.actionIds.add(value);
};

const confirm = optional(
  shape<ConfirmationDialog>({
    title: optional(plain(100)),
    text: either(300),
    confirm: optional(plain(30)),
    deny: optional(plain(30)),
    style: optional(oneOf("primary", "danger")),
  }),
);
/** Whether the cursor stands there at first: in one element of a view. */
export const focus: Rule = optional((value, at, seen) => {
  flag(value, at, seen);
  if (value === true && ++seen.focused > 1) wrong(seen, at, "is set in another element already");
});
/** What stands in an empty field. */
export const placeholder = optional(plain(150));

function option(text: Rule, url: Rule = never("is for overflow menus alone")): Rule {
  return shape<PlainTextOption>({ text, value: opaque(75), description: optional(plain(75)), url: optional(url) });
}

const choice = option(plain(75));
const markedChoice = option(either(75));
const options = (max: number, rule = choice, min = 1) => list(rule, min, max);
const groups = list(shape<{ label: unknown; options: unknown }>({ label: plain(75), options: options(100) }), 1, 100);

/** All options of a menu, those of its groups among them. */
export function optionsOf(element: Json): readonly Json[] {
  const grouped = listOf(element["option_groups"]).flatMap((group) => listOf(objectOf(group)["options"]));
  return [...listOf(element["options"]), ...grouped].map(objectOf);
}

function optionsGoTogether(element: Json, at: string, seen: Seen): void {
  const all = optionsOf(element);
  const initial = element["initial_option"] === undefined ? listOf(element["initial_options"]) : [element["initial_option"]];
  for (const one of initial) if (!holds(all, one)) wrong(seen, at, "has an initial option that is none of its options");
  if (new Set(all.map(({ value }) => value)).size < all.length) wrong(seen, at, "has two options with one value");
  if (element["option_groups"] !== undefined && element["options"] !== undefined) wrong(seen, at, "has both options and groups");
  const isStatic = element["type"] === "static_select" || element["type"] === "multi_static_select";
  if (isStatic && all.length === 0) wrong(seen, at, "has no options");
}

/** A button. */
export const button = shape<Button>({
  type: oneOf("button"),
  action_id: action,
  text: plain(75),
  value: optional(opaque(2000, 0)),
  url: optional(address),
  style: optional(oneOf("primary", "danger")),
  accessibility_label: optional(string(75)),
  confirm,
});

const menu = { action_id: action, confirm, focus_on_load: focus, placeholder };
const many = optional(whole(1, 100));
const external = { min_query_length: optional(whole(0, 100)) };
const conversationFilter = optional(
  shape<NonNullable<ConversationsSelect["filter"]>>({
    include: optional(list(oneOf("im", "mpim", "private", "public"), 1, 4)),
    exclude_external_shared_channels: optional(flag),
    exclude_bot_users: optional(flag),
  }),
);
const someId = optional(opaque(20));
const someIds = optional(list(opaque(20), 0, 100));

/** The menus of a section, an actions block or an input. */
export const menus: Readonly<Record<string, Rule>> = {
  static_select: shape<StaticSelect>(
    {
      ...menu,
      type: oneOf("static_select"),
      options: optional(options(100)),
      option_groups: optional(groups),
      initial_option: optional(choice),
    },
    optionsGoTogether,
  ),
  multi_static_select: shape<MultiStaticSelect>(
    {
      ...menu,
      type: oneOf("multi_static_select"),
      options: optional(options(100)),
      option_groups: optional(groups),
      initial_options: optional(options(100)),
      max_selected_items: many,
    },
    optionsGoTogether,
  ),
  external_select: shape<ExternalSelect>({ ...menu, ...external, type: oneOf("external_select"), initial_option: optional(choice) }),
  multi_external_select: shape<MultiExternalSelect>({
    ...menu,
    ...external,
    type: oneOf("multi_external_select"),
    initial_options: optional(options(100)),
    max_selected_items: many,
  }),
  users_select: shape<UsersSelect>({ ...menu, type: oneOf("users_select"), initial_user: someId }),
  multi_users_select: shape<MultiUsersSelect>({
    ...menu,
    type: oneOf("multi_users_select"),
    initial_users: someIds,
    max_selected_items: many,
  }),
  conversations_select: shape<ConversationsSelect>({
    ...menu,
    type: oneOf("conversations_select"),
    initial_conversation: someId,
    default_to_current_conversation: optional(flag),
    filter: conversationFilter,
    response_url_enabled: optional(flag),
  }),
  multi_conversations_select: shape<MultiConversationsSelect>({
    ...menu,
    type: oneOf("multi_conversations_select"),
    initial_conversations: someIds,
    default_to_current_conversation: optional(flag),
    filter: conversationFilter,
    max_selected_items: many,
  }),
  channels_select: shape<ChannelsSelect>({
    ...menu,
    type: oneOf("channels_select"),
    initial_channel: someId,
    response_url_enabled: optional(flag),
  }),
  multi_channels_select: shape<MultiChannelsSelect>({
    ...menu,
    type: oneOf("multi_channels_select"),
    initial_channels: someIds,
    max_selected_items: many,
  }),
};

/** What can be set in a section, an actions block or an input beside menus. */
export const pickers: Readonly<Record<string, Rule>> = {
  radio_buttons: shape<RadioButtons>(
    {
      type: oneOf("radio_buttons"),
      action_id: action,
      confirm,
      focus_on_load: focus,
      options: options(10, markedChoice),
      initial_option: optional(markedChoice),
    },
    optionsGoTogether,
  ),
  checkboxes: shape<Checkboxes>(
    {
      type: oneOf("checkboxes"),
      action_id: action,
      confirm,
      focus_on_load: focus,
      options: options(10, markedChoice),
      initial_options: optional(options(10, markedChoice)),
    },
    optionsGoTogether,
  ),
  datepicker: shape<Datepicker>({
    ...menu,
    type: oneOf("datepicker"),
    initial_date: optional(like(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "a date")),
  }),
  datetimepicker: shape<DateTimepicker>({
    type: oneOf("datetimepicker"),
    action_id: action,
    confirm,
    focus_on_load: focus,
    initial_date_time: optional(whole(1_000_000_000, 9_999_999_999)),
  }),
  timepicker: shape<Timepicker>({
    ...menu,
    type: oneOf("timepicker"),
    initial_time: optional(like(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time")),
    timezone: optional(string(100)),
  }),
};

/** A menu of three dots. */
export const overflow = shape<Overflow>(
  { type: oneOf("overflow"), action_id: action, confirm, options: options(5, option(plain(75), address)) },
  optionsGoTogether,
);

type Image = { type: unknown; alt_text: unknown; image_url: unknown; slack_file: unknown };

/** The keys of an image: where it is (an address or a file of Slack's), and what it shows. */
export const image: { readonly [K in keyof Image]: Rule } = {
  type: oneOf("image"),
  alt_text: string(2000),
  image_url: optional(address),
  slack_file: optional(shape<{ id: unknown; url: unknown }>({ id: optional(opaque(20)), url: optional(address) }, oneOfBoth("id", "url"))),
};

/** Exactly one of two keys is there. */
export function oneOfBoth(one: string, other: string): (value: Json, at: string, seen: Seen) => void {
  return (value, at, seen) => {
    if ((value[one] === undefined) === (value[other] === undefined)) wrong(seen, at, `must have either ${one} or ${other}`);
  };
}

/** An image beside text. */
export const imageElement = shape<Image>(image, oneOfBoth("image_url", "slack_file"));
