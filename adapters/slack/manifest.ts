/** What the app is to Slack: its name, what it may do, what it hears and where. Pasted once, when the app is made. */

/** What the app cannot do without. In the order of Slack's page. */
export const botScopes = [
  "app_mentions:read",
  "channels:history",
  "groups:history",
  "im:history",
  "channels:read",
  "groups:read",
  "im:read",
  "im:write",
  "chat:write",
  "commands",
  "reactions:read",
  "reactions:write",
  "pins:write",
  "files:read",
  "users:read",
  "team:read",
] as const;

/** What whoever installs may leave out: a person's address, to tell who is who; a link to the board atop a channel; a visit as a file for one's calendar. */
export const optionalScopes = ["users:read.email", "bookmarks:write", "files:write"] as const;

/** What Slack tells us of: who speaks to us, who is in a room and whose it is, whether we are still there. */
const events = [
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "channel_archive",
  "channel_id_changed",
  "channel_rename",
  "channel_shared",
  "channel_unarchive",
  "channel_unshared",
  "file_shared",
  "group_archive",
  "group_rename",
  "group_unarchive",
  "member_joined_channel",
  "member_left_channel",
  "message.channels",
  "message.groups",
  "message.im",
  "reaction_added",
  "reaction_removed",
  "team_access_granted",
  "team_access_revoked",
  "tokens_revoked",
  "user_change",
] as const;

/** The ids by which Slack tells us which shortcut somebody chose. */
export const shortcutIds = { report: "report", reportMessage: "report-message" } as const;

/** How the app is reached and installed. */
export type ManifestOptions = {
  /** Slack speaks over a connection that we open, not to an address of ours. */
  readonly socket: boolean;
  /** Installed by hand in one workspace, with the bot token of the app's page: no OAuth, and a token that never ends. */
  readonly oneWorkspace: boolean;
};

const description = "Recover from a failure together: one case, both firms, promises that are kept.";
const longDescription =
  "Parley helps a supplier and its customer recover from a failure together, in the channel they already share. It keeps what is " +
  "marked: what happened, the cause that both firms stand by, what was agreed and promised, and by when. Each firm has a side room " +
  "that the other cannot see. Other talk is not stored.";

/**
 * The app's manifest (schema 2) for the public address `url`, an https address without a slash at its end; `null`: there is none.
 *
 * Without OAuth tokens do not rotate, because nobody would hear of the next one.
 * @see https://github.com/slackapi/manifest-schema
 */
export function manifest(url: string | null, { socket, oneWorkspace }: ManifestOptions) {
  const oauth = url !== null && !oneWorkspace;
  const at = (path: string): string | null => (url === null || socket ? null : `${url}/slack/${path}`);
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "Parley",
      description,
      long_description: longDescription,
      background_color: "#1f3a4d",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Parley", always_online: true },
      shortcuts: [
        {
          name: "Report a failure",
          type: "global",
          callback_id: shortcutIds.report,
          description: "Tell the other firm what went wrong",
        },
        {
          name: "Report this as a failure",
          type: "message",
          callback_id: shortcutIds.reportMessage,
          description: "Make a case of what this message says",
        },
      ],
      slash_commands: [
        {
          command: "/parley",
          ...written("url", at("commands")),
          description: "Report a failure, see what waits for you, ask for help",
          usage_hint: "[what went wrong | status | help]",
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(oauth && { redirect_urls: [`${url}/slack/oauth`] }),
      scopes: { bot: [...botScopes], bot_optional: [...optionalScopes] },
    },
    settings: {
      event_subscriptions: { ...written("request_url", at("events")), bot_events: [...events] },
      interactivity: {
        is_enabled: true,
        ...written("request_url", at("interactions")),
        ...written("message_menu_options_url", at("options")),
      },
      org_deploy_enabled: true,
      socket_mode_enabled: socket,
      token_rotation_enabled: oauth,
    },
  };
}

/** The field, or none where there is nothing to say. */
const written = <K extends string>(field: K, value: string | null) => (value === null ? {} : ({ [field]: value } as Record<K, string>));
