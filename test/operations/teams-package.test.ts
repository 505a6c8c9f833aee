/** The Teams app's package as the operator gets it: a zip that others can open, or one line that says what to ask for. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../../src/domain/languages.ts";
import { teamsApp } from "../../src/operations/teams-app.ts";
import { run } from "../support/program.ts";
import { findProgram } from "../support/tools.ts";

const url = "https://parley.example";
const appId = "3f1d8a52-6c1e-4b8e-9a54-0a9d5d3e7c21";
const options = { appId, url, version: "1.0.0", privacy: url, terms: url, mentionsOnly: false };
const names = ["manifest.json", "color.png", "outline.png", "da.json", "fa.json"];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-teams-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of an archive, read from its end as its format says; nothing of ours writes or reads it here. */
function unzipped(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06"));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, sum, size, named, extra, comment, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
      archive.readUInt16LE(at + 30),
      archive.readUInt16LE(at + 32),
      archive.readUInt32LE(at + 42),
    ];
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(begin, begin + size);
    expect({ method, sum: crc32(content) }).toEqual({ method: 0, sum });
    files.set(archive.toString("utf8", at + 46, at + 46 + named), content);
    at += 46 + named + extra + comment;
  }
  expect(at).toBe(end);
  return files;
}

test("it is written where it was asked for, and what to do next is said", async () => {
  const out = join(folder, "app.zip");
  const { code, stdout, stderr } = await run("teams-package", { TEAMS_APP_ID: ` ${appId.toUpperCase()} ` }, "--url", url, "--out", out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`${out}: Parley 1.0.0 for ${url}, app ${appId}`);
  expect(stdout).toContain("Upload");
  expect(readFileSync(out).equals(teamsApp(options))).toBe(true);
});

test("what the options say stands in the manifest", async () => {
  const out = join(folder, "other.zip");
  const given = ["--app-id", appId, "--version", "1.2.10", "--privacy", `${url}/privacy`, "--terms=https://nordvik.example/terms"];
  const { code } = await run("teams-package", {}, "--url", `${url}/`, "--out", out, ...given, "--mentions-only");
  expect(code).toBe(0);
  const manifest = JSON.parse(String(unzipped(readFileSync(out)).get("manifest.json"))) as object;
  expect(manifest).toMatchObject({
    version: "1.2.10",
    developer: { websiteUrl: url, privacyUrl: `${url}/privacy`, termsOfUseUrl: "https://nordvik.example/terms" },
    authorization: { permissions: { resourceSpecific: [{ name: "ChannelMember.Read.Group" }] } },
  });
});

test("it holds the manifest, both icons and a file for each other language, all at its root", () => {
  const files = unzipped(teamsApp(options));
  expect([...files.keys()]).toEqual(names);
  const manifest = JSON.parse(String(files.get("manifest.json"))) as {
    icons: Record<string, string>;
    localizationInfo: { additionalLanguages: { file: string }[] };
  };
  const named = [...Object.values(manifest.icons), ...manifest.localizationInfo.additionalLanguages.map(({ file }) => file)];
  expect(named.sort()).toEqual(names.slice(1).sort());
  expect(names.slice(3)).toEqual(languages.slice(1).map((language) => `${language}.json`));
});

test("a program that is not ours opens it", (context) => {
  const unzip = findProgram(["unzip"]);
  const python = findProgram(["python3"]);
  if (!unzip && !python) return context.skip("neither unzip nor python3 was found");
  const file = join(folder, "opened.zip");
  const out = join(folder, "color.png");
  const read = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extract('color.png', sys.argv[2])";
  writeFileSync(file, teamsApp(options));
  if (unzip) execFileSync(unzip, ["-qq", file, "color.png", "-d", folder]);
  else if (python) execFileSync(python, ["-c", read, file, folder]);
  expect(readFileSync(out).equals(unzipped(teamsApp(options)).get("color.png")!)).toBe(true);
});

test("equal options give equal bytes, and other ones others", () => {
  expect(teamsApp(options).equals(teamsApp({ ...options }))).toBe(true);
  expect(teamsApp(options).equals(teamsApp({ ...options, version: "1.0.1" }))).toBe(false);
});

/** A PNG's size and its pixels (red, green, blue, alpha), for the one kind that we draw: eight bits a channel, not interlaced. */
function pixels(png: Buffer): { readonly width: number; readonly height: number; readonly rgba: readonly (readonly number[])[] } {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("ascii", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png[25] === 6 ? 4 : 3;
  expect([png[24], png[28], [2, 6].includes(png[25]!)]).toEqual([8, 0, true]);
  const row = width * channels;
  const raw = inflateSync(Buffer.concat(data));
  const bytes = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < row; x++) {
      const left = x < channels ? 0 : bytes[y * row + x - channels]!;
      const up = y === 0 ? 0 : bytes[(y - 1) * row + x]!;
      const corner = x < channels || y === 0 ? 0 : bytes[(y - 1) * row + x - channels]!;
      bytes[y * row + x] = raw[y * (row + 1) + 1 + x]! + foretold(raw[y * (row + 1)]!, left, up, corner);
    }
  }
  const rgba = Array.from({ length: width * height }, (_, i) => [...bytes.subarray(i * channels, (i + 1) * channels), 255].slice(0, 4));
  return { width, height, rgba };
}

/** What a PNG's filters take for a byte (https://www.w3.org/TR/png-3/#9Filter-types). */
function foretold(filter: number, left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((near) => Math.abs(guess - near)) as [number, number, number];
  return [0, left, up, (left + up) >> 1, a <= b && a <= c ? left : b <= c ? up : corner][filter]!;
}

describe("the icons are as Teams asks for them", () => {
  const files = unzipped(teamsApp(options));

  test("in colour 192 by 192, with nothing to be seen through", () => {
    const { width, height, rgba } = pixels(files.get("color.png")!);
    expect([width, height]).toEqual([192, 192]);
    expect(rgba.filter(([, , , alpha]) => alpha !== 255)).toEqual([]);
    expect([rgba[0], rgba.at(-1)]).toEqual(Array(2).fill([0x0b, 0x65, 0x5e, 255]));
    expect(rgba.filter((pixel) => String(pixel) === "255,255,255,255").length).toBeGreaterThan(1_000);
  });

  test("in outline 32 by 32, white alone and its ground transparent", () => {
    const { width, height, rgba } = pixels(files.get("outline.png")!);
    expect([width, height]).toEqual([32, 32]);
    expect(rgba.filter(([red, green, blue, alpha]) => alpha !== 0 && String([red, green, blue]) !== "255,255,255")).toEqual([]);
    expect(rgba.filter(([, , , alpha]) => alpha === 255).length).toBeGreaterThan(50);
    expect(rgba.filter(([, , , alpha]) => alpha === 0).length).toBeGreaterThan(500);
  });
});

const id = ["--app-id", appId];
const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [id, /^--url is missing/],
  [["--url"], /--url/],
  [["--url", "", ...id], /^--url is no https address/],
  [["--url", "parley.example", ...id], /^--url is no https address/],
  [["--url", "http://parley.example", ...id], /^--url is no https address/],
  [["--url", "http://localhost:3000", ...id], /^--url is no https address/],
  [["--url", `${url}/teams/messages`, ...id], /^--url is no https address/],
  [["--url", "https://user:word@parley.example", ...id], /^--url is no https address/],
  [["--url", url], /^TEAMS_APP_ID is missing/],
  [["--url", url, "--app-id", "parley"], /^The app's id is no GUID/],
  [["--url", url, "--app-id", `{${appId}}`], /^The app's id is no GUID/],
  [["--url", url, ...id, "--version", "1.0"], /^--version is not three numbers/],
  [["--url", url, ...id, "--version", "1.0.0-beta"], /^--version is not three numbers/],
  [["--url", url, ...id, "--version", "1.00.0"], /^--version is not three numbers/],
  [["--url", url, ...id, "--privacy", "parley.example/privacy"], /^--privacy is no https address/],
  [["--url", url, ...id, "--terms", "http://parley.example/terms"], /^--terms is no https address/],
  [["--url", url, ...id, "--out", "/dev/null/app.zip"], /^--out cannot be written \(ENOTDIR\)/],
  [["--urls", url], /--urls/],
  [[url, ...id], /https:\/\/parley\.example/],
];

test.for(wrong.map(([args, says]) => ({ args, says })))("$args is refused in one line with an example", async ({ args, says }) => {
  const out = join(folder, "refused.zip");
  const { code, stdout, stderr } = await run("teams-package", {}, "--out", out, ...args);
  expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
  expect(stderr).toMatch(says);
  expect(stderr).toContain("For example: ");
  expect(existsSync(out)).toBe(false);
});
