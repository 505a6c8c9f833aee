/**
 * What follows "@parley": a failure in plain words, read and shown back piece by piece; or a word that asks for something. Nothing is
 * filed before it is confirmed, and no words are left without an answer.
 */

import type { CommandDraft } from "../src/domain/command.ts";
import type { Flow, Hear, Heard } from "../src/domain/flow.ts";
import { languageNames, languageOf, languages } from "../src/domain/languages.ts";
import type { Action, Block, Field, Part, Row } from "../src/domain/message.ts";
import { type Account, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { effects, stops } from "../src/domain/severity.ts";
import { numberText } from "../src/domain/written.ts";
import { actBlocks } from "./acts.ts";
import { amount, head } from "./case-card.ts";
import { alsoParts, when } from "./intake.ts";
import { button, caseButton, caseNumber, choices, facts, field, moreButton, named, quoted, row, speak, text } from "./parts.ts";
import { fixed, writeAround } from "./reading/around.ts";
import { type ReadReport, readReport } from "./reading/report.ts";
import { readWord } from "./reading/words.ts";
import { amountField, reportButton, reportFields, warnButton } from "./report-buttons.ts";
import { directoryLine } from "./standing/acquaint.ts";
import { muted } from "./standing/agreed.ts";
import { type Key, plain, type Speak } from "./wording/index.ts";

/** How many cases are listed. */
const most = 6;

/** The answer to what somebody wrote to Parley; the flows have the buttons that a word can ask for. */
export const hearing =
  (flows: readonly Flow[]): Hear =>
  (heard, say) => {
    const t = speak(say);
    const asked = readWord(heard.text);
    switch (asked.word) {
      case "nothing":
        return [text(t("heard.empty")), { kind: "actions", actions: reporting(heard.who, heard.account, t) }];
      case "report":
        return asked.rest === ""
          ? [text(t("heard.empty")), { kind: "actions", actions: [reportButton(t, heard.who.firm)] }]
          : shownBack(asked.rest, heard, t);
      case "warn":
        return heard.who.firm === "supplier"
          ? [text(t("heard.warn")), { kind: "actions", actions: [warnButton(t, heard.who.firm, heard.account, asked.rest)] }]
          : [text(t("heard.warn-customer")), { kind: "actions", actions: [warnButton(t, heard.who.firm, heard.account, asked.rest)] }];
      case "status":
        return openCases(heard, t);
      case "case":
        return oneCase(heard, asked.number, t);
      case "act": {
        const found = actBlocks(flows, asked.act, asked.number, heard, say);
        return found.length > 0 ? found : help(heard, t, "heard.not-now");
      }
      case "faces":
        return faces(heard, t);
      case "language":
        return [text(t("heard.language")), { kind: "actions", actions: languageButtons(t) }];
      case "help":
        return help(heard, t, "heard.help");
      case "none":
        return shownBack(heard.text, heard, t);
      case "unknown":
        return help(heard, t, "heard.unknown");
      default:
        return asked satisfies never;
    }
  };

/** What each firm can tell of: what failed, and early what has not happened yet. */
const reporting = ({ firm }: Person, account: Account, t: Speak): Action[] => [reportButton(t, firm), warnButton(t, firm, account)];

/** Of rehearsals and of what stands between the firms nobody asks for the status. */
const isOpen = ({ shared }: Heard["cases"][number]): boolean => shared.kind === "recovery" && shared.followUp.closed === null;

/** What can be written to Parley. */
const helps = ["report", "status", "case", "acts", "progress", "others", "ending", "standing", "faces", "language"] as const;

/** What can be written, and the buttons that make sense now: to report, and the cases that wait for this person. */
function help(heard: Heard, t: Speak, key: "heard.help" | "heard.unknown" | "heard.not-now"): Block[] {
  const mine = heard.cases.filter((one) => isOpen(one) && one.shared.asked.some(({ to }) => to.includes(heard.who.id)));
  return [
    text(t(key)),
    { kind: "list", items: helps.map((word) => t(`heard.say.${word}`)) },
    { kind: "actions", actions: [...reporting(heard.who, heard.account, t), ...mine.slice(0, 2).map((one) => caseButton(t, one))] },
  ];
}

const languageButtons = (t: Speak): Action[] =>
  languages.map((language) => ({
    key: `action.language:${language}`,
    label: languageNames[language],
    style: language === languageOf(t.language) ? "primary" : "plain",
    press: { kind: "language", language },
    intro: [],
    fields: [],
  }));

/** Every open case with whose ball it is, newest first. */
function openCases({ who, cases, account, now }: Heard, t: Speak): Block[] {
  const open = cases.filter(isOpen);
  if (open.length === 0) return [text(t("heard.no-cases")), { kind: "actions", actions: [reportButton(t, who.firm)] }];
  return [
    ...open.slice(0, most).flatMap((see): Block[] => [...head(see, t, account, now), { kind: "actions", actions: [caseButton(t, see)] }]),
    ...(open.length > most ? [text(t("digest.more", { count: open.length - most }), "muted")] : []),
  ];
}

/** A case by its number. A number that is not there and one that is not open to the reader get the same answer. */
function oneCase({ cases, account, now }: Heard, number: number, t: Speak): Block[] {
  const see = cases.find(({ shared }) => shared.kind !== "relationship" && shared.number === number);
  if (!see) return [text(t("reject.no-case"))];
  return [...head(see, t, account, now), { kind: "actions", actions: [moreButton(t, see)] }];
}

/** Who of the other firm faces the reader: by the directory, and in each open case. */
function faces({ who, account, cases }: Heard, t: Speak): Block[] {
  const other = otherFirm(who.firm);
  const counterpart = who.faces && personOf(account, who.faces);
  const leads = cases.filter(isOpen).slice(0, most);
  const lines: Block[] = [
    ...(counterpart ? [text(t("heard.faces", { who: named(account, counterpart.id, t), title: quoted(counterpart.title, t) }))] : []),
    ...(counterpart ? muted(directoryLine(account, counterpart.id, t)) : []),
    ...leads.map(({ shared }) =>
      text([`${caseNumber(shared.number)} · `, ...t("ask.faces", { who: named(account, shared.lead[other], t) })]),
    ),
  ];
  return lines.length > 0 ? lines : [text(t("heard.faces-nobody", { firm: account.firms[other].name }))];
}

/** The pieces that are read out of a sentence: each is one field of the report. */
type Piece = "order" | "amount" | "stops" | "also" | "felt" | "hurts" | "remedy" | "occurred" | "noticed";

/** What one press can answer; what is none of these is chosen in the form. */
const pressed = stops.filter((stop) => stop !== "other");

/** What was read, each piece with a pencil, and one press for each answer to the only question that is left. */
function shownBack(sentence: string, { files, now, who }: Heard, t: Speak): Block[] {
  const { zone } = who.calendar;
  const read = readReport(sentence, now, zone);
  const report = (but: readonly Piece[] = []) => ({ ...draftOf(read, but), ...(files.length > 0 && { files }) });
  const sure: Action[] = read.stops
    ? [button(t, "action.report-right", null, report(), { style: "primary" })]
    : pressed.map((stop) =>
        button(t, "action.report-as", null, { ...report(), stops: stop }, { variant: stop, args: { stops: plain(t(`stops.${stop}`)) } }),
      );
  const begun = { ...read, amount: amountText(read, t) };
  const draft = report(["order", "amount", "stops", "remedy"]);
  const change = button(t, "action.report-change", null, draft, {
    intro: t("form.report"),
    // What was read and has a pencil of its own is not asked once more.
    fields: reportFields(t, who.firm, begun).filter(({ kind, name }) =>
      kind === "files" ? files.length === 0 : name === "what" || !(name in draft),
    ),
    submit: "action.report-right",
  });
  return [
    { kind: "heading", parts: t("heard.title") },
    text([{ kind: "quote", text: read.what }]),
    ...facts(...piecesOf(read, zone, t).map((piece) => withPencil(piece, read, report([piece.name]), t))),
    ...(read.stops ? [] : [text(t("heard.stops"))]),
    { kind: "actions", actions: [...sure, change] },
  ];
}

type Shown = { readonly name: Piece; readonly label: Key; readonly value: Part | readonly Part[] | null; readonly field: Field };

/** One tap and one field corrects a piece; sending the field reports it, and what is still open is asked with it. */
function withPencil({ name, label, value, field: own }: Shown, read: ReadReport, command: CommandDraft, t: Speak): Row | null {
  const shown = row(t, label, value);
  if (!shown) return null;
  const fields = read.stops ? [own] : [own, stopsField(read, t)];
  const looks = { variant: name, args: { what: plain(t(label)) }, intro: t("form.correct"), fields };
  return { ...shown, change: button(t, "action.correct", null, command, { ...looks, submit: "action.report-right" }) };
}

function piecesOf(read: ReadReport, zone: string, t: Speak): Shown[] {
  const line = (name: "order" | "hurts" | "remedy", label: Key, ask: Key): Shown => {
    const value = read[name];
    const own = field.text(t, name, ask, { maxLength: mostOf[name], value: value?.slice(0, mostOf[name]) ?? "" });
    return { name, label, value: value && { kind: "quote", text: value }, field: own };
  };
  const time = (name: "felt" | "occurred" | "noticed", label: Key, ask: Key): Shown => {
    const around = read[name];
    const value = around && (around.span === "minute" ? around.at : writeAround(around, zone, t.language));
    return { name, label, value: around && when(around, t), field: { ...field.when(t, name, ask), value } };
  };
  return [
    line("order", "fact.order", "field.order"),
    { name: "amount", label: "fact.amount", value: amount(read, t), field: amountField(t, amountText(read, t)) },
    { name: "stops", label: "fact.stops", value: read.stops && t(`stops.${read.stops}`), field: stopsField(read, t) },
    {
      name: "also",
      label: "fact.also",
      value: alsoParts(read, t),
      field: { ...field.choices(t, "also", "field.also", choices(t, effects, "effect")), value: read.also },
    },
    time("felt", "fact.from", "field.from"),
    line("hurts", "fact.hurts", "field.hurts"),
    line("remedy", "fact.remedy", "field.remedy"),
    time("occurred", "fact.occurred", "field.occurred"),
    time("noticed", "fact.noticed", "field.noticed"),
  ];
}

const stopsField = ({ stops: value }: ReadReport, t: Speak): Field =>
  field.choice(t, "stops", "field.stops", choices(t, stops, "stops"), { required: true, ...(value && { value }) });

/** How many, as a field of the reader's language holds it. */
const amountText = ({ affected, total }: ReadReport, t: Speak): string =>
  affected === null ? "" : total === null ? numberText(affected, t.language) : plain(t("amount.typed", { affected, total }));

/** How long each of them may be. */
const mostOf = { order: 80, hurts: 200, remedy: 200 } as const;

/** What is filed as it was read, without some pieces; times in words that mean the same tomorrow. */
function draftOf(read: ReadReport, but: readonly Piece[]): CommandDraft {
  const { affected, total, occurred, noticed, felt } = read;
  const line = (name: keyof typeof mostOf) => (read[name] === null ? null : { [name]: read[name].slice(0, mostOf[name]) });
  const pieces: { readonly [P in Piece]: Readonly<Record<string, string | number | readonly string[] | null>> | null } = {
    order: line("order"),
    amount: affected === null ? null : { affected, total },
    stops: read.stops && { stops: read.stops },
    also: read.also.length === 0 ? null : { also: read.also },
    felt: felt && { felt: felt.at },
    hurts: line("hurts"),
    remedy: line("remedy"),
    occurred: occurred && { occurred: fixed(occurred) },
    noticed: noticed && { noticed: fixed(noticed) },
  };
  const kept = Object.entries(pieces).filter(([name]) => !but.includes(name as Piece));
  return Object.assign({ type: "report", what: read.what } as const, ...kept.map(([, piece]) => piece ?? {}));
}
