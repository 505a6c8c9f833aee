/** Messages as no flow would write them: every block, every length, and everything that a person could type to be read as more than text. */
import fc from "fast-check";
import type { CaseId, FileId, PersonId } from "../../src/domain/ids.ts";
import type { Action, Block, Message, Part, Row, Translation } from "../../src/domain/message.ts";
import type { Instant } from "../../src/domain/time.ts";

/** What somebody may write so that a chat platform reads a mention, a link or a format in it. */
export const payloads = [
  "<!channel> come here",
  "<!here|everyone>",
  "<@U012ABCDEF> is to pay",
  "<!subteam^S012ABC|@lawyers>",
  "<#C012ABC|general>",
  "<https://evil.example/login|your bank>",
  "<!date^1392734382^{date_num}|never>",
  "@channel @here @everyone",
  "*bold* _it_ ~gone~ `code` > quote",
  "&lt;!channel&gt; &amp;",
  ":white_check_mark: Approved by Shirin",
  "[bank](https://evil.example) <at>Shirin</at> <b>x</b> https://evil.example www.evil.example",
] as const;

const long = fc.integer({ min: 1_000, max: 9_000 }).map((length) => "Poured too cold. ".repeat(length / 17));
const odd = fc.constantFrom("", " ", "\n", "خراب شد، ۳۸ از ۱۲۰", "\u202eesrever", "half \ud83d", "👩‍🏭 👀", "x".repeat(4_000));
/** What people write. */
export const written: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...payloads), weight: 4 },
  { arbitrary: fc.string({ maxLength: 60, unit: "grapheme" }), weight: 3 },
  { arbitrary: odd, weight: 1 },
  { arbitrary: long, weight: 1 },
);
/** What we write: it holds no payload, but nothing says how long it is. */
const ours = fc.oneof(
  { arbitrary: fc.constantFrom("Waiting for ", "Likely source: ", " · ", "by ", "به زودی "), weight: 6 },
  { arbitrary: long, weight: 1 },
);

const instants = fc
  .date({ min: new Date("2002-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString() as Instant);

const flat: fc.Arbitrary<Part> = fc.oneof(
  ours,
  written.map((text) => ({ kind: "quote" as const, text })),
  written.map((name) => ({ kind: "person" as const, id: "freja" as PersonId, name, firm: "customer" as const })),
  fc.record({
    kind: fc.constant("instant" as const),
    at: instants,
    show: fc.constantFrom("moment" as const, "date" as const, "time" as const),
  }),
  fc.integer({ min: -9_999_999, max: 999_999_999 }).map((minor) => ({ kind: "money" as const, money: { minor, currency: "EUR" } })),
);
const part: fc.Arbitrary<Part> = fc.oneof(
  { arbitrary: flat, weight: 6 },
  { arbitrary: fc.array(flat, { maxLength: 3 }).map((parts) => ({ kind: "strong" as const, parts })), weight: 1 },
);
const someParts: fc.Arbitrary<readonly Part[]> = fc.array(part, { maxLength: 5 });

/** A button without a form. */
const anyAction: fc.Arbitrary<Action> = fc.record({
  key: fc.constantFrom("action.take", "action.not-us", "action.sign:3", `action.${"x".repeat(300)}`),
  label: fc.oneof(fc.constantFrom("👀 I take it", "Not us…", "Pass on to…"), written),
  style: fc.constantFrom("primary" as const, "plain" as const, "careful" as const),
  press: fc.constant({ kind: "more" as const, case: "k3v9q2m7x1c4" as CaseId }),
  intro: fc.constant([]),
  fields: fc.constant([]),
});

const row: fc.Arbitrary<Row> = fc.record({ label: someParts, value: someParts, change: anyAction }, { requiredKeys: ["label", "value"] });

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  someParts.map((parts) => ({ kind: "heading" as const, parts })),
  fc.record({
    kind: fc.constant("text" as const),
    parts: someParts,
    tone: fc.constantFrom("plain" as const, "muted" as const, "waiting" as const),
  }),
  fc.array(someParts, { maxLength: 30 }).map((items) => ({ kind: "list" as const, items })),
  fc.array(row, { maxLength: 30 }).map((rows) => ({ kind: "facts" as const, rows })),
  fc.integer({ min: 1, max: 4 }).chain((columns) =>
    fc.record({
      kind: fc.constant("columns" as const),
      heads: fc.array(someParts, { minLength: columns, maxLength: columns }),
      rows: fc.array(
        fc.record({ label: someParts, cells: fc.array(someParts, { minLength: columns, maxLength: columns }), differs: fc.boolean() }),
        { maxLength: 12 },
      ),
    }),
  ),
  fc.record({ kind: fc.constant("picture" as const), file: fc.constantFrom("f1" as FileId, "f2" as FileId), alt: written }),
  fc.array(anyAction, { maxLength: 40 }).map((actions) => ({ kind: "actions" as const, actions })),
);

const translation = (language: string): fc.Arbitrary<Translation> =>
  fc.record({ blocks: fc.array(anyBlock, { maxLength: 12 }), footer: someParts, language: fc.constant(language) });

/** Any message at all. */
export const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    seen: fc.constant({ kind: "person" as const }),
    tone: fc.constantFrom("card" as const, "ask" as const, "notice" as const, "locked" as const),
    case: fc.constant(null),
    blocks: fc.array(anyBlock, { maxLength: 30 }),
    footer: someParts,
    language: fc.constant("en"),
    others: fc.option(fc.tuple(translation("da"), translation("fa")), { nil: null }),
  })
  .map(({ others, ...message }) => (others ? { ...message, translations: others } : message));

/** Every action of some blocks, in the order in which they stand. */
export const actionsOf = (blocks: readonly Block[]): Action[] =>
  blocks.flatMap((block) => {
    if (block.kind === "actions") return block.actions;
    return block.kind === "facts" ? block.rows.flatMap(({ change }) => change ?? []) : [];
  });
