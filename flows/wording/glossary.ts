import type { Language } from "../../src/domain/languages.ts";
import type { Key } from "./index.ts";

/**
 * The words that stand for one thing each, in every language: `en` is the English word as a pattern, the others what a translation of a
 * sentence with that word must hold. `but`: sentences in which the English word means something else.
 *
 * Danish and Persian put words together and inflect them, so only the stem is given.
 */
export const glossary: readonly ({ readonly [L in Language]: string } & { readonly but?: readonly Key[] })[] = [
  { en: "cases?", da: "sag", fa: "پرونده", but: ["field.situation"] },
  { en: "causes?", da: "årsag", fa: "علت" },
  { en: "promises?", da: "løfte|lov", fa: "تعهد" },
  { en: "offers?", da: "tilb[uy]d", fa: "پیشنهاد", but: ["role.duty.value-option-counsellor"] },
  { en: "options?", da: "mulighed", fa: "گزینه" },
  { en: "solutions?", da: "løsning", fa: "راه‌حل" },
  { en: "evidence", da: "dokumentation", fa: "شواهد" },
  { en: "explanation", da: "forklaring", fa: "توضیح" },
  { en: "measures?", da: "tiltag|mål", fa: "اقدام|اندازه" },
  { en: "visits?", da: "besøg", fa: "بازدید" },
  { en: "firms?", da: "firma", fa: "شرکت" },
  { en: "customers?", da: "kunde", fa: "مشتری" },
  { en: "suppliers?", da: "leverandør", fa: "تأمین‌کننده" },
  { en: "discount", da: "rabat", fa: "تخفیف" },
  { en: "value", da: "værdi", fa: "ارزش" },
  { en: "survey", da: "spørgeskema", fa: "نظرسنجی" },
  { en: "approval", da: "godkend", fa: "تصویب" },
  { en: "approvers?", da: "underskriver", fa: "امضاکنند" },
  { en: "sign(?:ed|ing|ature)?", da: "underskr|skrive under", fa: "امضا", but: ["sign-in", "page.sign-out", "page.door-over"] },
  { en: "limit", da: "beløbsgrænse", fa: "سقف" },
  { en: "note", da: "note", fa: "یادداشت", but: ["solution.credit-note"] },
  { en: "costs?", da: "omkostning|kost", fa: "هزینه|صرفه", but: ["ask.help.body"] },
  { en: "report(?:s|ed)?", da: "meld|rapport", fa: "گزارش" },
  { en: "agreement", da: "aftale", fa: "توافق" },
  { en: "deadlines?", da: "frist", fa: "مهلت" },
  { en: "role cards?|roles?", da: "rolle|del", fa: "نقش|بخش" },
  { en: "stock", da: "lager", fa: "موجودی|انبار" },
  { en: "apolog(?:y|ise|ises)", da: "undskyld|beklag", fa: "پوزش" },
  { en: "compensation", da: "kompensation", fa: "جبران" },
  { en: "guarantee", da: "garanti", fa: "ضمانت" },
  { en: "contract", da: "kontrakt", fa: "قرارداد" },
  { en: "photos?|pictures?", da: "bille", fa: "عکس" },
  { en: "calendar", da: "kalender", fa: "تقویم" },
  { en: "batch", da: "batch", fa: "بچ" },
  { en: "rehears(?:al|e)", da: "prøv|øv", fa: "تمرین" },
  {
    en: "terms",
    da: "spilleregl",
    fa: "قرار",
    but: ["field.terms", "deal.changed.terms", "compare.terms", "agreement.terms", "set-up.field.terms"],
  },
  { en: "side room", da: "siderum", fa: "اتاق" },
];

/**
 * Words of blame, which no sentence has: of things, steps and times we speak, never of culprits. Danish *fejl* and English *failure* name
 * what happened to a thing and stay.
 */
export const blame: { readonly [L in Language]: RegExp } = {
  en: /\b(?:fault|faulty|guilty|guilt|blame|culprit|mistake|careless|negligen|at fault|to blame|wrongdoing)\b/i,
  da: /skyld(?!e[rs]?\b|es\b|ige\b|ner)(?<!undskyld)|uagtsom|sjusk|bebrejd|synder|fejltagelse|brøler/i,
  fa: /تقصیر|مقصر|گناه|سرزنش|کوتاهی|سهل‌?انگاری|خطاکار|متهم/,
};

/** The other way round: a word of ours that names one thing, and the English of every sentence in which it may stand. */
export const oneThing: readonly { readonly [L in Language]: string }[] = [
  { en: "promis|clock|keep|relate|terms|still right", da: "\\bløfte", fa: "(?<!م)تعهد" },
  { en: "cause|analysis", da: "\\bårsag", fa: "علت" },
  { en: "offer|countered|option|counter", da: "\\btilbud", fa: "پیشنهاد متقابل" },
  { en: "sign|limit|approver", da: "underskri", fa: "امضا" },
  { en: "evidence", da: "dokumentation", fa: "شواهد" },
  { en: "visit", da: "\\bbesøg", fa: "بازدید" },
  { en: "survey", da: "spørgeskema", fa: "نظرسنجی" },
  { en: "discount", da: "\\brabat", fa: "تخفیف" },
];
