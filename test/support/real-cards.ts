/** Real messages of one recovery, for pictures and golden files: the same ones every time, each firm's people reading one language. */
import { conversation } from "../../flows/conversation.ts";
import { documents } from "../../flows/documents.ts";
import { type Case, visibleTo } from "../../src/domain/case.ts";
import type { FileId } from "../../src/domain/ids.ts";
import type { Language } from "../../src/domain/languages.ts";
import type { Action, Block, Field, Message } from "../../src/domain/message.ts";
import type { Account } from "../../src/domain/people.ts";
import type { Words } from "../../src/domain/talk.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { drawCard, drawDigest, drawHeld, drawMore, drawNotice, drawTalk } from "../../src/engine/draw.ts";
import { must, onTable } from "./agreed.ts";
import { actionsOf } from "./any-message.ts";
import { eventsOf, seed, storyOf, tuesday, type World, who, world } from "./given.ts";

/** Settings in which everybody reads one language, and rooms speak these. */
const speaking = (account: Account, [main, ...others]: readonly [Language, ...Language[]]): Account => ({
  ...account,
  languages: [main, ...others],
  people: account.people.map((person) => ({ ...person, language: main })),
  firms: { supplier: { ...account.firms.supplier, language: main }, customer: { ...account.firms.customer, language: main } },
});

/** A message by its name: what it is, and in whose hands. */
export type Cards = Readonly<Record<string, Message>>;

/** A message for one person, made of blocks that the engine answers with. */
const privately = (blocks: readonly Block[], language: string, footer: Message["footer"]): Message => ({
  seen: { kind: "person" },
  tone: "notice",
  case: null,
  blocks,
  footer,
  language,
});

const ask = async (made: World, kind: string): Promise<Message> => {
  const held = await made.held();
  const all = [...held.shared.asked, ...held.supplier.asked, ...held.customer.asked];
  const found = all.find(({ key }) => key.split(":")[0] === kind);
  if (!found) throw new Error(`nobody is asked ${kind}: ${all.map(({ key }) => key).join(", ")}`);
  return drawCard(conversation, held, made.account(), made.now(), `@${found.to[0]}`, found.key, null)!;
};

const card = async (made: World): Promise<Message> =>
  drawCard(conversation, await made.held(), made.account(), made.now(), "shared", "case", null)!;

/** The newest news of a case that a room reads. */
const news = async (made: World): Promise<Message> => {
  const held = await made.held();
  for (const event of made.store.written.flatMap(eventsOf).reverse()) {
    const found = [0, 1, 2]
      .map((nth) => drawNotice(conversation, held, made.account(), event, nth))
      .find((one) => one?.seen.kind === "audience");
    if (found) return found;
  }
  throw new Error("there is no news");
};

/** One recovery from the report to a second offer, and what is read on its way. */
export async function realCards(languages: readonly [Language, ...Language[]]): Promise<Cards> {
  const made = await world(speaking(seed, languages));
  const [language] = languages;
  const say = conversation.say(language);
  const person = (id: string) => who(id, made.account());
  const only = conversation.frame.footer({ kind: "person" }, say, made.account());
  const sentence = "batch 4411 came in cracked this morning, 38 of 120, line 2 stops tomorrow noon";
  const heard = conversation.hear(
    { text: sentence, files: [], who: person("freja"), account: made.account(), now: tuesday, cases: [] },
    say,
  );
  await must(made, "freja", {
    type: "report",
    what: "Batch 4411 came in cracked",
    order: "Batch 4411",
    amount: "38 of 120",
    stops: "line",
    locus: "supplier",
    hurts: "Line 2 stands still",
  });
  const opened = await card(made);
  const acknowledge = await ask(made, "acknowledge");
  await must(made, "reza", { type: "acknowledge", locus: "supplier", apology: true });
  await made.pass(hourMs);
  const supplier = drawMore(conversation, await made.held(), made.account(), made.now(), person("reza"));
  await must(made, "reza", {
    type: "propose-cause",
    what: "Poured at 1,310 °C, 40 below the limit",
    whys: "The ladle waited\nNobody was told",
    locus: "supplier",
  });
  await must(made, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
  const found = await news(made);
  const rework = "Arash: rework 38 housings, by 2026-11-26T16:00+01:00\nJens: site access, by 2026-11-25T07:00+01:00";
  const offer = {
    terms: "Two engineers sort and rework at Nordvik, 40 good pieces by air",
    promises: rework,
    supplierCost: "6450.00 EUR",
  } as const;
  await must(made, "reza", { type: "propose-option", ...offer, discount: 10 });
  await must(made, "freja", (s) => ({
    type: "counter",
    option: s.negotiation.options[0]!.id,
    ...offer,
    discount: 12,
    why: "Line 2 stood still",
  }));
  const terms = await ask(made, "answer");
  await must(made, "reza", (s) => ({ type: "counter", revision: onTable(s).id, ...offer, discount: 11 }));
  const held = await made.held();
  const { answer: refused } = await made.ask("freja", { type: "acknowledge" });
  if (refused.ok) throw new Error("freja could acknowledge her own report");
  const comparison = documents.comparison(
    visibleTo("customer", held),
    await storyOf(made.store, held.id),
    1,
    2,
    person("freja"),
    made.account(),
  );
  await made.pass(dayMs);
  const now = await made.held();
  return {
    "case-card": opened,
    "ask-acknowledge": acknowledge,
    "notice-cause": found,
    "ask-answer": terms,
    "case-card-offer": await card(made),
    heard: privately(heard, language, only),
    refusal: privately(
      [
        { kind: "text", parts: refused.says, tone: "plain" },
        { kind: "actions", actions: refused.actions },
      ],
      language,
      only,
    ),
    comparison: privately(comparison ?? [], language, only),
    digest: drawDigest(conversation, [now], made.account(), made.now(), person("lars"), tuesday)!,
    more: drawMore(conversation, held, made.account(), tuesday, person("freja")),
    "more-supplier": supplier,
    ...carried(made, now),
  };
}

/** What stands in one room of what happens in the other: talk as it was said, changed and taken back; and that it takes nothing for a while. */
function carried(made: World, held: Case): Cards {
  const account = made.account();
  const by = who("freja", account).id;
  const draw = (changed: boolean, words: Words | null) => drawTalk(conversation, held, account, { by, changed, words })!;
  const text = "*38* of 120 <b>cracked</b>, all on the left flange.\nWho can come at 14:00?";
  return {
    talk: draw(false, {
      text,
      files: [
        { name: "flange left.jpg", picture: "f7h2k9d3m5q8" as FileId },
        { name: "crate.pdf", picture: null },
      ],
    }),
    "talk-changed": draw(true, { text: "ترک‌ها همه سمت چپ است", files: [] }),
    "talk-taken-back": draw(false, null),
    held: drawHeld(conversation, account, { tool: "teams", over: false }),
  };
}

/** The first action whose form has a field that this is true of; one of another form than these, if there is one. */
export function formWith(cards: Cards, holds: (field: Field) => boolean, but: ReadonlySet<string>): Action | undefined {
  const all = Object.values(cards)
    .flatMap(({ blocks }) => actionsOf(blocks))
    .filter(({ fields }) => fields.some(holds));
  return all.find(({ key }) => !but.has(key)) ?? all[0];
}
