/** The manifest fits Slack's published schema: every field is known, and no text is longer than it may be. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { botScopes, manifest, optionalScopes, shortcutIds } from "../../../adapters/slack/manifest.ts";

const address = z
  .string()
  .max(3_000)
  .regex(/^https:\/\/[^\s]+[^/]$/);
const text = (max: number, min = 1) => z.string().min(min).max(max);
const many = <T extends z.ZodType>(of: T, max: number, min = 0) =>
  z
    .array(of)
    .min(min)
    .max(max)
    .refine((list) => new Set(list.map((one) => JSON.stringify(one))).size === list.length, "something stands twice");
const scope = z
  .string()
  .max(50)
  .regex(/^[a-z_.]+(:[a-z_.]+)*$/);

/** https://github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json of 2026-07-21, as far as we use it. */
const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number().int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4_000, 175),
    background_color: z.string().regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    shortcuts: many(
      z.strictObject({ name: text(24), type: z.enum(["message", "global"]), callback_id: text(255), description: text(150) }),
      10,
      1,
    ),
    slash_commands: many(
      z.strictObject({
        command: z.string().min(2).max(32).regex(/^\//),
        url: address.optional(),
        description: text(2_000),
        usage_hint: text(1_000),
        should_escape: z.boolean(),
      }),
      50,
      1,
    ),
  }),
  oauth_config: z.strictObject({
    redirect_urls: many(address.max(2_500), 1_000, 1).optional(),
    scopes: z.strictObject({ bot: many(scope, 255, 1), bot_optional: many(scope, 255, 1) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address.optional(), bot_events: many(z.string().max(50), 100, 1) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: address.optional(),
      message_menu_options_url: address.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const url = "https://parley.example";
const ways = [true, false].flatMap((socket) =>
  [true, false].flatMap((oneWorkspace) => [url, null].map((at) => ({ at, socket, oneWorkspace }))),
);

test.for(ways)("it fits the schema for %o", ({ at, ...options }) => {
  const made = JSON.parse(JSON.stringify(manifest(at, options))) as unknown;
  expect(schema.parse(made)).toEqual(made);
});

describe("over HTTP with OAuth", () => {
  const made = manifest(url, { socket: false, oneWorkspace: false });

  test("Slack reaches each door of ours", () => {
    expect(made.settings.event_subscriptions).toMatchObject({ request_url: `${url}/slack/events` });
    expect(made.settings.interactivity).toMatchObject({
      request_url: `${url}/slack/interactions`,
      message_menu_options_url: `${url}/slack/options`,
    });
    expect(made.features.slash_commands).toMatchObject([{ command: "/parley", url: `${url}/slack/commands` }]);
    expect(made.oauth_config).toMatchObject({ redirect_urls: [`${url}/slack/oauth`] });
    expect(made.settings).toMatchObject({ socket_mode_enabled: false, token_rotation_enabled: true, org_deploy_enabled: true });
  });

  test("a failure can be reported from anywhere, and from a message", () => {
    expect(made.features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ["global", shortcutIds.report],
      ["message", shortcutIds.reportMessage],
    ]);
  });

  test("it asks for no more than we use, and what can be left out can be left out", () => {
    expect(made.oauth_config.scopes).toEqual({ bot: botScopes, bot_optional: optionalScopes });
    expect(botScopes.filter((one) => (optionalScopes as readonly string[]).includes(one))).toEqual([]);
  });

  /** https://docs.slack.dev/reference/events: what has to be granted before an event comes; others need nothing. */
  const needs: Readonly<Record<string, string>> = {
    app_mention: "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    reaction_added: "reactions:read",
    reaction_removed: "reactions:read",
    channel_archive: "channels:read",
    channel_rename: "channels:read",
    channel_unarchive: "channels:read",
    channel_id_changed: "channels:read",
    channel_shared: "channels:read",
    channel_unshared: "channels:read",
    member_joined_channel: "channels:read",
    member_left_channel: "channels:read",
    group_archive: "groups:read",
    group_rename: "groups:read",
    group_unarchive: "groups:read",
    user_change: "users:read",
    file_shared: "files:read",
  };

  test("every event that it hears of is granted", () => {
    const heard = made.settings.event_subscriptions.bot_events as readonly string[];
    const free = ["app_home_opened", "app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked"];
    expect([...heard].sort()).toEqual([...Object.keys(needs), ...free].sort());
    expect(Object.values(needs).filter((one) => !(botScopes as readonly string[]).includes(one))).toEqual([]);
  });
});

test("over a socket there is no door of ours, and without OAuth a token does not end", () => {
  expect(JSON.stringify(manifest(null, { socket: true, oneWorkspace: false }))).not.toMatch(/https?:/);
  expect(manifest(null, { socket: true, oneWorkspace: false }).settings).toMatchObject({
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  });
  expect(manifest(url, { socket: true, oneWorkspace: false }).oauth_config).toMatchObject({ redirect_urls: [`${url}/slack/oauth`] });
  const single = manifest(url, { socket: false, oneWorkspace: true });
  expect(single.settings).toMatchObject({ token_rotation_enabled: false, event_subscriptions: { request_url: `${url}/slack/events` } });
  expect(single.oauth_config).not.toHaveProperty("redirect_urls");
});
