/** Pictures at addresses of our own: for whoever was shown one, and for nothing else than to be looked at. */
import { createSecretKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mostPictureBytes, pictureIn, readAtMost } from "../../../adapters/chat/pictures.ts";
import { pictureAddresses } from "../../../adapters/web/pictures.ts";
import type { Keys } from "../../../adapters/web/signed.ts";
import { tables } from "../../../adapters/web/tables.ts";
import type { FileId, PersonId } from "../../../src/domain/ids.ts";
import { dayMs } from "../../../src/domain/time.ts";
import { housing } from "../../e2e/photo.ts";
import { seed } from "../../support/given.ts";
import { elsewhere, linkKeys, type Site, site } from "../../support/web.ts";

const photo = new Uint8Array(housing("crack.png", 0.4).buffer);
const file = "f7h2k9d3m5q8" as FileId;
const page = "f7h2k9d3m5q9" as FileId;
let web: Site;
beforeAll(async () => {
  web = await site({ playground: false });
  const person = "freja" as PersonId;
  const kept = tables(web.database);
  await kept.saveFile({ id: file, relationship: seed.id, person, name: "crack.png", type: "image/png", bytes: photo });
  const bytes = new TextEncoder().encode("<svg onload=alert(1)>");
  await kept.saveFile({ id: page, relationship: seed.id, person, name: "page.png", type: "image/png", bytes });
});
afterAll(() => web.close());

const addresses = (nowMs = Date.now(), keys: Keys = linkKeys) => pictureAddresses({ url: "https://parley.example", keys }, () => nowMs);
const look = (address: string) => fetch(`${web.url}${new URL(address).pathname}`);

describe("an address", () => {
  test("shows the picture that it names, as a picture and nothing else, to whatever asks", async () => {
    const answer = await look(addresses().of(seed.id, file));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(photo)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
  });

  test("is the same for a month, and opens for two at least and four at most", async () => {
    const first = Math.ceil(Date.now() / (30 * dayMs)) * 30 * dayMs;
    const address = addresses(first).of(seed.id, file);
    expect(addresses(first + 29 * dayMs).of(seed.id, file)).toBe(address);
    expect(addresses(first + 30 * dayMs).of(seed.id, file)).not.toBe(address);
    const token = address.split("/").at(-1)!;
    expect(addresses(first + 60 * dayMs).read(token)).toEqual({ relationship: seed.id, file });
    expect(addresses(first + 120 * dayMs).read(token)).toBeNull();
  });

  test("that was changed, is another key's, or a sign-in's, shows nothing; one of an old key does", async () => {
    const own = addresses().of(seed.id, file);
    const [body = "", signed = ""] = own.split("/").at(-1)!.split(".");
    const said = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, string, number];
    const changed = [
      [elsewhere, said[1], said[2]],
      [said[0], page, said[2]],
      [said[0], said[1], said[2] + 1],
    ].map((one) => `/picture/${Buffer.from(JSON.stringify(one)).toString("base64url")}.${signed}`);
    const other = { current: createSecretKey(Buffer.alloc(32, 9)), old: null };
    const link = new URL(await web.links.address({ relationship: seed.id, person: "freja" as PersonId }, 60_000)).hash.slice(1);
    const wrong = [...changed, addresses(Date.now(), other).of(seed.id, file), `/picture/${link}`, "/picture/x", `/picture/${body}.`];
    for (const address of wrong) {
      const answer = await fetch(`${web.url}${address.replace("https://parley.example", "")}`);
      expect([address, answer.status, await answer.text()]).toEqual([address, 404, ""]);
    }
    expect(addresses(Date.now(), { current: other.current, old: linkKeys.current }).read(`${body}.${signed}`)).not.toBeNull();
  });

  test("of what is no picture, whatever it is called, or of nothing, shows nothing", async () => {
    for (const id of [page, "nothing00000" as FileId]) expect((await look(addresses().of(seed.id, id))).status).toBe(404);
    expect((await look(addresses().of(elsewhere, file))).status).toBe(404);
  });
});

test("what begins like a picture is one, and nothing else is", () => {
  const starting = (...bytes: number[]) => pictureIn(new Uint8Array([...bytes, ...new Array(20).fill(0)]))?.type ?? null;
  expect(starting(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)).toBe("image/png");
  expect(starting(0xff, 0xd8, 0xff)).toBe("image/jpeg");
  expect(starting(...new TextEncoder().encode("GIF89a"))).toBe("image/gif");
  expect(starting(...new TextEncoder().encode("RIFF0000WEBP"))).toBe("image/webp");
  for (const text of ["<svg xmlns=", "<!doctype html>", "%PDF-1.7", "RIFF0000WAVE", "", "\n\x89PNG"])
    expect([text, starting(...new TextEncoder().encode(text))]).toEqual([text, null]);
  const tooLarge = new Uint8Array(mostPictureBytes + 1);
  tooLarge.set([0xff, 0xd8, 0xff]);
  expect(pictureIn(tooLarge)).toBeNull();
});

test("what is too long is not read to its end", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(to) {
      sent += 1_000;
      to.enqueue(new Uint8Array(1_000));
    },
  });
  await expect(readAtMost(new Response(endless), 5_000)).rejects.toThrow(RangeError);
  expect(sent).toBeLessThan(20_000);
  expect(await readAtMost(new Response("short"), 5)).toEqual(Buffer.from("short"));
});
