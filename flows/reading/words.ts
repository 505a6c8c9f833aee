/** The word with which somebody asks Parley for something, in any of our languages; what is none of them is read as a report. */
import { inDigits } from "../../src/domain/digits.ts";

export type Word =
  | { readonly word: "nothing" | "status" | "faces" | "language" | "help" | "none" | "unknown" }
  /** `rest`: what was written after it. */
  | { readonly word: "report" | "warn"; readonly rest: string }
  | { readonly word: "case"; readonly number: number }
  /** Something that a button does; `number`: in which case, where one was named. */
  | { readonly word: "act"; readonly act: Act; readonly number: number | null };

/** What can be asked for by a word, besides what is said to everybody. */
export type Act =
  | "evidence"
  | "cause"
  | "severity"
  | "visit"
  | "note"
  | "share"
  | "done"
  | "on-track"
  | "blocker"
  | "new-date"
  | "waiting"
  | "snooze"
  | "escalate"
  | "hand-over"
  | "help"
  | "settled"
  | "close"
  | "off-record"
  | "on-record"
  | "terms"
  | "preferences"
  | "order";

const numbered = String.raw`(?:\s+PAR-?\s?(\d{1,9}))`;
const act = (words: string, number: "?" | ""): RegExp => new RegExp(`^(?:${words})${numbered}${number}$`, "iu");
/** Words that do what a button does. Help alone asks what can be written. */
const acts: readonly (readonly [Act, RegExp])[] = [
  ["evidence", act("evidence|dokumentation|شواهد", "?")],
  ["cause", act("(?:the )?cause|årsag(?:en)?|علت", "?")],
  ["severity", act("severity|what it stops|alvor|hvad det standser|شدت|چه چیزی را متوقف می‌?\\s?کند", "?")],
  ["visit", act("(?:site )?visit|besøg|بازدید", "?")],
  ["note", act("note|notat|یادداشت", "?")],
  ["share", act("share|add to (?:the )?case|del|læg i sagen|tilføj til sagen|(?:افزودن|اضافه) به پرونده|در میان گذاشتن", "?")],
  ["done", act("done|færdig|udført|انجام شد", "?")],
  ["on-track", act("on track|på sporet|efter planen|طبق برنامه(?: است)?", "?")],
  ["blocker", act("blocker|blocked|something is in the way|forhindring|noget er i vejen|مانع|چیزی سر راه است", "?")],
  ["new-date", act("(?:a )?new date|(?:en )?ny dato|تاریخ (?:تازه|جدید|دیگر)", "?")],
  ["waiting", act("waiting|wait|venter|vent|انتظار|منتظر", "?")],
  ["snooze", act("snooze|remind me later|udsæt|mind mig om det senere|بعداً?\\s?یادآوری(?: شود| کن)?", "?")],
  ["escalate", act("escalate|eskal[eé]r|send op|به رده بالاتر|به ردهٔ بالاتر", "?")],
  ["hand-over", act("hand over|overdrag|واگذاری", "?")],
  ["settled", act("settled|put right|bragt i orden|درست شد", "?")],
  ["close", act("close(?: the case)?|luk(?: sagen)?|بستن(?: پرونده)?", "?")],
  ["off-record", act("off (?:the )?record|uden for referat|بدون ثبت", "?")],
  ["on-record", act("on (?:the )?record(?: again)?|med i referatet(?: igen)?|(?:دوباره )?با ثبت", "?")],
  ["preferences", act("preferences|what matters(?: to us)?|ønsker|(?:det )?betyder mest|ترجیح‌?\\s?ها|آنچه مهم است", "?")],
  ["terms", act("terms|spilleregler|قرارها", "?")],
  ["order", act("order|ordre|سفارش", "?")],
  ["help", act("help|hjælp|کمک", "")],
];

/** Words that something follows. */
const leading = [
  ["report", /^(?:report|meld|گزارش)(?!\p{L})[\s:,،]*/iu],
  ["warn", /^(?:warn(?:ing)?|risk|varsl|varsel|risiko|هشدار|ریسک)(?!\p{L})[\s:,،]*/iu],
] as const;

/** Words that are all there is. */
const alone = [
  ["help", /^(?:help|hjælp|کمک|راهنما|[?؟])$/iu],
  ["status", /^(?:status|cases|open cases|sager|åbne sager|وضعیت|پرونده‌?\s?ها|پرونده‌?\s?های باز)$/iu],
  [
    "faces",
    /^(?:who|who faces me|hvem|hvem står over for mig|hvem er min kontakt|(?:چه )?کسی|(?:چه کسی )?روبه‌?\s?روی من(?: کیست)?(?: است)?)$/iu,
  ],
  ["language", /^(?:languages?|sprog|زبان)(?: (?:english|dansk|danish|persian|farsi|فارسی|engelsk|انگلیسی|دانمارکی))?$/iu],
] as const;

const caseNumber = /^(?:(?:status|case|sag|وضعیت|پرونده)\s+)?PAR-?\s?(\d{1,9})$/iu;

/** How many words a sentence has at least: fewer are hardly a failure. */
const fewest = 3;

/** What was asked for. */
export function readWord(said: string): Word {
  const text = inDigits(said)
    .trim()
    .replace(/(?<=\S)[.!?؟]+$/u, "");
  if (text === "") return { word: "nothing" };
  const number = caseNumber.exec(text)?.[1];
  if (number !== undefined) return { word: "case", number: Number(number) };
  for (const [name, pattern] of acts) {
    const found = pattern.exec(text);
    if (found) return { word: "act", act: name, number: found[1] === undefined ? null : Number(found[1]) };
  }
  for (const [word, pattern] of alone) if (pattern.test(text)) return { word };
  for (const [word, pattern] of leading) {
    const found = pattern.exec(said.trim());
    if (found) return { word, rest: said.trim().slice(found[0].length) };
  }
  return { word: text.split(/\s+/).length < fewest ? "unknown" : "none" };
}
