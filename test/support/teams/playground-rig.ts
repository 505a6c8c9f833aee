/**
 * The program beside npm's Microsoft 365 Agents Playground, with nobody asked who they are: the playground's one person clicks in the
 * browser, and everybody else acts as its own "custom activity" would, on the cards that stand there. A recorder before the playground's
 * connector keeps what Parley posts, so that others can press it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../src/files.ts";
import { node } from "../../bench/child.ts";
import { start } from "../program.ts";
import { type Json, objectOf, textOf } from "../slack/json.ts";
import { freePort } from "../tools.ts";
import { actionNamed, cardsIn, dataOf, opensDialog } from "./cards.ts";

const tenant = "7e4a4700-0000-4000-8000-000000000001";
const bot = { id: "28:00000000-0000-0000-0000-000000000000", name: "Parley" };
/** The one channel that the playground has besides "General". */
const channel = "19:shared@thread.tacv2";

/** Who is there; the first is who sits at the playground. It has six people, all of one tenant, and finds them by their id alone: both ids are one. */
const people = ["Freja Holm", "Hanne Bak", "Lars Due", "Reza Karimi", "Shirin Azari", "Mads Krogh"].map((name, nth) => {
  const [givenName = "", surname = ""] = name.split(" ");
  const id = `05e12000-0000-4000-8000-00000000000${nth}`;
  const email = `${givenName.toLowerCase()}@firms.example`;
  return { id, aadObjectId: id, name, givenName, surname, email, userPrincipleName: email };
});
const settings = {
  version: "0.1.1",
  tenantId: tenant,
  bot,
  currentUser: people[0],
  users: people.slice(1),
  personalChat: { id: "a:personal-chat" },
  groupChat: { id: "19:group@thread.v2", name: "Group Chat" },
  team: {
    id: "19:team@thread.tacv2",
    name: "Nordvik quality",
    aadGroupId: "9c0b9000-0000-4000-8000-000000000031",
    channels: [{ id: channel, name: "sahand-nordvik" }],
  },
};

/** A message of Parley's as it stands now. */
type Posted = { readonly conversation: string; readonly id: string; readonly content: Json };

export type Playground = {
  /** Where a browser finds it. */
  readonly url: string;
  /** A code for a person of the case, as an operator makes one. */
  code(person: string): string;
  /** Somebody else writes in the channel, with a mention of Parley. */
  says(person: string, text: string): Promise<void>;
  /** Somebody else presses the newest button of this id or title, and fills in the dialog that it opens; resolves with the answer. */
  presses(person: string, name: string, filled?: Readonly<Record<string, string>>): Promise<Json>;
  stop(): Promise<void>;
};

/** Starts both. `cli`: the playground's cli.js. */
export async function playground(cli: string): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), "parley-playground-"));
  const [port, stops] = [await freePort(), [] as (() => Promise<void>)[]];
  const posted: Posted[] = [];
  const recorder = await recording(`http://localhost:${port}`, posted);
  const data = join(folder, "data");
  const program = await start({ PARLEY_DATA: data, TEAMS_INSECURE_DEV: "1", PARLEY_PLAYGROUND: "1" });
  writeFileSync(join(folder, ".m365agentsplayground.yml"), JSON.stringify(settings));
  const bots = `${program.url}/teams/messages`;
  const args = ["start", "-e", bots, "-c", "msteams", "-p", String(port), "--su", `${recorder.url}/_connector`, "--dt"];
  const env = { ...process.env, TEAMSAPPTESTER_BROWSER: "none" };
  const shown = node((stop) => stops.push(stop), [cli, ...args], { cwd: folder, env, stdio: "ignore" });
  const url = `http://localhost:${port}/`;
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (shown.process.exitCode !== null) throw new Error("the playground ended before it was ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  let count = 0;
  const acts = async (person: string, conversation: string, more: Json): Promise<Json> => {
    const { id, name } = people.find(({ email }) => email.startsWith(`${person}@`))!;
    const isChannel = conversation.startsWith("19:");
    const activity = {
      id: `f:${Date.now()}-${count++}`,
      timestamp: new Date().toISOString(),
      channelId: "msteams",
      serviceUrl: `${recorder.url}/_connector`,
      from: { id, aadObjectId: id, name },
      recipient: bot,
      conversation: { id: conversation, tenantId: tenant, conversationType: isChannel ? "channel" : "personal" },
      channelData: { tenant: { id: tenant }, ...(isChannel && { channel: { id: channel } }) },
      ...more,
    };
    const headers = { "content-type": "application/json" };
    const answer = await fetch(bots, { method: "POST", headers, body: JSON.stringify(activity) });
    if (answer.status !== 200) throw new Error(`${person} was answered with ${answer.status}`);
    return objectOf(JSON.parse((await answer.text()) || "{}"));
  };
  const on = (name: string): Posted => {
    const found = posted.findLast(({ content }) => holds(content, name));
    if (!found) throw new Error(`there is nothing to press that is called ${name}`);
    return found;
  };
  return {
    url,
    code: (person) =>
      execFileSync(process.execPath, [join(projectFolder, ".build/src/operations/teams-code.js"), "sahand-nordvik", person], {
        env: { PARLEY_DATA: data },
        encoding: "utf8",
      }).trim(),
    async says(person, text) {
      const mention = { type: "mention", text: "<at>Parley</at>", mentioned: bot };
      await acts(person, channel, { type: "message", text: `<at>Parley</at> ${text}`, textFormat: "plain", entities: [mention] });
    },
    async presses(person, name, filled = {}) {
      const { conversation, id, content } = on(name);
      const { action, card } = actionNamed(cardsIn(content), idOf(content, name));
      const invokes = (asked: string, value: Json) => acts(person, conversation, { type: "invoke", name: asked, value, replyToId: id });
      if (!opensDialog(action))
        return invokes("adaptiveCard/action", { action: { ...action, data: dataOf(card, action, {}) }, trigger: "manual" });
      const dialog = await invokes("task/fetch", { data: objectOf(action["data"]) });
      const [form] = cardsIn(dialog);
      const send = form && objectOf((form["actions"] as readonly unknown[] | undefined)?.[0]);
      return form && send ? invokes("task/submit", { data: dataOf(form, send, filled) }) : dialog;
    },
    async stop() {
      for (const stop of stops.reverse()) await stop();
      await program.end("SIGTERM");
      await recorder.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The button's whole id, which has a number of its own on each card. */
const idOf = (content: Json, name: string): string => new RegExp(`"id":"(v1:${name}:\\d+)"`).exec(JSON.stringify(content))?.[1] ?? name;
const holds = (content: Json, name: string): boolean => {
  try {
    return Boolean(actionNamed(cardsIn(content), idOf(content, name)));
  } catch {
    return false;
  }
};

/** Passes calls of the Bot Connector's on to the playground, and keeps each message as it stands. */
async function recording(to: string, posted: Posted[]) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { method = "GET", url = "" } = request;
    const answer = await fetch(to + url, { method, headers: { "content-type": "application/json" }, ...(body !== "" && { body }) });
    const text = await answer.text();
    const [, conversation, own] = /conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(decodeURIComponent(url)) ?? [];
    if (answer.ok && conversation && method !== "DELETE")
      posted.push({ conversation, id: own ?? textOf(objectOf(JSON.parse(text))["id"]), content: objectOf(JSON.parse(body)) });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
