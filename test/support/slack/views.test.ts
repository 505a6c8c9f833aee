import type { HomeView, ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { beforeEach, describe, expect, test } from "vitest";
import { clientOf, refusal } from "./client.ts";
import { addTrigger } from "./furnish.ts";
import { objectOf } from "./json.ts";
import { install } from "./oauth.ts";
import { type Slack, startSlack } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";
import { answerSubmission, closeView, homeOf, modalOf } from "./views.ts";
import type { View } from "./world.ts";

let slack: Slack;
let firms: TwoFirms;
let web: WebClient;

beforeEach(async () => {
  slack = await startSlack();
  firms = twoFirms(slack.world);
  web = clientOf(slack, firms.ours.token);
  return () => slack.close();
});

function form(title: string, more: Partial<ModalView> = {}): ModalView {
  return {
    type: "modal",
    title: { type: "plain_text", text: title },
    submit: { type: "plain_text", text: "Send" },
    blocks: [
      {
        type: "input",
        block_id: "what",
        label: { type: "plain_text", text: "What?" },
        element: { type: "plain_text_input", action_id: "what" },
      },
    ],
    ...more,
  };
}

const home: HomeView = { type: "home", blocks: [{ type: "divider" }] };
const trigger = (view: View | null = null) => addTrigger(slack.world, firms.ours, firms.freja, view).id;
const top = () => modalOf(slack.world, firms.freja.id);
const titles = () => slack.world.views.filter(({ open }) => open).map(({ sent }) => objectOf(sent["title"])["text"]);

async function opened(view = form("one")): Promise<View> {
  await web.views.open({ trigger_id: trigger(), view });
  return top()!;
}

describe("a trigger", () => {
  test("opens one modal, within three seconds", async () => {
    const [fresh, old, last] = [trigger(), trigger(), trigger()];
    const { view } = await web.views.open({ trigger_id: fresh, view: form("one") });
    expect(view).toMatchObject({
      team_id: firms.nordvik.id,
      app_installed_team_id: firms.sahand.id,
      bot_id: firms.ours.bot,
      state: { values: {} },
    });
    expect(await refusal(web.views.open({ trigger_id: fresh, view: form("again") }))).toBe("exchanged_trigger_id");
    slack.advance(3_000);
    expect(await refusal(web.views.open({ trigger_id: last, view: form("just") }))).toBe("");
    slack.advance(1);
    expect(await refusal(web.views.open({ trigger_id: old, view: form("late") }))).toBe("expired_trigger_id");
    expect(await refusal(web.views.open({ trigger_id: "guessed", view: form("x") }))).toBe("invalid_trigger_id");
    expect(titles()).toEqual(["one", "just"]);
  });

  test("is good for the app alone that it was given to", async () => {
    const other = install(slack.world, firms.nordvik);
    expect(await refusal(clientOf(slack, other.token).views.open({ trigger_id: trigger(), view: form("x") }))).toBe("invalid_trigger_id");
  });

  test("is not used up by a view that Slack refuses", async () => {
    const id = trigger();
    expect(await refusal(web.views.open({ trigger_id: id, view: form("x".repeat(25)) }))).toBe("invalid_arguments");
    expect(slack.violations.map(({ method, at }) => [method, at])).toEqual([["views.open", "/title/text"]]);
    expect(await refusal(web.views.open({ trigger_id: id, view: home as unknown as ModalView }))).toBe("invalid_arguments");
    expect(await refusal(web.views.open({ trigger_id: id, view: form("one") }))).toBe("");
  });
});

describe("a modal", () => {
  test("has at most two above it", async () => {
    const first = await opened();
    await web.views.push({ trigger_id: trigger(first), view: form("two") });
    const { view } = await web.views.push({ trigger_id: trigger(top()), view: form("three") });
    expect(view).toMatchObject({ root_view_id: first.id, previous_view_id: slack.world.views[1]!.id });
    expect(await refusal(web.views.push({ trigger_id: trigger(top()), view: form("four") }))).toBe("push_limit_reached");
    expect(await refusal(web.views.push({ trigger_id: trigger(), view: form("nowhere") }))).toBe("not_found");
  });

  test("is changed by who knows its newest hash, or does not say", async () => {
    const first = await opened();
    const hash = first.hash;
    const change = (more: object) => refusal(web.views.update({ view_id: first.id, view: form("changed"), ...more }));
    expect(await change({ hash })).toBe("");
    expect(await change({ hash })).toBe("hash_conflict");
    expect(await change({})).toBe("");
    expect(await change({ view_id: "V999" })).toBe("not_found");
    closeView(slack.world, first);
    expect(await change({})).toBe("not_found");
  });

  test("can be named by the app, as no other", async () => {
    await opened(form("one", { external_id: "case-1" }));
    expect(await refusal(web.views.open({ trigger_id: trigger(), view: form("two", { external_id: "case-1" }) }))).toBe(
      "duplicate_external_id",
    );
    expect(await refusal(web.views.update({ external_id: "case-1", view: form("changed") }))).toBe("");
    expect(titles()).toEqual(["changed"]);
  });

  test("that is too large is refused", async () => {
    const large = { type: "divider", block_id: "b" };
    const view = { ...form("one"), notes: "x".repeat(250_000), blocks: [large] } as unknown as ModalView;
    expect(await refusal(web.views.open({ trigger_id: trigger(), view }))).toBe("view_too_large");
  });

  test("is closed with all below it where it asks for that", async () => {
    const first = await opened();
    await web.views.push({ trigger_id: trigger(first), view: form("two", { clear_on_close: true }) });
    closeView(slack.world, top()!);
    expect(top()).toBeNull();
  });
});

describe("an answer to a submission", () => {
  const says = (view: View, answer: object) => answerSubmission(slack.world, view, JSON.stringify(answer));

  test("of nothing closes the modal and leaves what is below", async () => {
    const first = await opened();
    await web.views.push({ trigger_id: trigger(first), view: form("two") });
    expect(answerSubmission(slack.world, top()!, "")).toBe(first);
    expect(says(first, {})).toBeNull();
  });

  test("may replace the modal, put another on top, or close all", async () => {
    const first = await opened();
    expect(says(first, { response_action: "update", view: form("changed") })).toBe(first);
    const second = says(first, { response_action: "push", view: form("two") })!;
    expect(titles()).toEqual(["changed", "two"]);
    const third = says(second, { response_action: "push", view: form("three") })!;
    expect(() => says(third, { response_action: "push", view: form("four") })).toThrow("fourth");
    expect(says(third, { response_action: "clear" })).toBeNull();
  });

  test("notes stand beside inputs that are there", async () => {
    const first = await opened();
    expect(says(first, { response_action: "errors", errors: { what: "Say what happened" } })).toBe(first);
    expect(() => says(first, { response_action: "errors", errors: { other: "?" } })).toThrow("beside no input");
    expect(() => says(first, { response_action: "errors", errors: {} })).toThrow("beside no input");
  });

  test("that Slack cannot read shows", async () => {
    const first = await opened();
    expect(() => says(first, { response_action: "update", view: form("x".repeat(25)) })).toThrow("invalid_arguments");
    expect(() => says(first, { response_action: "dance" })).toThrow("dance");
    expect(() => answerSubmission(slack.world, first, "ok")).toThrow();
  });
});

test("a home is published for a person, and again where the hash is the newest", async () => {
  expect(homeOf(slack.world, firms.reza.id)).toBeNull();
  const { view } = await web.views.publish({ user_id: firms.reza.id, view: home });
  expect(homeOf(slack.world, firms.reza.id)).toMatchObject({ id: view!.id });
  expect(await refusal(web.views.publish({ user_id: firms.reza.id, view: home, hash: view!.hash! }))).toBe("");
  expect(await refusal(web.views.publish({ user_id: firms.reza.id, view: home, hash: view!.hash! }))).toBe("hash_conflict");
  expect(await refusal(web.views.publish({ user_id: "U999", view: home }))).toBe("user_not_found");
  expect(slack.world.views).toHaveLength(1);
});
