import fc from "fast-check";
import { expect, test } from "vitest";
import { answeredBy, besideAnswers } from "../../flows/answering.ts";
import { conversation } from "../../flows/conversation.ts";
import { writeReport } from "../../flows/report.ts";
import { en } from "../../flows/wording/en/en.ts";
import { type Case, visibleTo } from "../../src/domain/case.ts";
import type { Conversation, Say, Slot } from "../../src/domain/flow.ts";
import type { Action, Block, Message, Part } from "../../src/domain/message.ts";
import { kindOf } from "../../src/domain/otherwise.ts";
import { audiences } from "../../src/domain/people.ts";
import { drawCard, drawMore, drawNotice, drawReminder } from "../../src/engine/draw.ts";
import { dagger } from "../support/fill.ts";
import { eventsOf, seed, tuesday, type World, who, world } from "../support/given.ts";
import { moves } from "../support/moves.ts";
import { play } from "../support/play.ts";
import { runs } from "../support/properties.ts";

/** The conversation, noting every sentence that it is asked for. */
function listened(): { readonly speaks: Conversation; readonly said: Set<string> } {
  const said = new Set<string>();
  const say = (language: string): Say => {
    const spoken = conversation.say(language);
    const noted = (...[key, args]: Parameters<Say>): Part[] => {
      said.add(key);
      return spoken(key, args);
    };
    return Object.assign(noted, { language: spoken.language });
  };
  return { speaks: { ...conversation, say }, said };
}

/** The words that are ours: everything in these parts but what people wrote. */
const ours = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    if (typeof part === "string") return [part];
    return part.kind === "strong" ? ours(part.parts) : [];
  });

function wordsOfAction({ label, intro, fields }: Action): string[] {
  const ofField = fields.flatMap((field) => [
    field.label,
    field.hint ?? "",
    ...(field.kind === "choice" || field.kind === "choices" ? field.options.map((option) => option.label) : []),
  ]);
  return [label, ...ours(intro), ...ofField];
}

function wordsOf(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return ours(block.parts);
    case "list":
      return block.items.flatMap(ours);
    case "facts":
      return block.rows.flatMap(({ label, value, change }) => [...ours(label), ...ours(value), ...(change ? wordsOfAction(change) : [])]);
    case "columns":
      return [...block.heads.flatMap(ours), ...block.rows.flatMap(({ label, cells }) => [...ours(label), ...cells.flatMap(ours)])];
    case "picture":
      return [block.alt];
    case "actions":
      return block.actions.flatMap(wordsOfAction);
    default:
      return block satisfies never;
  }
}

const readable = (words: readonly string[], where: string): void => {
  const text = words.join("\n");
  expect(text.includes(dagger), `${where}: what people wrote stands as if it were ours: ${text}`).toBe(false);
  expect(/[{}]|undefined|\[object|NaN/.test(text), `${where}: ${text}`).toBe(false);
};
const check = (message: Message | null, where: string): void => {
  if (!message) return;
  readable([...message.blocks.flatMap(wordsOf), ...ours(message.footer)], where);
  expect(message.blocks.flatMap(wordsOf).join("").trim(), `${where} says nothing`).not.toBe("");
};

/** Acts that every question has beside its own. */
const everywhere = ["answer-otherwise", "snooze", "need-until"];
const actsOf = (message: Message | null): readonly unknown[] =>
  (message?.blocks ?? []).flatMap((block) =>
    block.kind === "actions" ? block.actions.flatMap(({ press }) => (press.kind === "command" ? [press.command["type"]] : [])) : [],
  );

/** Draws everything that anybody could be shown of a case now. */
function drawAll(made: World, held: Case): void {
  const speaks = made.engine.conversation;
  const [account, now] = [made.account(), made.now()];
  for (const audience of audiences) check(drawCard(speaks, held, account, now, audience, "case", null), `card of ${audience}`);
  for (const audience of audiences) {
    for (const { key, to } of (audience === "shared" ? held.shared : held[audience]).asked) {
      for (const id of to) {
        const who = account.people.find((person) => person.id === id)!;
        const ask = drawCard(speaks, held, account, now, `@${id}`, key, null);
        check(ask, `${key} of ${id}`);
        for (const type of actsOf(ask)) {
          const known = [...(answeredBy[kindOf(key)] ?? []), ...besideAnswers, ...everywhere];
          expect(known, `a button of ${key} neither answers it nor stands beside its answers`).toContain(type);
        }
        for (const slot of ["-15m", "0", "+1d"] satisfies Slot[])
          check(drawReminder(speaks, held, account, now, who, key, slot), `reminder of ${key}`);
        for (const by of [null, "freja" as never]) {
          const colleague = account.people.find((person) => person.firm === who.firm && !to.includes(person.id))!;
          check(drawCard(speaks, held, account, now, `@${colleague.id}`, key, { ask: key, by, at: now }), `${key}, ended`);
        }
      }
    }
  }
  // Only what is asked about other asks may look at what is asked.
  for (const { asks } of speaks.flows)
    expect(asks?.({ ...held.shared, asked: [] }, account, now)).toEqual(asks?.(held.shared, account, now));
  const story = made.store.written
    .flatMap(eventsOf)
    .filter((event): event is Extract<typeof event, { audience: "shared" }> => event.audience === "shared");
  for (const person of account.people) {
    check(drawMore(speaks, held, account, now, person), `more of ${person.id}`);
    expect(writeReport(visibleTo(person.firm, held), person, account, story)).not.toMatch(/undefined|\[object|NaN/);
  }
}

test("everything that anybody is shown, at every step, has its words, and what people wrote is never among them", async () => {
  const { speaks, said } = listened();
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { turns, made, id, steps } = await play(list, { start, made: await world(seed, undefined, speaks), look: drawAll });
      const held = await made.held(id);
      for (const { turn } of turns) {
        for (const event of eventsOf(turn)) {
          for (const index of [0, 1]) check(drawNotice(speaks, held, made.account(), event, index), `news of ${event.type}`);
        }
      }
      for (const { answer, ask } of steps) {
        readable(ours(answer.says), `${ask.type}: ${answer.ok ? "done" : answer.code}`);
        if (!answer.ok) readable(answer.actions.flatMap(wordsOfAction), `${ask.type}: ${answer.code}, its buttons`);
      }
    }),
    { numRuns: runs(9) },
  );
  expect([...said].filter((key) => !(key in en))).toEqual([]);
  expect(said.size).toBeGreaterThan(150);
});

test("plain words are read back as a quote, with buttons that have words", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom("", "batch 4411 came in cracked, 38 of 120, line 2 stops"),
      (odd, plain) => {
        const sentence = `${plain} ${dagger}${odd}`;
        const blocks = conversation.hear(
          { text: sentence, files: [], who: who("freja"), account: seed, now: tuesday, cases: [] },
          conversation.say("en"),
        );
        readable(blocks.flatMap(wordsOf), "what was read");
      },
    ),
    { numRuns: runs(200) },
  );
});

test("every room says what it is", () => {
  for (const person of seed.people) {
    for (const room of ["person", "shared", person.firm] as const) {
      readable(conversation.welcome(room, person, conversation.say("en"), seed).flatMap(wordsOf), `welcome of ${room}`);
    }
  }
});
