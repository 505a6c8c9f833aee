import { describe, expect, test } from "vitest";
import { Player } from "../scenarios/player.ts";
import { startProgram } from "../scenarios/program.ts";
import { furnaceLog } from "./photo.ts";
import { openTap, type Received, type Tap } from "./tap.ts";

/** One message of a stream, as far as it must be known to see that the stream has caught up. */
type Streamed = { readonly room: string; readonly message: { readonly id: string; readonly seq: number; readonly onlyYou: boolean } };

/** The events of a stream's body, in their order; heartbeats, which come by the wall clock, are comments and all alike. */
function eventsOf(body: string): { readonly name: string; readonly data: string }[] {
  const parts = body.split("\n\n").slice(0, -1);
  const whole = parts.filter((part) => !part.startsWith(":"));
  expect(new Set(parts.filter((part) => part.startsWith(":"))).size).toBeLessThanOrEqual(1);
  const line = (event: string, name: string) => event.split("\n").find((text) => text.startsWith(`${name}: `)) ?? "";
  return whole.map((event) => ({ name: line(event, "event").slice(7), data: line(event, "data").slice(6) }));
}

const isStream = ({ path }: Received): boolean => path === "/api/stream";
const streamed = (tap: Tap): { readonly name: string; readonly data: string }[] =>
  tap.received.filter(isStream).flatMap(({ body }) => eventsOf(body().toString("utf8")));

/** What the customer's client was sent: every answer in its order, and the stream in the order of each room. */
function sent(tap: Tap): { readonly answers: readonly string[]; readonly stream: Readonly<Record<string, readonly string[]>> } {
  const answers = tap.received.map(({ method, path, status, headers, body }, i) => {
    const kept = headers.filter((_, at) => headers[at - (at % 2)]?.toLowerCase() !== "date");
    return [i, method, path, status, ...kept, isStream({ path } as Received) ? "" : body().toString("latin1")].join("\n");
  });
  const stream: Record<string, string[]> = {};
  for (const { name, data } of streamed(tap)) {
    const { room = "", message } = JSON.parse(data) as Partial<Streamed>;
    const place = `${name} ${room} ${message?.onlyYou ?? ""}`;
    stream[place] = [...(stream[place] ?? []), data];
  }
  return { answers, stream };
}

/** Plays the first steps of scenario A; with `aside` the supplier also talks, notes, attaches and is refused among itself. */
async function play(aside: boolean): Promise<ReturnType<typeof sent>> {
  const program = await startProgram("7");
  const tap = await openTap(program.url);
  const ending = new AbortController();
  try {
    const at = (base: string) => (path: string, init: RequestInit) => fetch(`${base}${path}`, init);
    const [freja, mads] = [new Player("freja", "customer", at(tap.url)), new Player("mads", "customer", at(tap.url))];
    const [reza, arash] = [new Player("reza", "supplier", at(program.url())), new Player("arash", "supplier", at(program.url()))];
    // Somebody who only ever speaks in the side room, so that what the others do has the same keys in both plays.
    const quiet = new Player("reza", "supplier", at(program.url()));
    for (const player of [freja, mads, reza, arash, quiet]) await player.room("shared");
    // What stood there before the stream began is not told by it.
    const stood = new Map((await freja.delivered()).map((one) => [one.id, one.seq]));
    const signed = await fetch(`${tap.url}/api/playground/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ person: "freja" }),
    });
    const { token } = (await signed.json()) as { token: string };
    const stream = await fetch(`${tap.url}/api/stream`, { headers: { authorization: `Bearer ${token}` }, signal: ending.signal });
    const drained = stream.text().catch(() => "");

    /** The customer's people look at everything that they may, and the stream has told it all. */
    const look = async () => {
      const seen = await freja.delivered();
      await mads.delivered();
      for (;;) {
        const told = streamed(tap)
          .filter(({ name }) => name === "message")
          .map(({ data }) => (JSON.parse(data) as Streamed).message);
        if (seen.every((one) => stood.get(one.id) === one.seq || told.some(({ id, seq }) => id === one.id && seq >= one.seq))) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    let id = "";
    const whisper = async (text: string) => {
      if (!aside) return;
      const file = await quiet.upload(`${text.slice(0, 6)}.png`, furnaceLog(text).buffer);
      await quiet.say("supplier", `${text}, between us`, [file]);
      if (id === "") return;
      const noted = await quiet.more(id, "action.note", { text: `${text}, noted` });
      expect(noted.ok).toBe(true);
      await quiet.forge(id, { type: "confirm-cause", cause: "nosuchcause1" });
      await quiet.report(id);
    };
    const step = async (work: () => Promise<{ readonly ok: boolean; readonly case?: string }>) => {
      await whisper("before it");
      const done = await work();
      expect(done.ok).toBe(true);
      id = done.case ?? id;
      await whisper("after it");
      await look();
    };

    await step(() => freja.say("shared", "@parley batch 4411 came in cracked, 38 of 120, line 2 stops tomorrow noon"));
    await step(() => freja.press("action.report-right"));
    await step(() => reza.press("action.take", { explanation: "The furnace was low", apology: true, locus: "supplier" }));
    await step(() => freja.press("action.still-right"));
    const log = await reza.upload("furnace.png", furnaceLog("furnace.png").buffer);
    await step(() => reza.more(id, "action.share", { what: "The log shows a low temperature", files: [log] }));
    await step(() =>
      reza.press("action.propose-cause", { what: "Poured too cold", whys: "The ladle waited", locus: "supplier", category: "process" }),
    );
    await step(() => freja.press("action.confirm-cause"));
    const offer = { promises: "Neda: 120 pieces by air, by Sat 28 Nov 2026 12:00", supplierCost: "9800.00 EUR", ends: "partly" };
    await step(() => reza.press("action.offer-ready:replace-by-air", { terms: "Replace 120 pieces", ...offer }));
    await step(() => reza.more(id, "action.offer-ready:rework-on-site", { terms: "Rework", ...offer }));
    await step(() => freja.press("action.counter-option:2", { terms: "Rework and 12 % off", discount: 12 }));
    await freja.clock({ forward: "PT5H" });
    await step(() => reza.press("action.accept"));
    await freja.report(id);
    // It was said, and their own people can read it: the silence on the other side means something.
    if (aside) expect(await arash.sees()).toContain("after it, noted");
    ending.abort();
    await drained;
    return sent(tap);
  } finally {
    ending.abort();
    await tap.close();
    await program.remove();
  }
}

describe("between the firms", () => {
  test("nothing that the supplier says, notes, attaches or tries among itself changes a byte of what the customer is sent", {
    timeout: 300_000,
  }, async () => {
    const calm = await play(false);
    const talked = await play(true);
    expect(calm.answers.length).toBeGreaterThan(60);
    expect(Object.keys(calm.stream).length).toBeGreaterThan(3);
    expect(talked.answers).toEqual(calm.answers);
    expect(talked.stream).toEqual(calm.stream);
  });
});
