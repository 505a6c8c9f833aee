/** Rules for Slack's texts: plain, with markup, and rich. Limits: docs.slack.dev/reference/block-kit, read 2026-11. */
import type {
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextBroadcastMention,
  RichTextChannelMention,
  RichTextColor,
  RichTextDate,
  RichTextEmoji,
  RichTextLink,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
  RichTextTeamMention,
  RichTextText,
  RichTextUsergroupMention,
  RichTextUserMention,
} from "@slack/types";
import { address, flag, kinds, like, list, never, oneOf, optional, string, whole, wrong } from "../json-rules.ts";
import { opaque, type Rule, type Seen, shape } from "./rules.ts";

const dateToken =
  /\{(?:date_num|date_slash|date_long|date_long_full|date_long_pretty|date|date_pretty|date_short|date_short_pretty|time|time_secs|ago|day_divider_pretty)\}/;
const anyToken = /\{[^}]*\}/g;
const date = /^!date\^\d{1,11}\^([^^|<>]+)(?:\^https:\/\/[^|<>\s]+)?\|[^|<>]+$/;
const link = /^https:\/\/[^|<>\s]+\|[^|<>]+$/;
const mention = /^@[UW][A-Z0-9]{7,}$/;

function isDateFormat(format: string): boolean {
  const tokens = format.match(anyToken) ?? [];
  return tokens.length > 0 && tokens.every((token) => dateToken.test(token));
}

function isControl(inside: string, seen: Seen): boolean {
  const format = date.exec(inside)?.[1];
  return format !== undefined ? isDateFormat(format) : link.test(inside) || (seen.rules.mentions && mention.test(inside));
}

/** Text with markup: everything is escaped but dates and links, and a link has words. */
export function markup(max: number): Rule {
  return (value, at, seen) => {
    string(max)(value, at, seen);
    if (typeof value !== "string") return;
    const left = value.replaceAll(/<([^<>]*)>/g, (whole, inside: string) => (isControl(inside, seen) ? "" : whole));
    if (left.includes("<")) wrong(seen, at, "holds an unescaped <");
    if (/&(?!amp;|lt;|gt;)/.test(left)) wrong(seen, at, "holds an unescaped &");
    if (/(?<![\p{L}\p{N}])@(?:here|channel|everyone)(?!\p{L})/u.test(left)) wrong(seen, at, "calls everybody");
  };
}

/** Text that is shown as it stands. */
export function plain(max: number): Rule {
  return shape<PlainTextElement>({ type: oneOf("plain_text"), text: string(max), emoji: optional(flag) });
}

/** A text object with markup. */
export function mrkdwn(max: number): Rule {
  return shape<MrkdwnElement>({ type: oneOf("mrkdwn"), text: markup(max), verbatim: optional(flag) });
}

/** A text object of either kind. */
export function either(max: number): Rule {
  return kinds({ plain_text: plain(max), mrkdwn: mrkdwn(max) });
}

const style = optional(
  shape<NonNullable<RichTextText["style"]>>({
    bold: optional(flag),
    code: optional(flag),
    italic: optional(flag),
    strike: optional(flag),
    underline: optional(flag),
  }),
);
const indent = optional(whole(0, 8));
const border = optional(oneOf(0, 1));

const richText = shape<RichTextText>({ type: oneOf("text"), text: string(3000), style });
const richLink = shape<RichTextLink>({ type: oneOf("link"), url: address, text: optional(string(3000)), unsafe: optional(flag), style });
const richDate = shape<RichTextDate>(
  {
    type: oneOf("date"),
    timestamp: whole(0, 99_999_999_999),
    format: string(300),
    url: optional(address),
    fallback: optional(string(300)),
    style,
  },
  ({ format }, at, seen) => {
    if (typeof format === "string" && !isDateFormat(format)) wrong(seen, `${at}/format`, "must hold date tokens that Slack knows");
  },
);
const richUser: Rule = (value, at, seen) => {
  if (!seen.rules.mentions) wrong(seen, at, "mentions somebody");
  shape<RichTextUserMention>({ type: oneOf("user"), user_id: opaque(20), style })(value, at, seen);
};
const richElement = kinds({
  text: richText,
  link: richLink,
  date: richDate,
  user: richUser,
  emoji: shape<RichTextEmoji>({
    type: oneOf("emoji"),
    name: like(/^[a-z0-9_+'-]+$/, "an emoji's name"),
    unicode: optional(string(100)),
    url: optional(address),
    style,
  }),
  channel: shape<RichTextChannelMention>({ type: oneOf("channel"), channel_id: opaque(20), style }),
  color: shape<RichTextColor>({ type: oneOf("color"), value: like(/^#[0-9a-fA-F]{6}$/, "a colour"), style }),
  team: shape<RichTextTeamMention>({ type: oneOf("team"), team_id: opaque(20), style }),
  usergroup: shape<RichTextUsergroupMention>({ type: never("mentions a group"), usergroup_id: opaque(20), style }),
  broadcast: shape<RichTextBroadcastMention>({ type: never("calls everybody"), range: string(20), style }),
});
const richSection = shape<RichTextSection>({ type: oneOf("rich_text_section"), elements: list(richElement, 1, 1000) });

/** Rich text: sections, lists, quotes and preformatted text, of elements that are never parsed. */
const richTextBody: Rule = list(
  kinds({
    rich_text_section: richSection,
    rich_text_list: shape<RichTextList>({
      type: oneOf("rich_text_list"),
      elements: list(richSection, 1, 1000),
      style: oneOf("bullet", "ordered"),
      indent,
      border,
    }),
    rich_text_quote: shape<RichTextQuote>({ type: oneOf("rich_text_quote"), elements: list(richElement, 1, 1000), border }),
    rich_text_preformatted: shape<RichTextPreformatted>({
      type: oneOf("rich_text_preformatted"),
      elements: list(kinds({ text: richText, link: richLink }), 1, 1000),
      border,
    }),
  }),
  1,
  1000,
);

/** A block's id, of which there is one in a message. */
export const blockId: Rule = optional((value, at, seen) => {
  opaque(255)(value, at, seen);
  if (typeof value !== "string") return;
  if (seen.blockIds.has(value)) wrong(seen, at, `${value} is another block's`);
  seen.blockIds.add(value);
});

/** A block of rich text. */
export const richTextBlock = shape<RichTextBlock>({ type: oneOf("rich_text"), block_id: blockId, elements: richTextBody });
