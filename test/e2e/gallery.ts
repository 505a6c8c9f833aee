/**
 * `node .build/test/e2e/gallery.js FOLDER [LANGUAGES] [WIDTHS] [CONVERSATIONS]`: pictures of every card, notice, refusal and form that comes up
 * in random conversations of both firms, once each, in each language; on sheets of many. Wide is light, narrow is dark.
 *
 * The messages are drawn by the flows and shown by the real page, in the room of somebody who reads that language. Prints one JSON line a
 * language and width, and what sticks out or is not accessible.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Case } from "../../src/domain/case.ts";
import { standingId } from "../../src/domain/hash.ts";
import type { Language } from "../../src/domain/languages.ts";
import type { Action, Block, Message, Part } from "../../src/domain/message.ts";
import type { Account } from "../../src/domain/people.ts";
import { dayMs } from "../../src/domain/time.ts";
import { drawCard, drawDigest, drawMore, drawNotice } from "../../src/engine/draw.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { noKills, Play } from "../scenarios/play.ts";
import { scenarios } from "../scenarios/scenarios.ts";
import { launchOptions } from "../support/chromium.ts";
import { chooser } from "../support/fill.ts";
import { eventsOf, type World, world } from "../support/given.ts";
import { anything } from "../support/moves.ts";
import { asked, begin, pressed } from "../support/play.ts";
import { faults } from "./inspect.ts";

const [folder = "pictures", languageList = "en,da,fa", widthList = "1280,390", many = "60"] = process.argv.slice(2);
const languages = languageList.split(",") as Language[];
const widths = widthList.split(",").map(Number);

/** What is shown: a message in each language, drawn at one moment. */
type Shown = { readonly name: string; readonly in: ReadonlyMap<Language, Message> };
const shown = new Map<string, Shown>();
const forms = new Map<string, Shown>();
/** How many of a kind are kept that differ in their buttons. */
const variants = 2;

/** What people wrote in random conversations is told apart by its dagger; in a picture it reads as people write. */
const written: { readonly [L in Language]: readonly string[] } = {
  en: ["Poured at 1,310 °C, 40 below the limit", "Batch 4411 came in cracked", "Two engineers sort and rework at Nordvik"],
  da: ["Støbt ved 1.310 °C, 40 under grænsen", "Parti 4411 kom med revner", "To ingeniører sorterer og omarbejder hos Nordvik"],
  fa: ["در ۱٬۳۱۰ درجه ریخته شد، ۴۰ درجه زیر حد", "پارت ۴۴۱۱ ترک‌خورده رسید", "دو مهندس در محل نوردویک جدا و اصلاح می‌کنند"],
};

/** The same with plain words in place of what the random people wrote. */
function readable<T>(value: T, language: Language): T {
  let nth = 0;
  const text = (): string => written[language][nth++ % written[language].length]!;
  return JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "string" && one.includes("†") ? text() : one)));
}

const inLanguage = (account: Account, language: Language): Account => ({
  ...account,
  languages: [language],
  people: account.people.map((person) => ({ ...person, language })),
  firms: {
    supplier: { ...account.firms.supplier, language },
    customer: { ...account.firms.customer, language },
  },
});

const actionsOf = (blocks: readonly Block[]): readonly Action[] =>
  blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
const kindOf = (key: string): string => key.split(":")[0]!;

type Draw = (account: Account) => Message | null;

/** Keeps a message, once for each kind, and the forms behind its buttons. */
function keep(name: string, account: Account, draw: Draw): void {
  if (shown.has(`${name} ${variants}`)) return;
  const first = draw(inLanguage(account, "en"));
  if (!first) return;
  const all = () => new Map(languages.map((one) => [one, readable(draw(inLanguage(account, one))!, one)] as const));
  const buttons = actionsOf(first.blocks).map(({ key }) => kindOf(key));
  const like = `${name} ${[...new Set(buttons)].join(" ")}`;
  if (!shown.has(like)) {
    const nth = [...Array(variants).keys()].find((i) => !shown.has(`${name} ${i + 1}`))! + 1;
    const entry = { name: `${name} ${nth}`, in: all() };
    shown.set(`${name} ${nth}`, entry);
    shown.set(like, entry);
  }
  keepForms(first.blocks, all);
}

function keepForms(blocks: readonly Block[], all: () => ReadonlyMap<Language, Message>): void {
  for (const action of actionsOf(blocks)) {
    if (action.fields.length === 0) continue;
    const form = `${kindOf(action.key)} ${action.fields.map(({ name }) => name).join(" ")}`;
    if (!forms.has(form)) forms.set(form, { name: action.key, in: all() });
  }
}

/** Everything that somebody reads or may do at a moment. */
function collect(made: World, held: Case): void {
  const { conversation } = made.engine;
  const [account, now] = [made.account(), made.now()];
  const { shared, supplier, customer } = held;
  for (const { key, to } of [...shared.asked, ...supplier.asked, ...customer.asked])
    for (const id of to.slice(0, 1))
      keep(`ask ${kindOf(key)}`, account, (of) => drawCard(conversation, held, of, now, `@${id}`, key, null));
  for (const room of ["shared", "supplier", "customer"])
    keep(`card ${shared.kind} ${room} ${shared.negotiation.status}`, account, (of) =>
      drawCard(conversation, held, of, now, room, "case", null),
    );
  for (const { id } of account.people) {
    const draw: Draw = (of) => drawMore(conversation, held, of, now, of.people.find((one) => one.id === id)!);
    const all = () => new Map(languages.map((one) => [one, readable(draw(inLanguage(account, one))!, one)] as const));
    keepForms(draw(inLanguage(account, "en"))!.blocks, all);
  }
}

async function notices(made: World, from: number): Promise<void> {
  const { conversation } = made.engine;
  for (const turn of made.store.written.slice(from)) {
    const held = turn.after;
    for (const event of eventsOf(turn))
      for (let i = 0; i < 6; i++) keep(`notice ${event.type} ${i}`, made.account(), (of) => drawNotice(conversation, held, of, event, i));
  }
}

/** An answer to a command, as a message of its own; it is in the language of whoever asked, and in no other. */
function answered(code: string, says: readonly Part[], language: Language): Shown {
  const blocks: Block[] = [{ kind: "text", parts: says, tone: "plain" }];
  const message: Message = { seen: { kind: "person" }, tone: "notice", case: null, blocks, footer: [], language };
  return { name: code, in: new Map([[language, readable(message, language)]]) };
}

async function converse(): Promise<void> {
  for (const [nth, moves] of fc
    .sample(fc.array(anything, { minLength: 60, maxLength: 90 }), { numRuns: Number(many), seed: 11 })
    .entries()) {
    let seen = 0;
    const playing = await begin({
      start: nth,
      async look(made, held) {
        collect(made, held);
        await notices(made, seen);
        seen = made.store.written.length;
      },
    });
    for (const one of moves) await playing.move(one);
    const { made, steps } = playing.played();
    for (const { answer, ask, who } of steps) {
      const language = who.language as Language;
      const code = `${language}: ${answer.ok ? `done ${ask.type}` : `refused ${answer.code}`}`;
      if (!shown.has(code) && languages.includes(language)) shown.set(code, answered(code, answer.says, language));
    }
    const held = await playing.made.held(playing.id);
    for (const person of made.account().people)
      keep("digest", made.account(), (of) =>
        drawDigest(
          made.engine.conversation,
          [held],
          of,
          made.now(),
          of.people.find(({ id }) => id === person.id)!,
          made.store.written[0]!.at,
        ),
      );
  }
}

/** What two firms have to do with each other apart from any failure, over some years. */
async function relate(): Promise<void> {
  for (let nth = 0; nth < 12; nth++) {
    const made = await world();
    const { id } = made.account();
    await openRelationship(made.engine, id);
    let seen = 0;
    for (let step = 0; step < 80; step++) {
      const held = await made.held(standingId(id));
      collect(made, held);
      await notices(made, seen);
      seen = made.store.written.length;
      const choose = chooser(nth * 1_000 + step);
      const more = made.account().people.map((who) => ({
        who,
        actions: actionsOf(drawMore(made.engine.conversation, held, made.account(), made.now(), who).blocks),
      }));
      const found = choose([...asked(made, held), ...asked(made, held), ...more]);
      const action = found && found.actions.length > 0 ? choose(found.actions) : null;
      const ask = action && pressed(action, made, nth * 7_919 + step);
      if (found && ask && ask.type !== "report") await made.send(found.who.id, ask, { case: held.id });
      if (step % 5 === 4) await made.pass(30 * dayMs);
    }
  }
}

/** Shows messages in a room of the real page, in place of what stands there. */
async function showing(page: Page, url: string, messages: readonly Message[]): Promise<void> {
  await page.unroute("**/api/rooms/*/messages");
  await page.route("**/api/rooms/*/messages", (route) =>
    route.fulfill({
      json: {
        seq: 1,
        messages: messages.map(({ ask: _, ...message }, i) => ({
          id: `m${i}`,
          seq: i + 1,
          room: "shared",
          case: null,
          author: { kind: "parley" },
          at: "2026-11-24T09:10:00.000Z",
          edited: false,
          onlyYou: message.seen.kind === "person",
          text: null,
          files: [],
          message,
        })),
      },
    }),
  );
  await page.goto(url);
  await page.locator('[data-room="shared"]').click();
  if (messages.length > 0) await page.locator("#message-m0").waitFor();
}

type Picture = { readonly name: string; readonly data: string };

async function sheets(browser: Browser, name: string, pictures: readonly Picture[], width: number): Promise<void> {
  const [each, wide] = width < 600 ? [10, 400] : [8, 880];
  for (let from = 0; from < pictures.length; from += each) {
    const page = await browser.newPage({ viewport: { width: width < 600 ? 2_060 : 1_800, height: 1_000 } });
    const figures = pictures
      .slice(from, from + each)
      .map(({ name: title, data }) => `<figure><figcaption>${title}</figcaption><img src="data:image/png;base64,${data}"></figure>`);
    await page.setContent(
      `<style>body{column-width:${wide}px;column-gap:8px;margin:6px;font:12px sans-serif;background:#ccc}figure{margin:0 0 8px;break-inside:avoid}img{display:block;max-width:${wide}px;max-height:1500px;object-fit:cover;object-position:top}</style>${figures.join("")}`,
    );
    await page.screenshot({ path: join(folder, `${name}-${String(from / each).padStart(2, "0")}.png`), fullPage: true });
    await page.close();
  }
}

async function picture(browser: Browser, play: Play, language: Language, width: number): Promise<void> {
  const player = play.everybody()[0]!;
  await player.speak(language);
  const context = await browser.newContext({
    viewport: { width, height: 2_000 },
    colorScheme: width < 600 ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(play.url());
  await page.evaluate(`sessionStorage.setItem("parley-token", ${JSON.stringify(player.token())})`);
  const pictures: Picture[] = [];
  const wrong = new Set<string>();
  const shoot = async (name: string, selector: string): Promise<void> => {
    const data = await page.locator(selector).last().screenshot();
    pictures.push({ name, data: data.toString("base64") });
  };
  const cards = [...new Set(shown.values())].filter((one) => one.in.has(language));
  for (let from = 0; from < cards.length; from += 25) {
    const some = cards.slice(from, from + 25);
    await showing(
      page,
      play.url(),
      some.map((one) => one.in.get(language)!),
    );
    for (const [i, { name }] of some.entries()) await shoot(name, `#message-m${i}`);
    for (const fault of await faults(page)) wrong.add(fault);
  }
  for (const { name, in: all } of forms.values()) {
    const message = all.get(language)!;
    const action = actionsOf(message.blocks).find(({ key }) => key === name) ?? actionsOf(message.blocks)[0]!;
    await showing(page, play.url(), [{ ...message, blocks: [{ kind: "actions", actions: [action] }] }]);
    await page.locator(`#message-m0 [data-action="${action.key}"]`).click();
    await page.locator("dialog .form").waitFor();
    // What is seldom needed is looked at, too.
    const rare = page.locator("dialog .form details:not([open]) summary");
    for (let i = await rare.count(); i > 0; i--) await rare.first().click();
    await shoot(name, "dialog");
    for (const fault of await faults(page)) wrong.add(`${name}: ${fault}`);
  }
  await context.close();
  await sheets(browser, `${language}-${width}`, pictures, width);
  console.log(JSON.stringify({ language, width, cards: cards.length, forms: forms.size, wrong: wrong.size }));
  for (const fault of wrong) console.error(`  ${language} ${width}: ${fault}`);
}

mkdirSync(folder, { recursive: true });
await converse();
await relate();
writeFileSync(join(folder, "names.txt"), [...new Set([...shown.values(), ...forms.values()].map(({ name }) => name))].join("\n"));
const browser = await chromium.launch(launchOptions());
const play = await Play.begin(scenarios["A"]!.cast, noKills);
try {
  for (const language of languages) for (const width of widths) await picture(browser, play, language, width);
} finally {
  await play.abandon();
  await browser.close();
}
