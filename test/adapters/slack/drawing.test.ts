/** Pictures that stay in another tool: Slack shows them from an address of ours, and where it cannot have them the message goes all the same. */
import { expect, test } from "vitest";
import { drawing } from "../../../adapters/slack/drawing.ts";
import type { Tables } from "../../../adapters/slack/tables.ts";
import type { FileId } from "../../../src/domain/ids.ts";
import type { Message } from "../../../src/domain/message.ts";
import { seed } from "../../support/given.ts";

const file = "f7h2k9d3m5q8" as FileId;
const message: Message = {
  seen: { kind: "audience", audience: "shared" },
  tone: "notice",
  case: null,
  blocks: [
    { kind: "heading", parts: ["A heading"] },
    { kind: "text", parts: ["An aside"], tone: "muted" },
    { kind: "picture", file, alt: "The flange" },
  ],
  footer: ["Both firms"],
  language: "en",
};
const tables = { files: async () => [], saveActions: async () => undefined } as unknown as Tables;
const address = "https://parley.example/picture/x";
const drawn = async (refused: number): Promise<string> => {
  const made = drawing(
    tables,
    (key) => key,
    async (_, files) => new Map(files.map((id) => [id, address])),
  );
  return JSON.stringify((await made.draw(seed, "shared", message, null, refused)).blocks);
};

test("stand at their address; refused, they are named in the whole message; refused again, it is shorter", async () => {
  expect(await drawn(0)).toContain(`"image_url":"${address}"`);
  const named = await drawn(1);
  expect(named).not.toContain("image_url");
  expect(named).toMatch(/An aside.*The flange/);
  const shorter = await drawn(2);
  expect(shorter).not.toMatch(/image_url|An aside/);
  expect(shorter).toContain("A heading");
});
