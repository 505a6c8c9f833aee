/** What Slack carries back is a hint: rights are those of whoever acts, decided when it is. */
import { describe, expect, test } from "vitest";
import type { CaseId, RelationshipId } from "../../../src/domain/ids.ts";
import { optionsOf } from "../../support/slack/elements.ts";
import { appHomeOpened, messageEvent } from "../../support/slack/events.ts";
import { addMessage, addUser } from "../../support/slack/furnish.ts";
import type { Json } from "../../support/slack/json.ts";
import { buttonOf, forgedPress, onRig, privately, standing, told } from "../../support/slack/on-rig.ts";
import { press, submit } from "../../support/slack/payloads.ts";
import { buttonsOf, textOfBlocks } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { answerSubmission, homeOf, modalOf, viewShown } from "../../support/slack/views.ts";
import type { Message, User, View } from "../../support/slack/world.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const tooOld = "This button is too old for me to know what it meant.";
const unknown = "I do not know yet who you are here.";
const count = async (what: "cases" | "events") =>
  (await rig.database.query<{ n: number }>(`count-${what}`, `select count(*)::int as n from ${what}`))[0]!.n;
async function reported(): Promise<CaseId> {
  const id = await rig.report();
  await rig.pass();
  return id;
}
const card = (key = "action.more"): Message => standing(rig, rig.firms.shared, key);
async function forged(user: User, on: Message, value: string): Promise<void> {
  expect((await rig.interaction(forgedPress(rig, user, on, value) as Json)).status).toBe(200);
  await rig.settled();
}
/** Opens a form from a message; what stands in it. */
async function opened(user: User, on: Message, key: string): Promise<View> {
  await rig.presses(user, on, key);
  return modalOf(rig.world, user.id)!;
}
const sent = async (payload: Json) => {
  const answer = await rig.interaction(payload);
  await rig.settled();
  return JSON.parse(answer.body || "{}") as { response_action?: string; view?: Json; errors?: Json };
};
/** Something in every field that needs an answer. */
function required({ sent }: View, text = "x"): Record<string, string> {
  const inputs = (sent["blocks"] as Json[]).filter(({ type, optional }) => type === "input" && optional !== true);
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => {
      const [option] = optionsOf(element as Json);
      return [String(block_id), option ? String(option["value"]) : text];
    }),
  );
}
/** A form that somebody sends, with the view changed on its way. */
const tampered = (user: User, view: View, change: (view: Json) => Json): Json => {
  const payload = submit(rig.world, user, view, required(view));
  return { ...payload, view: change(payload["view"] as Json) };
};

describe("a button", () => {
  test("that stood with one person does nothing for another, of either firm", async () => {
    await reported();
    const { reza, freja } = rig.firms;
    const ask = privately(rig, reza).find(({ content }) => buttonsOf(content.blocks).some(({ key }) => key === "action.take-ours"))!;
    const { value } = buttonOf(ask, "action.take-ours");
    const before = await count("events");
    for (const user of [freja, await rig.person("arash")]) {
      await forged(user, ask, value);
      expect(told(rig, user)).toContain(tooOld);
    }
    expect(await count("events")).toBe(before);
    await forged(reza, ask, value);
    expect(await count("events")).toBeGreaterThan(before);
  });

  test("that stood in a firm's own room opens nothing for the other firm, though it was seen there", async () => {
    await reported();
    const { side, freja, reza } = rig.firms;
    const inside = standing(rig, side, "action.note");
    side.members.push(freja.id);
    await rig.presses(freja, inside, "action.note");
    expect(modalOf(rig.world, freja.id)).toBeNull();
    expect(told(rig, freja)).toContain(tooOld);
    await rig.presses(reza, inside, "action.note");
    expect(modalOf(rig.world, reza.id)).not.toBeNull();
  });

  test("of another relationship is answered to the byte like one that never was", async () => {
    await reported();
    const { freja } = rig.firms;
    const does = { kind: "action", action: {}, room: "shared" };
    await rig.tables.saveActions("alvand-mellat" as RelationshipId, [{ handle: "v1.another", does }]);
    const answers: unknown[] = [];
    for (const value of ["v1.another", "v1.never", "", "x".repeat(200)]) {
      rig.world.ephemerals.length = 0;
      await forged(freja, card(), value);
      expect(rig.world.ephemerals).toHaveLength(1);
      const [{ text, blocks }] = rig.world.ephemerals as never as [{ text: string; blocks: unknown }];
      answers.push(textOfBlocks(blocks as never) + text);
    }
    expect(new Set(answers).size).toBe(1);
  });

  test("pressed ten times at once, and again on another device, comes about once", async () => {
    const { world, firms } = rig;
    await rig.writes(firms.freja, firms.shared, "@parley batch 4411 came in cracked, 38 of 120");
    const before = await count("cases");
    const read = privately(rig, firms.freja).at(-1)!;
    const action = buttonOf(read, "action.report-as:nothing").actionId;
    const one = press(world, firms.freja, read, action);
    const others = [1, 2, 3].map(() => press(world, firms.freja, read, action));
    const answers = await Promise.all([...Array.from({ length: 7 }, () => one), ...others].map((body) => rig.interaction(body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await rig.settled();
    expect(await count("cases")).toBe(before + 1);
  });
});

describe("an account that is nobody here", () => {
  test.each(["a stranger", "a guest"])("%s gets one sentence from every surface, and nobody's name", async (kind) => {
    await reported();
    const { world, firms } = rig;
    const user = kind === "a guest" ? addUser(world, firms.sahand, "Guest", { is_restricted: true }) : firms.stranger;
    firms.shared.members.push(user.id);
    const [cases, events] = [await count("cases"), await count("events")];
    await rig.presses(user, card(), "action.more");
    await rig.presses(user, card(), "action.add-evidence");
    for (const words of ["status", "link", "invite", "batch 4411 came in cracked"])
      await rig.writes(user, firms.shared, `@parley ${words}`);
    const fields = { command: "/parley", user_id: user.id, team_id: user.team, channel_id: firms.shared.id };
    // Slack has a command only where the app is: an outsider has none.
    if (kind === "a guest")
      for (const [nth, text] of ["", "report", "status"].entries()) await rig.command({ ...fields, text, trigger_id: `1.${nth}` });
    if (kind === "a guest") await rig.event(appHomeOpened(world, user, rig.direct(user).id, null));
    await rig.settled();
    expect(modalOf(world, user.id)).toBeNull();
    const home = homeOf(world, user.id);
    const shown = [...privately(rig, user).map(({ content }) => content.blocks), ...(home ? [home.sent["blocks"]] : [])];
    expect(shown.length).toBeGreaterThanOrEqual(6);
    for (const blocks of shown) expect(textOfBlocks(blocks as never)).toContain(unknown);
    expect(JSON.stringify(shown)).not.toMatch(/Reza|Freja|Shirin|Hanne|Sahand|Nordvik|PAR-/);
    expect([await count("cases"), await count("events")]).toEqual([cases, events]);
  });

  test("a bot is nobody: not another app, not one with our own name, not ourselves under a key that we do not know", async () => {
    await reported();
    const { world, firms } = rig;
    const before = [await count("cases"), await count("events"), world.messages.length];
    const says = (bot: { id: string; app: string }, user: string) =>
      addMessage(world, {
        channel: firms.shared,
        thread_ts: null,
        user,
        team: firms.sahand.id,
        bot,
        content: {
          text: `<@${firms.bot.id}> batch 4411 came in cracked`,
          blocks: [],
          metadata: { event_type: "parley", event_payload: { key: "unknown" } },
        },
        files: [],
      });
    for (const [bot, user] of [
      [{ id: firms.ours.bot, app: firms.ours.app }, firms.bot.id],
      [{ id: "B0OTHER", app: "A0OTHER" }, firms.freja.id],
    ] as const) {
      const event = messageEvent(world, says(bot, user));
      await rig.event(event);
      await rig.event({ ...event, type: "app_mention" } as never);
    }
    await rig.settled();
    expect([await count("cases"), await count("events"), world.messages.length - 2]).toEqual(before);
    expect(world.ephemerals).toEqual([]);
  });
});

describe("a form", () => {
  test("sent with another's handle, a button's, one that never was or none closes, and nothing is changed", async () => {
    await reported();
    const { reza, freja } = rig.firms;
    const mine = await opened(freja, card(), "action.volunteer");
    const theirs = await opened(reza, card(), "action.volunteer");
    const handles = [theirs.sent["private_metadata"], buttonOf(card(), "action.more").value, "v1.never", "", "{}", '{"case":"1"}'];
    const before = await count("events");
    for (const private_metadata of handles)
      expect(await sent(tampered(freja, mine, (view) => ({ ...view, private_metadata })))).toEqual({ response_action: "clear" });
    expect(await count("events")).toBe(before);
    expect(told(rig, freja)).toContain(tooOld);
  });

  test("takes what its action asks for, whatever else was put into it", async () => {
    await reported();
    const { freja } = rig.firms;
    const form = await opened(freja, card(), "action.add-evidence");
    const [block] = (form.sent["blocks"] as Json[]).filter(({ type }) => type === "input");
    const filled = submit(rig.world, freja, form, { [String(block!["block_id"])]: "a photo of the crack" });
    const view = filled["view"] as Json;
    const values = (view["state"] as { values: Json }).values;
    const extra = {
      "v:case": { "v:case": { type: "plain_text_input", value: "other" } },
      "v:by": { "v:by": { value: "reza" } },
      __proto: {},
    };
    const payload = { ...filled, view: { ...view, callback_id: "v1:other", state: { values: { ...values, ...extra } }, id: "V0" } };
    expect(await sent(payload)).toEqual({ response_action: "clear" });
    const rows = await rig.database.query<{ event: string }>("events", "select * from events");
    expect(JSON.stringify(rows.at(-1))).toContain("freja");
    expect(JSON.stringify(rows)).not.toContain("v:by");
  });

  test("with an option that was never offered is refused beside its field or above, and nothing is made of it", async () => {
    await reported();
    const { freja } = rig.firms;
    await rig.writes(freja, rig.firms.shared, "@parley batch 4411 came in cracked, 38 of 120");
    const form = await opened(freja, privately(rig, freja).at(-1)!, "action.report-change");
    const payload = submit(rig.world, freja, form, required(form));
    const view = payload["view"] as { state: { values: Record<string, Record<string, Json>> } } & Json;
    let changed = 0;
    const values = Object.fromEntries(
      Object.entries(view.state.values).map(([block, held]) => [
        block,
        Object.fromEntries(
          Object.entries(held).map(([name, one]) => {
            if (!("selected_option" in one)) return [name, one];
            changed++;
            return [name, { ...one, selected_option: { value: "0.01 EUR", text: { type: "plain_text", text: "x" } } }];
          }),
        ),
      ]),
    );
    expect(changed).toBeGreaterThan(0);
    const before = await count("cases");
    const answer = await sent({ ...payload, view: { ...view, state: { values } } });
    expect(JSON.stringify(await rig.database.query("all-events", "select * from events"))).not.toContain("0.01 EUR");
    expect(["errors", "update"]).toContain(answer.response_action);
    expect(await count("cases")).toBe(before);
  });

  test("that is open while the case moves on is refused where it stands, and what was typed is kept", async () => {
    const id = await reported();
    const { reza, freja } = rig.firms;
    const ask = privately(rig, reza).find(({ content }) => buttonsOf(content.blocks).some(({ key }) => key === "action.not-us"))!;
    const form = await opened(reza, ask, "action.not-us");
    const texts = (form.sent["blocks"] as Json[]).filter(
      ({ type, element }) => type === "input" && (element as Json)["type"] === "plain_text_input",
    );
    expect(texts.length).toBeGreaterThan(0);
    const filled = { ...required(form), ...Object.fromEntries(texts.map(({ block_id }) => [String(block_id), "what I typed"])) };
    const payload = submit(rig.world, reza, form, filled);
    await rig.ask("reza", id, { type: "acknowledge", locus: "supplier" } as never);
    const before = await count("events");
    const answer = await sent(payload);
    expect(answer.response_action).toBe("update");
    expect(JSON.stringify(answer.view)).toContain("what I typed");
    expect(answerSubmission(rig.world, form, JSON.stringify(answer))).not.toBeNull();
    expect(String(viewShown(rig.world, form)["callback_id"])).not.toMatch(/^v1:form(:done)?$/);
    expect(await count("events")).toBe(before);
    expect(told(rig, freja)).not.toContain("what I typed");
  });
});
