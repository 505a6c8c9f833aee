/** What people write is shown and never obeyed: it calls nobody, and no link leads elsewhere than it says. */
import { describe, expect, test } from "vitest";
import { onRig, privately, standing } from "../../support/slack/on-rig.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { modalOf } from "../../support/slack/views.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const payloads = [
  "<!channel> now",
  "<!here|here> now",
  "<!everyone> now",
  "<@U0000000002> now",
  "<!subteam^S0000000001> now",
  "<#C0000000001|general> now",
  "<https://evil.example|https://bank.example> now",
  "[bank](https://evil.example) now",
  "<mailto:a@evil.example|boss> now",
  "<!date^1^{date}^https://evil.example|yesterday> now",
  "&lt;!channel&gt; &amp;lt;!here&amp;gt; now",
  "*bold* _slanted_ `code` @channel :tada: > quote now",
];

/** Signs in a text that Slack reads: everything that calls somebody or leads somewhere. */
const read = /<[@#]|<!(?!date\^\d+\^\{(?:day_divider_pretty|time|\})[^<>^]*\|[^<>]*>)|<https?:|<mailto:/;
const callers = new Set(["user", "usergroup", "broadcast", "channel", "link", "team"]);
/** Whatever in these blocks Slack would obey; plain text and the text of rich text are never read. */
function obeyed(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(obeyed);
  if (typeof value !== "object" || value === null) return [];
  const one = value as Record<string, unknown>;
  const own =
    callers.has(String(one["type"])) || (one["type"] === "mrkdwn" && read.test(String(one["text"]))) || one["type"] === "markdown"
      ? [JSON.stringify(one)]
      : [];
  return [...own, ...Object.values(one).flatMap(obeyed)];
}

describe("what somebody wrote", () => {
  test("calls nobody and leads nowhere on a card, in passing, in a window and in direct messages", async () => {
    const { world, firms, slack } = rig;
    const { freja, reza, shared } = firms;
    const written = [0, 3, 6, 9].map((from) => payloads.slice(from, from + 3).join(" "));
    for (const payload of written) {
      await rig.writes(freja, shared, `@parley batch 4411 cracked ${payload}`);
      await rig.report(`Cracked ${payload}`);
      await rig.pass();
      for (const user of [freja, reza]) await rig.presses(user, standing(rig, shared, "action.more"), "action.more");
    }
    await rig.waitsEnd();
    await rig.pass();
    const windows = world.views.map(({ sent }) => sent);
    const posted = [...world.messages.filter(({ bot }) => bot !== null).flatMap(({ shown }) => shown), ...world.ephemerals];
    expect(windows.length).toBeGreaterThanOrEqual(2 * written.length);
    expect(privately(rig, reza).length).toBeGreaterThanOrEqual(written.length);
    expect(obeyed([windows, posted.map(({ blocks }) => blocks)])).toEqual([]);
    expect(posted.map(({ text }) => text).filter((text) => read.test(text) || /@(?:channel|here|everyone)/.test(text))).toEqual([]);
    for (const { args } of slack.taken("chat.postMessage"))
      expect([args["unfurl_links"], args["unfurl_media"], args["parse"], args["link_names"]].map(String)).toEqual([
        "false",
        "false",
        "none",
        "false",
      ]);
    for (const { args } of [...slack.taken("chat.update"), ...slack.taken("chat.postEphemeral")])
      expect([String(args["parse"]), String(args["link_names"])]).toEqual(["none", "false"]);
    expect(modalOf(world, reza.id)).not.toBeNull();
  }, 120_000);
});
