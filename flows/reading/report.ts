/**
 * Plain words read into what a report needs, in any of our languages. What cannot be read without doubt is left out and asked, never
 * guessed; what was read is shown back before anything is filed.
 */

import { inDigits } from "../../src/domain/digits.ts";
import type { Effect, Stops } from "../../src/domain/severity.ts";
import type { Around, Instant } from "../../src/domain/time.ts";
import { timeIn } from "./around.ts";

/** The first clause of what was reported, at most 70 characters, with the order when it is not in it. */
export function titleOf(what: string, order: string | null): string {
  const clause = what.split(/[\n.;؛]|[,،] (?=[\d۰-۹])| - /)[0]!.trim() || what;
  const short = clause.length <= 70 ? clause : `${clause.slice(0, 67).replace(/\s+\S*$/, "")}…`;
  const title = short.charAt(0).toLocaleUpperCase() + short.slice(1);
  return order && !title.toLowerCase().includes(order.toLowerCase()) ? `${title}, ${order}` : title;
}

export type ReadReport = {
  what: string;
  order: string | null;
  affected: number | null;
  total: number | null;
  stops: Stops | null;
  /** What else is said to be true of it. */
  also: readonly Effect[];
  hurts: string | null;
  remedy: string | null;
  /** When it happened, when somebody saw it, and when the customer would feel it. */
  occurred: Around | null;
  noticed: Around | null;
  felt: Around | null;
};

/** What is counted or measured: "delivery 2 days late" names no delivery. */
const counted = [
  "min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|pcs|pieces?|parts?|boxes|box|cartons?|pallets?|crates?|bags?|items?|units?|kg|tons?|tonnes?|m|%|of|out of",
  "minut(?:ter)?|timer?|dage?|uger?|måned(?:er)?|stk|stykker?|dele?|kasser?|æsker?|paller?|sække?|ton|af|ud af",
  "دقیقه|ساعت|روز|هفته|ماه|عدد|تا|قطعه|جعبه|کارتن|پالت|کیسه|کیلو|تن|درصد|از",
].join("|");
/** The number of an order, which nothing is counted by. */
const numbered = String.raw`\s*([A-Z]{0,4}[-/]?\d[\w/-]*)(?![\w/-])(?!\s*(?:${counted})(?!\p{L}))`;

/** How each thing is said in English, Danish and Persian. A number stands in the second group of `order`, two in the next two. */
const patterns = {
  order: [
    new RegExp(String.raw`\b(batch|order|delivery|invoice|lot|po)\s*(?:no\.?|number|#)?${numbered}`, "iu"),
    new RegExp(String.raw`\b(parti|ordre|levering|leverance|faktura)\s*(?:nr\.?|nummer|#)?${numbered}`, "iu"),
    new RegExp(String.raw`(بچ|سری|سفارش|محموله|فاکتور|بارنامه)\s*(?:شماره‌?ی?|شمارهٔ)?${numbered}`, "iu"),
  ],
  share: [
    /\b(\d{1,7})\s+(?:out\s+)?of\s+(?:the\s+)?(\d{1,7})\b/i,
    /\b(\d{1,7})\s+(?:ud\s+)?af\s+(?:de\s+)?(\d{1,7})\b/i,
    /(?<!\d)(\d{1,7})\s+(?:تا\s+|عدد\s+)?از\s+(\d{1,7})(?!\d)/u,
  ],
  missing: [
    /\b(\d{1,7})\s+\p{L}+.*?\b(?:only\s+)?(\d{1,7})\s+(?:came|arrived|were delivered|received)\b/iu,
    /(?<!\d)(\d{1,7})\s+\p{L}+.*?(?:kun\s+)?(?<!\d)(\d{1,7})\s+(?:kom|ankom|blev leveret|modtaget)(?!\p{L})/iu,
    /(?<!\d)(\d{1,7})\s+\p{L}+.*?(?:فقط|تنها)\s+(\d{1,7})\s+(?:\p{L}+\s+)?(?:رسید|آمد)/u,
  ],
  line: [
    /[^,.;]*\bline\b[^,.;]*\b(?:stop|stops|stopped|stands still|down)\b[^,.;]*/i,
    /[^,.;]*\blinje\b[^,.;]*(?:stopper|stoppet|står stille|nede)[^,.;]*/i,
    /[^,،.;؛]*خط[^,،.;؛]*(?:می‌?ایستد|ایستاده|متوقف|می‌?خوابد|خوابیده)[^,،.;؛]*/u,
  ],
  danger: [/\b(?:hurt\b|injur|danger|unsafe)/i, /(?:til skade|farlig|sårer|såret)/i, /(?:آسیب|خطرناک|زخمی)/u],
  customers: [
    /[^,.;]*\bour (?:own )?customers?\b[^,.;]*/i,
    /[^,.;]*vores (?:egne )?kunder[^,.;]*/i,
    /[^,،.;؛]*مشتری(?:ان|‌?ها)?ی? (?:خود ?)?(?:ما|مان)(?!\p{L})[^,،.;؛]*/u,
  ],
  remedy: [
    /(?:\bplease (?:send|replace|bring|credit|repair|fix)|\bwe (?:would )?need|\bwhat (?:would|helps))\b[^,.;]*/i,
    /(?:\bsend (?:venligst|gerne)|\bvi (?:skal bruge|har brug for|mangler)|\bdet ville hjælpe)(?!\p{L})[^,.;]*/iu,
    /[^,،.;؛]*(?:نیاز داریم|لازم داریم|می‌?خواهیم|لطفاً?)(?!\p{L})[^,،.;؛]*/u,
  ],
  happened: [
    /\b(?:came|arrived|delivered|happened|occurred|broke|failed|started|began|went|fell|leaked|stopped)\b/i,
    /(?<!\p{L})(?:kom|ankom|leveret|skete|sket|begyndte|startede|gik|faldt|svigtede|stoppede)(?!\p{L})/iu,
    /(?:رسید|آمد|تحویل|رخ داد|اتفاق افتاد|پیش آمد|شروع شد|از کار افتاد|شکست|قطع شد|ایستاد)(?!\p{L})/u,
  ],
  seen: [
    /\b(?:noticed|found|saw|seen|discovered|spotted|detected)\b/i,
    /(?<!\p{L})(?:opdaget|opdagede|fandt|fundet|så vi|vi så|bemærkede|bemærket)(?!\p{L})/iu,
    /(?:دیدیم|دیده شد|متوجه|پیدا کردیم|فهمیدیم)(?!\p{L})/u,
  ],
  product: [
    /\bour (?:own )?products?\b[^,.;]*\b(?:worse|poorer|suffers?)\b/i,
    /vores (?:egne? |eget )?produkt[^,.;]*(?:dårligere|ringere|lider)/i,
    /محصول(?:ات)? (?:خود ?)?(?:ما|مان)(?!\p{L})[^,،.;؛]*بدتر/u,
  ],
  relationship: [
    /\b(?:relationship|trust|partnership)\b[^,.;]*\bat (?:stake|risk)\b/i,
    /(?:samarbejdet|forholdet|tilliden)[^,.;]*(?:på spil|i fare)/i,
    /(?:رابطه|همکاری|اعتماد)[^,،.;؛]*در خطر/u,
  ],
  slowed: [/\bslow(?:s|ed|er)?\b/i, /(?<!\p{L})(?:sinke[rst]?|sinket|langsommere)(?!\p{L})/iu, /(?:کند شد|کند می)/u],
} satisfies Readonly<Record<string, readonly RegExp[]>>;

/** What stands first in the text, whichever language says it. */
const first = (kind: keyof typeof patterns, text: string): RegExpExecArray | null =>
  patterns[kind].reduce<RegExpExecArray | null>((found, pattern) => {
    const other = pattern.exec(text);
    return other && (!found || other.index < found.index) ? other : found;
  }, null);

/** Words that turn what is said into its contrary; "no." before a number is none. */
const denial =
  /\b(?:not|nobody|none|never|without|neither|nor|cannot|hardly)\b|\bno\b(?!\.|\s*[A-Z]{0,4}-?\d)|n['’]t\b|(?<!\p{L})(?:ikke|ingen|intet|aldrig|uden|hverken|næppe)(?!\p{L})|(?<!\p{L})(?:نه(?!\p{L})|هیچ|بدون|نیست|نبود|نشد|نمی|نخواه|ندار|نکرد|ندید|نرسید|نیفتاد|نایست|نخورد)/iu;

/** Numbers of pieces as a form's field holds them: "38 of 120", "38"; `null` when it is neither. */
export function readAmount(text: string): { readonly affected: number; readonly total: number | null } | null {
  const plain = inDigits(text).trim();
  const [, alone] = /^(\d{1,7})(?:\s*(?:stk\.?|pcs\.?|pieces|stykker|عدد|تا|مورد))?$/iu.exec(plain) ?? [];
  if (alone !== undefined) return { affected: Number(alone), total: null };
  const [, some, all] = /^(\d{1,7})\s*(?:\/|of|out of|ud af|af|از|تا از|عدد از)\s*(?:the\s+|de\s+)?(\d{1,7})$/iu.exec(plain) ?? [];
  return some === undefined ? null : { affected: Number(some), total: Number(all) };
}

/** Where one thought ends and the next begins; not between the digits of a number or an hour. */
const clauseEnd =
  /[;؛\n]|[,،](?=\s|$)|(?<!(?:\bkl|\bnr|\bno|\d|\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sept?|okt|oct|nov|de[cs])))\.(?=\s|$)|(?<=\s)(?:and|og|men|but|و|اما)(?=\s)/iu;

/** Where one thought ends, and where its reason or its condition begins. */
const thoughtEnd = new RegExp(
  String.raw`${clauseEnd.source}|(?<=\s)(?:because|since|if|as|so|fordi|hvis|da|så|چون|زیرا|اگر|که)(?=\s)`,
  "iu",
);

/** What is said to be so; `null` where nobody says it, or somebody denies it: then it is asked. */
function stated(kind: keyof typeof patterns, text: string): RegExpExecArray | null {
  const thoughts = text.split(thoughtEnd).filter((thought) => first(kind, thought));
  const isDenied = (thoughts.length > 0 ? thoughts : [text]).some((thought) => denial.test(thought));
  return isDenied ? null : first(kind, text);
}

/** The time that is named where something of this kind is said; `null` when nobody says it, or when two are named. */
function timeOf(kind: "happened" | "seen" | "line", clauses: readonly string[], now: Instant, zone: string): Around | null {
  const toward = kind === "line" ? "future" : "past";
  const said = clauses.filter((clause) => first(kind, inDigits(clause)) && (kind !== "happened" || !first("seen", clause)));
  const found = said.flatMap((clause) => timeIn(clause, now, zone, toward) ?? []);
  return found.length === 1 ? found[0]! : null;
}

/** What one sentence says: "batch 4411 came in cracked this morning, 38 of 120, line 2 stops tomorrow noon". */
export function readReport(sentence: string, now: Instant, zone: string): ReadReport {
  const what = sentence.trim();
  const text = inDigits(what);
  const order = first("order", text);
  const share = first("share", text);
  const missing = first("missing", text);
  const counts = share
    ? { affected: Number(share[1]), total: Number(share[2]) }
    : missing && Number(missing[2]) < Number(missing[1])
      ? { affected: Number(missing[1]) - Number(missing[2]), total: Number(missing[1]) }
      : { affected: null, total: null };
  const asWritten = (found: RegExpExecArray | null) => found && what.slice(found.index, found.index + found[0].length).trim();
  const line = stated("line", text);
  const customers = stated("customers", text);
  const clauses = what.split(clauseEnd);
  const felt = line ? timeOf("line", clauses, now, zone) : null;
  const stops: Stops | null = stated("danger", text)
    ? "danger"
    : line
      ? "line"
      : customers
        ? "customers"
        : stated("slowed", text)
          ? "slowed"
          : null;
  const effects: readonly (Effect | null)[] = [
    line && "line",
    customers && "customers",
    stated("product", text) && "product",
    stated("relationship", text) && "relationship",
  ];
  return {
    what,
    order: order ? `${order[1]!.charAt(0).toUpperCase()}${order[1]!.slice(1).toLowerCase()} ${order[2]}` : null,
    ...counts,
    stops,
    also: effects.flatMap((one) => (one === null || one === stops ? [] : [one])),
    hurts: asWritten(line ?? customers),
    remedy: asWritten(first("remedy", text)),
    occurred: timeOf("happened", clauses, now, zone),
    noticed: timeOf("seen", clauses, now, zone),
    // Whoever warns of a day without an hour is asked for it: what is felt when decides what is still possible.
    felt: felt?.span === "minute" ? felt : null,
  };
}
