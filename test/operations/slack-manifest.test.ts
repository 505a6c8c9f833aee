/** The Slack app's manifest as the operator gets it: JSON alone to paste, or one line that says what to ask for. */
import { expect, test } from "vitest";
import { manifest } from "../../adapters/slack/manifest.ts";
import { run } from "../support/program.ts";

const url = "https://parley.example";

test.for<[string[], object]>([
  [["--url", url], manifest(url, { socket: false, oneWorkspace: false })],
  [["--url", `${url}/`, "--socket"], manifest(url, { socket: true, oneWorkspace: false })],
  [["--socket"], manifest(null, { socket: true, oneWorkspace: false })],
  [[`--url=${url}`, "--one-workspace"], manifest(url, { socket: false, oneWorkspace: true })],
])("with %j it is printed as JSON and nothing else", async ([args, expected]) => {
  const { code, stdout, stderr } = await run("slack-manifest", {}, ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual(expected);
});

const wrong: readonly (readonly string[])[] = [
  [],
  ["--url"],
  ["--url", ""],
  ["--url", "parley.example"],
  ["--url", "http://parley.example"],
  ["--url", "http://localhost:3000"],
  ["--url", "https://parley.example/chat"],
  ["--url", "https://user:word@parley.example"],
  ["--socket", "--url", "http://parley.example"],
  ["--sockets"],
  [url],
];

test.for(wrong.map((args) => ({ args })))("$args is refused in one line with an example", async ({ args }) => {
  const { code, stdout, stderr } = await run("slack-manifest", {}, ...args);
  expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
  expect(stderr).toContain("For example: npm run --silent slack:manifest -- --url https://parley.example");
});
