/**
 * `node .build/test/e2e/emulate.js`: installs the app and works through the Web API of a stand-in for Slack that is not ours, npm's
 * `emulate` (0.12.2, in Node 24, both fetched by npx): OAuth with scopes, a workspace's people and channels, messages, pins, files.
 *
 * It sends no events of its own and knows neither Slack Connect nor presses and forms: these are posted as Slack posts them. Prints one JSON
 * line a step; exit code 1 when one does not hold.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { botScopes } from "../../adapters/slack/manifest.ts";
import { startProgram } from "../scenarios/program.ts";
import { type Json, listOf, objectOf, textOf } from "../support/slack/json.ts";
import { textOfBlocks } from "../support/slack/read.ts";
import { sendEvent } from "../support/slack/send.ts";
import { freePort } from "../support/tools.ts";

const secret = "signing-secret-of-the-trial";
const client = { id: "1111.2222", secret: "client-secret-of-the-trial" };
let good = true;
function holds(step: string, is: boolean, more: Json = {}): void {
  good &&= is;
  console.log(JSON.stringify({ step, holds: is, ...more }));
}

const folder = await mkdtemp(join(tmpdir(), "parley-emulate-"));
const [theirs, ours] = [await freePort(), await freePort()];
const back = `http://localhost:${ours}/slack/oauth`;
const seed = {
  slack: {
    team: { name: "Sahand Casting", domain: "sahand" },
    strict_scopes: true,
    users: [
      { name: "reza", real_name: "Reza Karimi", email: "reza@sahand.example" },
      { name: "shirin", real_name: "Shirin Azari", email: "shirin@sahand.example" },
    ],
    channels: [{ name: "both-firms", topic: "Sahand and Nordvik" }],
    oauth_apps: [{ client_id: client.id, client_secret: client.secret, name: "Parley", bot_name: "parley", redirect_uris: [back] }],
    tokens: [
      {
        token: "xoxb-outside",
        user: "reza",
        scopes: ["channels:read", "channels:history", "im:read", "im:write", "im:history", "users:read", "team:read", "chat:write"],
      },
    ],
  },
};
await writeFile(join(folder, "seed.json"), JSON.stringify(seed));
const emulate: ChildProcess = spawn(
  "npx",
  [
    "-y",
    "-p",
    "node@24",
    "-p",
    "emulate@0.12.2",
    "-c",
    `emulate start --service slack --seed ${join(folder, "seed.json")} --port ${theirs}`,
  ],
  { cwd: folder, stdio: "ignore", detached: true },
);
const api = `http://localhost:${theirs}`;
for (let tries = 0; !(await fetch(api).catch(() => null)); tries++) {
  if (tries > 240) throw new Error("emulate did not start");
  await new Promise((resolve) => setTimeout(resolve, 500));
}

const program = await startProgram("7", {
  PORT: String(ours),
  SLACK_SIGNING_SECRET: secret,
  SLACK_CLIENT_ID: client.id,
  SLACK_CLIENT_SECRET: client.secret,
  SLACK_API_URL: `${api}/api/`,
  PARLEY_URL: `http://localhost:${ours}`,
  PARLEY_SECRET_KEY: "5a".repeat(32),
});
try {
  // Whoever installs goes to Slack's page, picks themselves there, and comes back with a code.
  const begun = await fetch(`${program.url()}/slack/install`, { redirect: "manual" });
  const asked = new URL(begun.headers.get("location")!);
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const page = await (await fetch(`${api}/oauth/v2/authorize${asked.search}`)).text();
  const people = [...page.matchAll(/name="user_id" value="([^"]+)"/g)].map(([, id]) => id!);
  const picked = new URLSearchParams({ ...Object.fromEntries(asked.searchParams), user_id: people[1]!, user_scope: "" });
  const sent = await fetch(`${api}/oauth/v2/authorize/callback`, { method: "POST", body: picked, redirect: "manual" });
  const returned = new URL(sent.headers.get("location")!);
  const done = await fetch(`${program.url()}${returned.pathname}${returned.search}`, { headers: { cookie } });
  holds("the app is installed by OAuth", done.ok && (await done.text()).includes("Parley is in your workspace"), { status: done.status });
  const again = await fetch(`${program.url()}${returned.pathname}${returned.search}`, { headers: { cookie } });
  holds("a state is used once", again.status === 400, { status: again.status });

  // What the workspace's own token shows of it, for looking from outside.
  const outside = async (method: string, args: Json = {}): Promise<Json> => {
    const body = new URLSearchParams(Object.entries(args).map(([key, value]): [string, string] => [key, String(value)]));
    const answer = await fetch(`${api}/api/${method}`, { method: "POST", headers: { authorization: "Bearer xoxb-outside" }, body });
    return objectOf(await answer.json());
  };
  const channels = listOf((await outside("conversations.list"))["channels"]).map(objectOf);
  const members = listOf((await outside("users.list"))["members"]).map(objectOf);
  const reza = members.find(({ name }) => name === "reza")!;
  const bot = members.find(({ is_bot, name }) => is_bot === true || name === "parley" || name === "Parley");
  const team = textOf(objectOf((await outside("team.info"))["team"])["id"]);
  holds("the workspace has people and a bot", Boolean(reza && bot && team), { members: members.length, bot: bot?.["id"] ?? null });

  // Reza comes in with an operator's code, as a direct message that Slack tells of.
  const code = (await program.run("slack-code", "sahand-nordvik", "reza")).output.trim();
  const direct = textOf(objectOf((await outside("conversations.open", { users: bot!["id"] }))["channel"])["id"]);
  let events = 0;
  const says = async (channel: string, text: string) => {
    events += 1;
    const event = {
      type: "message",
      channel,
      channel_type: channel === direct ? "im" : "channel",
      user: reza["id"],
      team,
      text,
      ts: `179551080${events}.000100`,
      event_ts: `179551080${events}.000100`,
    };
    const envelope = {
      type: "event_callback",
      token: "t",
      team_id: team,
      api_app_id: "A1",
      event_id: `Ev${events}`,
      event_time: 1,
      event,
      authorizations: [{ enterprise_id: null, team_id: team, user_id: bot!["id"], is_bot: true, is_enterprise_install: false }],
    };
    const answer = await sendEvent({ url: program.url(), secret, at: Date.now() }, envelope);
    for (let tries = 0; tries < 200; tries++) {
      const ready = (await (await fetch(`${program.url()}/readyz`)).json()) as Json;
      if (ready["inboxAgeMs"] === 0 && ready["outboxAgeMs"] === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return answer;
  };
  const taken = await says(direct, `code ${code}`);
  const told = async (): Promise<string> =>
    listOf((await outside("conversations.history", { channel: direct, limit: 50 }))["messages"])
      .map((one) => `${textOf(objectOf(one)["text"])}\n${textOfBlocks(listOf(objectOf(one)["blocks"]))}`)
      .join("\n");
  holds("a code lets somebody in, who is welcomed directly", taken.status === 200 && (await told()).includes("Welcome, Reza Karimi"), {
    status: taken.status,
  });

  const shared = textOf(channels.find(({ name }) => name === "both-firms")!["id"]);
  const linked = await says(shared, `<@${textOf(bot!["id"])}> link`);
  holds("somebody who is no administrator is told who could link a room", linked.status === 200, { status: linked.status });
  const posts = listOf((await outside("conversations.history", { channel: shared, limit: 50 }))["messages"]).length;
  holds("nothing is posted into a channel that is no room", posts === 0, { posts });
  const granted = [...botScopes].length;
  holds("only the scopes of the manifest are asked for", asked.searchParams.get("scope")!.split(",").length >= granted, {
    scopes: granted,
  });
} finally {
  await program.remove();
  if (emulate.pid) process.kill(-emulate.pid, "SIGKILL");
  await rm(folder, { recursive: true, force: true });
}
process.exit(good ? 0 : 1);
