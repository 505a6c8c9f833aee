/** A deal as people write it: terms, one promise a line, costs; and read back into what can be agreed. */
import type { PromiseTo } from "../src/domain/case.ts";
import { type Deal, type Ending, type PromiseDraft, type Resource, resources } from "../src/domain/deal.ts";
import { inDigits } from "../src/domain/digits.ts";
import type { DealShape, DealWords } from "../src/domain/events/negotiation.ts";
import { type Args, type Context, type Rejection, reject } from "../src/domain/flow.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import { languageOf, languages } from "../src/domain/languages.ts";
import type { Part } from "../src/domain/message.ts";
import { type Money, readMoney, writeMoney } from "../src/domain/money.ts";
import { type Account, type CatalogueEntry, type Firm, firms, namedIn, type Person, peopleOf } from "../src/domain/people.ts";
import { dayMs, epochMs, type Instant, minuteMs, plus } from "../src/domain/time.ts";
import { moment } from "./parts.ts";
import { readWhen, writeDay, writeWhen } from "./reading/when.ts";
import { plain, wording } from "./wording/index.ts";

/** How many promises one agreement holds. */
export const maxPromises = 12;

/** What an offer's form holds. */
export type DealAsk = {
  readonly solution: string;
  readonly source: CatalogueEntry["source"];
  readonly temporary: boolean;
  readonly terms: string;
  readonly promises?: string | null | undefined;
  readonly ends?: Ending | null | undefined;
  readonly discount: number;
  readonly interim?: number | null | undefined;
  readonly supplierCost?: string | null | undefined;
  readonly customerCost?: string | null | undefined;
};

/** What a form is read against. */
export type Reading = Pick<Context, "who" | "account" | "now" | "newId"> & {
  readonly lead: { readonly [F in Firm]: Person["id"] };
  /** Promises that hold already: a line that says the same is that promise. */
  readonly standing: readonly PromiseTo[];
};

type ReadDeal = { readonly ok: true; readonly shape: DealShape; readonly words: DealWords } | Rejection;

/** Reads a form into a deal; the refusal names the line or field that could not be read. */
export function readDeal(ask: DealAsk, reading: Reading): ReadDeal {
  const { account, newId, standing } = reading;
  const lines = (ask.promises ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > 0);
  if (lines.length > maxPromises) return reject("too-many-promises", { most: maxPromises });
  const known = lines.map(() => newId() as PromiseId);
  const read: PromiseLine[] = [];
  for (const [i, line] of lines.entries()) {
    const one = readPromise(line, i, lines.length, reading);
    if ("ok" in one) return one;
    read.push(one);
  }
  const promises = promisesOf(read, known, standing);
  const circle = promises.find(({ id }) => needsItself(id, promises));
  if (circle) return reject("circular-needs", { line: quote(circle.what ?? "") });
  const cost = { supplier: noMoney(account), customer: noMoney(account) };
  for (const firm of firms) {
    const written = firm === "supplier" ? ask.supplierCost : ask.customerCost;
    if (!written) continue;
    const money = readMoney(written);
    if (!money) return reject("unreadable-amount", { text: quote(written), example: `10500 ${account.currency}` });
    if (money.currency !== account.currency) return reject("other-currency", { currency: money.currency, expected: account.currency });
    cost[firm] = money;
  }
  const shape = {
    kind: ask.solution,
    source: ask.source,
    temporary: ask.temporary || ask.solution === "temporary-fix",
    discount: Math.round(ask.discount * 100),
    ends: ask.ends ?? null,
    ...(typeof ask.interim === "number" && { interim: ask.interim }),
    cost,
    promises: promises.map(({ what: _, ...promise }) => promise),
  };
  return { ok: true, shape, words: { terms: ask.terms, promises: promises.map(({ what }) => what ?? "") } };
}

/** A promise as its line says it; `needs` are places in the list, from 0. */
type PromiseLine = Omit<PromiseDraft, "id" | "needs"> & {
  readonly needs: readonly number[];
  readonly standing: PromiseTo | null;
};

/** The promises of the lines. A line that holds already keeps its id, unless what it needs has changed: then it is promised anew. */
function promisesOf(read: readonly PromiseLine[], fresh: readonly PromiseId[], all: readonly PromiseTo[]): PromiseDraft[] {
  const same = read.map(({ standing }, i) => standing !== null && read.findIndex((one) => one.standing === standing) === i);
  const idOf = (i: number): PromiseId => (same[i] ? read[i]!.standing!.id : fresh[i]!);
  const asNeeded = (one: PromiseLine): boolean => {
    const before = one.standing!.needs.filter((id) => all.some((promise) => promise.id === id));
    const now = one.needs.map(idOf);
    return before.length === now.length && before.every((id) => now.includes(id));
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const [i, one] of read.entries()) {
      if (!same[i] || asNeeded(one)) continue;
      same[i] = false;
      changed = true;
    }
  }
  return read.map(({ standing, needs, ...line }, i) => ({
    ...line,
    id: idOf(i),
    due: same[i] ? standing!.due : line.due,
    needs: needs.map(idOf),
  }));
}

const quote = (text: string): Part => ({ kind: "quote", text });
const noMoney = (account: Account): Money => ({ minor: 0, currency: account.currency });

function needsItself(id: PromiseId, promises: readonly PromiseDraft[]): boolean {
  const seen = new Set<PromiseId>();
  const reach = (from: PromiseId): boolean =>
    (promises.find((promise) => promise.id === from)?.needs ?? []).some(
      (need) => need === id || (!seen.has(need) && seen.add(need) && reach(need)),
    );
  return reach(id);
}

/** The words between the parts of a promise line, by language; a line is read in any of them. */
const joints = {
  en: { by: ", by ", needs: ", needs ", and: " and " },
  da: { by: ", senest ", needs: ", efter ", and: " og " },
  fa: { by: "، تا ", needs: "، پس از ", and: " و " },
} as const;

const promiseLine =
  /^\s*(?:[\d۰-۹]+[.)]\s*)?([^:]{1,60}):\s*(.+)[,،]\s*(?:by|senest|تا)\s+(.+?)(?:[,،]\s*(?:needs|efter|پس از)\s+([\d۰-۹,،\s]+(?:(?:and|og|و)[\d۰-۹,،\s]+)*))?\s*\.?$/iu;

/** Words as they are compared: without what people type in different ways. */
const bare = (word: string): string => word.toLocaleLowerCase().replaceAll(/[\s\u200c-]+/g, "");
/** Shorter names that were written before, in each language: whoever is used to them goes on with them. */
const earlier: { readonly [R in Resource]?: readonly string[] } = {
  machines: ["machines", "maskiner", "ماشین‌آلات"],
  "test-equipment": ["test equipment", "testudstyr", "تجهیزات آزمون"],
  data: ["data", "داده"],
  profile: ["customer profile", "kundeprofil"],
  skill: ["skill", "erfaring", "مهارت"],
  readiness: ["help", "hjælp", "آمادگی کمک"],
  expectations: ["clear expectations", "klare forventninger", "انتظار روشن"],
  understanding: ["common understanding", "fælles forståelse", "درک مشترک"],
  sharing: ["openness", "åbenhed", "شفافیت"],
  contacts: ["contacts", "kontakter", "ارتباط‌ها"],
};
const resourceNamed: ReadonlyMap<string, Resource> = new Map(
  resources.flatMap((name) =>
    [...(earlier[name] ?? []), ...languages.map((language) => plain(wording(language)(`resource.${name}`)))].map(
      (label) => [bare(label), name] as const,
    ),
  ),
);

/** "two engineers for two days [skill]": what is promised, and what is put in; brackets around anything else are what people wrote. */
function readPledge(text: string): Pick<PromiseDraft, "what" | "pledge"> {
  const [, what = "", name = ""] = /^(.*\S)\s*\[([^[\]]{1,60})\]$/u.exec(text) ?? [];
  const pledge = resourceNamed.get(bare(name)) ?? null;
  return pledge === null ? { what: text, pledge } : { what, pledge };
}

const toMinutes = (at: Instant): number => Math.floor(epochMs(at) / minuteMs);

/** "Reza: rework 38 housings at Nordvik, by Thu 26 Nov 16:00, needs 4": who, what, by when, and which lines must be kept first. */
function readPromise(line: string, index: number, count: number, reading: Reading): PromiseLine | Rejection {
  const { who, account, lead, now, standing: all } = reading;
  const match = promiseLine.exec(line);
  const args: Args = { line: quote(line), example: `${account.firms.supplier.name}: 40 good pieces by air, by Thu 26 Nov 12:00` };
  if (!match) return reject("unreadable-promise", args);
  const owner = ownerNamed(match[1]!.trim(), account, lead);
  if (!owner) return reject("unknown-owner", { ...args, name: quote(match[1]!.trim()) });
  const due = readWhen(match[3]!.trim(), now, who.calendar.zone);
  if (!due) return reject("unreadable-date", { text: quote(match[3]!.trim()) });
  const { what, pledge } = readPledge(match[2]!.trim());
  const standing = all.find(
    (one) => one.owner === owner.id && one.what === what && one.pledge === pledge && toMinutes(one.due) === toMinutes(due),
  );
  if (due <= now && !standing) return reject("due-in-the-past", { ...args, at: moment(due) });
  const numbers = (inDigits(match[4] ?? "").match(/\d+/g) ?? []).map(Number);
  if (numbers.some((n) => n < 1 || n > count || n === index + 1)) return reject("unknown-need", args);
  const needs = [...new Set(numbers)].map((n) => n - 1);
  return { firm: owner.firm, owner: owner.id, what, due, needs, pledge, standing: standing ?? null };
}

/** Whoever is named at the beginning of a promise; a firm's name means its lead. */
function ownerNamed(name: string, account: Account, lead: { readonly [F in Firm]: Person["id"] }): Person | null {
  const found = namedIn(account, name);
  if (found !== "supplier" && found !== "customer") return found;
  return account.people.find(({ id }) => id === lead[found]) ?? peopleOf(account, found)[0] ?? null;
}

/** Writes the promises of a deal as lines that `readDeal` gives back unchanged. */
export function writePromises(promises: readonly PromiseDraft[], account: Account, zone: string, language = "en"): string {
  const { by, needs: after, and } = joints[languageOf(language)];
  const digits = new Intl.NumberFormat(languageOf(language));
  const say = wording(language);
  return promises
    .map(({ owner, firm, what, due, needs, pledge }) => {
      const name = account.people.find(({ id }) => id === owner)?.name ?? account.firms[firm].name;
      const numbers = needs.flatMap((need) => {
        const at = promises.findIndex(({ id }) => id === need);
        return at === -1 ? [] : [digits.format(at + 1)];
      });
      const brings = pledge === null ? "" : ` [${plain(say(`resource.${pledge}`))}]`;
      return `${name}: ${what ?? ""}${brings}${by}${writeWhen(due, zone, language)}${numbers.length > 0 ? `${after}${numbers.join(and)}` : ""}`;
    })
    .join("\n");
}

/** A catalogue entry's promise lines with "{in 2 days 16:00}" made a date from now, as the reader writes it. */
export function entryPromises(entry: CatalogueEntry, now: Instant, zone: string, language = "en"): string {
  return entry.promises
    .map((line) =>
      line.replaceAll(/\{in (\d+) days? (\d{2}:\d{2})\}/g, (_, days: string, clock: string) => {
        return `${writeDay(plus(now, Number(days) * dayMs), zone, language)} ${clock}`;
      }),
    )
    .join("\n");
}

/** What a deal's form holds when it is opened. */
export type DealForm = {
  readonly terms: string;
  readonly promises: string;
  readonly ends: Ending | null;
  readonly discount: number;
  readonly interim: number | null;
  readonly supplierCost: string;
  readonly customerCost: string;
};
export const emptyForm: DealForm = { terms: "", promises: "", ends: null, discount: 0, interim: null, supplierCost: "", customerCost: "" };

/** The form's values of a deal, for a counter that starts from it. */
export const dealValues = (deal: Deal, account: Account, zone: string, language: string): DealForm => ({
  terms: deal.terms ?? "",
  promises: writePromises(deal.promises, account, zone, language),
  ends: deal.ends,
  discount: deal.discount / 100,
  interim: deal.interim ?? null,
  supplierCost: deal.cost.supplier.minor === 0 ? "" : writeMoney(deal.cost.supplier),
  customerCost: deal.cost.customer.minor === 0 ? "" : writeMoney(deal.cost.customer),
});
