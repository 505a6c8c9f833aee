/**
 * What the app is to Teams: its names, what it may do, where it can be added. Packed with its icons, and uploaded by each organisation in
 * whose teams it has a room.
 *
 * Manifest schema 1.25, the first that knows `supportsChannelFeatures`: without it an app cannot be added to a shared channel.
 * @see https://github.com/OfficeDev/microsoft-teams-app-schema at commit 5b8419a of 2026-01-23 ("GA 1.25")
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/build-apps-for-shared-private-channels
 */

const schema = "https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams";

/** The id by which Teams tells us that somebody reports out of a message's own menu. */
export const commandIds = { reportMessage: "report-message" } as const;

/** What can be written to the app, as Teams suggests it. In the order of its menu. */
const commands = ["report", "status", "help", "code", "invite", "link"] as const;
/** The two lists of them: only a channel can be made a room. */
const lists = [
  { scopes: ["team"], offered: commands },
  { scopes: ["groupChat", "personal"], offered: commands.filter((command) => command !== "link") },
] as const;

type Command = (typeof commands)[number];
export type AppWord =
  | `teams.app.${"short" | "about" | "report-this" | "report-this.what"}`
  | `teams.command.${Command}`
  | `teams.command.${Command}.what`;
/** The app's own words in one language. */
export type AppWords = (key: AppWord) => string;

/**
 * What the app asks of a team that it is added to, and of no other: who is in a channel, or nobody could say that a side room is one; and
 * all that is said in its channels. Without the second Teams passes on only what mentions the app.
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/graph-api/rsc/resource-specific-consent
 */
export const permissions = { members: "ChannelMember.Read.Group", talk: "ChannelMessage.Read.Group" } as const;

/** Whose app it is, and how it is reached. */
export type ManifestOptions = {
  /** The id of the registration in Microsoft Entra, a GUID: also the bot's, and the app's own. */
  readonly appId: string;
  /** The public address, an https address without a slash at its end. */
  readonly url: string;
  /** Of the package, "1.0.0": what is uploaded in place of an older one has to have a higher one. */
  readonly version: string;
  /** Pages of whoever runs it: how they treat what is personal, and under which terms. */
  readonly privacy: string;
  readonly terms: string;
  /** Hears only what mentions it. */
  readonly mentionsOnly: boolean;
};

/** The files of the package beside the manifest, by what they hold. */
export const files = { color: "color.png", outline: "outline.png", language: (tag: string) => `${tag}.json` } as const;

/** The app's manifest in the language of `say`; `others`: the tags of the languages that have a file beside it. */
export function manifest(options: ManifestOptions, say: AppWords, language: string, others: readonly string[]) {
  const { appId, url, version, privacy, terms, mentionsOnly } = options;
  const granted = mentionsOnly ? [permissions.members] : [permissions.members, permissions.talk];
  return {
    $schema: `${schema}.schema.json`,
    manifestVersion: "1.25",
    version,
    id: appId,
    localizationInfo: {
      defaultLanguageTag: language,
      additionalLanguages: others.map((languageTag) => ({ languageTag, file: files.language(languageTag) })),
    },
    developer: { name: "Parley", websiteUrl: url, privacyUrl: privacy, termsOfUseUrl: terms },
    name: { short: "Parley", full: "Parley" },
    description: describedBy(say),
    icons: { color: files.color, outline: files.outline },
    accentColor: "#0b655e",
    bots: [{ botId: appId, scopes: ["team", "groupChat", "personal"], supportsFiles: true, commandLists: commandLists(say) }],
    composeExtensions: [
      {
        botId: appId,
        commands: [{ id: commandIds.reportMessage, type: "action", context: ["message"], fetchTask: true, ...reportThis(say) }],
      },
    ],
    permissions: ["identity", "messageTeamMembers"],
    validDomains: [new URL(url).host],
    defaultInstallScope: "team",
    supportsChannelFeatures: "tier1",
    // Nobody signs in through it: Teams asks that `resource` be there, and never calls it.
    webApplicationInfo: { id: appId, resource: `api://botid-${appId}` },
    authorization: { permissions: { resourceSpecific: granted.map((name) => ({ name, type: "Application" })) } },
  };
}

/**
 * The language file: the manifest's texts in another language, each by its path.
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/resources/schema/localization-schema
 */
export function translation(say: AppWords): Readonly<Record<string, string>> {
  const commandTexts = commandLists(say).flatMap(({ commands: offered }, list) =>
    offered.flatMap((command, i) => at(`bots[0].commandLists[${list}].commands[${i}]`, command)),
  );
  return Object.fromEntries([
    ["$schema", `${schema}.Localization.schema.json`],
    ["name.short", "Parley"],
    ["name.full", "Parley"],
    ...at("description", describedBy(say)),
    ...commandTexts,
    ...at("composeExtensions[0].commands[0]", reportThis(say)),
  ]);
}

/** Texts by their paths. */
const at = (path: string, texts: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(texts).map(([name, text]) => [`${path}.${name}`, text]);

const describedBy = (say: AppWords) => ({ short: say("teams.app.short"), full: say("teams.app.about") });

const reportThis = (say: AppWords) => ({ title: say("teams.app.report-this"), description: say("teams.app.report-this.what") });

const commandLists = (say: AppWords) =>
  lists.map(({ scopes, offered }) => ({
    scopes,
    commands: offered.map((command) => ({
      title: say(`teams.command.${command}`),
      description: say(`teams.command.${command}.what`),
    })),
  }));
