/** The neutral message as a mail: words, and one link. Pure; what people wrote is text in it, and never a header or markup. */
import type { Say } from "../../src/domain/flow.ts";
import { direction } from "../../src/domain/languages.ts";
import { type Block, type Message, type Part, plainOf, type Row } from "../../src/domain/message.ts";
import type { Account, Person } from "../../src/domain/people.ts";
import { epochMs } from "../../src/domain/time.ts";
import { dayText, numberText, timeText } from "../../src/domain/written.ts";
import { footOf } from "../chat/look.ts";
import { clean, type Reading, unmarked, type Writing } from "../chat/text.ts";

/** A mail: the recipient's name, and the same words as plain text and as HTML. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly html: string };

/** What a mail is drawn with. */
export type Drawing = {
  readonly settings: Account;
  readonly who: Person;
  /** What people know the case by; `null`: it is about none. */
  readonly number: string | null;
  /** The address that signs them in. */
  readonly link: string;
  readonly say: (language: string) => Say;
};

/** One line of words; the mail is a list of them. */
type Line = { readonly kind: "heading" | "text" | "muted" | "waiting" | "item" | "fact"; readonly label: string; readonly text: string };

/** Draws what is mailed to a person. */
export function drawMail(message: Message, { settings, who, number, link, say }: Drawing): Mail {
  const { language } = message;
  const t = say(language);
  const reading: Reading = { language, zones: [{ zone: who.calendar.zone, city: settings.firms[who.firm].city }] };
  const names = { supplier: settings.firms.supplier.name, customer: settings.firms.customer.name };
  const subject = oneLine(plainOf(number === null ? t("mail.subject", names) : t("mail.subject-case", { ...names, number })));
  const lines = message.blocks.flatMap((block) => linesOf(block, reading, t));
  const foot = wordsOf(
    footOf(message, message, (key, tongue) => plainOf(say(tongue)(key))),
    reading,
  );
  const after = [plainOf(t("mail.link")), plainOf(t("mail.why", { firm: settings.firms[who.firm].name }))];
  const open = plainOf(t("mail.open"));
  const said = (all: readonly string[]): readonly string[] => all.map((line) => directed(line, language));
  return {
    to: oneLine(who.name),
    subject,
    text: `${[...said([...lines.map(plainLine), foot, `${open}:`]), link, ...said(after)].join("\n\n")}\n`,
    html: page({ language, subject, lines, foot, open, link, after }),
  };
}

/** Words on one line, as a header takes them: there are no others in them. */
const oneLine = (text: string): string => clean(text).replace(/\s+/g, " ").trim();

/** "Wed 25 Nov 2026", "12:00", in the reader's calendars and digits. */
const writingOf = (language: string): Writing => ({
  day: (at, zone) => dayText(epochMs(at), zone, language, true),
  time: (at, zone) => timeText(epochMs(at), zone, language),
});

const wordsOf = (parts: readonly Part[], reading: Reading): string => unmarked(parts, reading, writingOf(reading.language)).trim();

function linesOf(block: Block, reading: Reading, t: Say): Line[] {
  const line = (kind: Line["kind"], parts: readonly Part[], label = ""): Line => ({ kind, label, text: wordsOf(parts, reading) });
  const fact = ({ label, value }: Pick<Row, "label" | "value">): Line => line("fact", value, `${wordsOf(label, reading)}:`);
  switch (block.kind) {
    case "heading":
      return [line("heading", block.parts)];
    case "text":
      return [line(block.tone === "plain" ? "text" : block.tone, block.parts)];
    case "list":
      return block.items.map((item, nth) => line("item", item, `${numberText(nth + 1, reading.language)}.`));
    case "facts":
      return block.rows.map(fact);
    case "columns":
      return block.rows.flatMap(({ label, cells }) => [
        line("text", label),
        ...cells.map((value, nth) => fact({ label: block.heads[nth] ?? [], value })),
      ]);
    case "picture":
      return [line("fact", [{ kind: "quote", text: block.alt }], `${plainOf(t("chat.picture"))}:`)];
    case "actions":
      // A mail has one thing to press: what can be done is done in Parley.
      return [];
    default:
      return block satisfies never;
  }
}

/** Programs guess the direction of plain text line by line, by its first letter: that is said to them where it may be another one. */
const directed = (text: string, language: string): string => (direction(language) === "rtl" ? text.replace(/^(?=.)/gm, "\u200f") : text);

const plainLine = ({ label, text }: Line): string => (label === "" ? text : `${label} ${text}`);

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark]!).replaceAll("\n", "<br>");

type Page = {
  readonly language: string;
  readonly subject: string;
  readonly lines: readonly Line[];
  readonly foot: string;
  readonly open: string;
  readonly link: string;
  readonly after: readonly string[];
};

/** As the page looks. Programs that read no style sheets get the light colours, written where they count. */
const colours = {
  ground: ["#f5f4f1", "#15171a"],
  surface: ["#ffffff", "#1f2225"],
  line: ["#dedad2", "#373b3f"],
  text: ["#1e2225", "#e9e7e2"],
  muted: ["#595d63", "#a9adb2"],
  accent: ["#0b655e", "#6cc9bf"],
  onAccent: ["#ffffff", "#06211e"],
  soft: ["#e3f0ee", "#19322f"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

const light = (name: keyof typeof colours): string => colours[name][0];
const dark = (name: keyof typeof colours): string => `${colours[name][1]} !important`;

const sheet = `
@media (prefers-color-scheme: dark) {
  .ground { background: ${dark("ground")}; }
  .card { background: ${dark("surface")}; border-color: ${dark("line")}; color: ${dark("text")}; }
  .muted { color: ${dark("muted")}; }
  .waiting { background: ${dark("soft")}; }
  .open { background: ${dark("accent")}; color: ${dark("onAccent")}; }
}`;

const fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Vazirmatn','Noto Sans','Noto Sans Arabic',Tahoma,sans-serif";

function drawLine({ kind, label, text }: Line): string {
  const words = escaped(text);
  switch (kind) {
    case "heading":
      return `<h1 style="margin:0 0 12px;font-size:20px;line-height:1.35">${words}</h1>`;
    case "text":
      return `<p style="margin:0 0 12px">${words}</p>`;
    case "muted":
      return `<p class="muted" style="margin:0 0 12px;font-size:14px;color:${light("muted")}">${words}</p>`;
    case "waiting":
      return `<p class="waiting" style="margin:0 0 12px;padding:10px 12px;border-radius:8px;background:${light("soft")}">${words}</p>`;
    case "item":
    case "fact":
      return `<p style="margin:0 0 8px"><span class="muted" style="color:${light("muted")}">${escaped(label)}</span> <span>${words}</span></p>`;
    default:
      return kind satisfies never;
  }
}

function page({ language, subject, lines, foot, open, link, after }: Page): string {
  const whose = `lang="${escaped(language.slice(0, 2))}" dir="${direction(language)}"`;
  const aside = (text: string): string =>
    `<p class="muted" style="margin:8px 0 0;font-size:13px;color:${light("muted")}">${escaped(text)}</p>`;
  const button = `display:inline-block;padding:12px 22px;border-radius:8px;background:${light("accent")};color:${light("onAccent")};font-weight:600;text-decoration:none`;
  const card = `max-width:560px;margin:0 auto;padding:24px;border:1px solid ${light("line")};border-radius:14px;background:${light("surface")};color:${light("text")};font:16px/1.6 ${fonts};text-align:start`;
  return `<!doctype html>
<html ${whose}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${sheet}
</style>
</head>
<body class="ground" style="margin:0;padding:16px 12px;background:${light("ground")}">
<div class="card" ${whose} style="${card}">
${lines.map(drawLine).join("\n")}
<p style="margin:20px 0 16px"><a class="open" href="${escaped(link)}" style="${button}">${escaped(open)}</a></p>
${[foot, ...after].map(aside).join("\n")}
</div>
</body>
</html>
`;
}
