/** The Teams app's manifest and language files fit the published schemas, ask for little, and offer only words that are read. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { linkWords } from "../../../adapters/chat/linking.ts";
import { type AppWords, commandIds, manifest, permissions, translation } from "../../../adapters/teams/manifest.ts";
import { readWord } from "../../../flows/reading/words.ts";
import { plain, wording } from "../../../flows/wording/index.ts";
import { type Language, languages } from "../../../src/domain/languages.ts";

const text = (max: number) => z.string().min(1).max(max);
const many = <T extends z.ZodType>(of: T, max: number) =>
  z
    .array(of)
    .min(1)
    .max(max)
    .refine((list) => new Set(list.map((one) => JSON.stringify(one))).size === list.length, "something stands twice");
const guid = z.string().regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/);
const address = z
  .string()
  .max(2_048)
  .regex(/^https:\/\//);
const languageTag = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$/);
const file = z
  .string()
  .max(2_048)
  .regex(/^[\w-]+\.(json|png)$/);
const scopes = many(z.enum(["team", "personal", "groupChat"]), 3);

/** https://github.com/OfficeDev/microsoft-teams-app-schema at 5b8419a ("GA 1.25"), MicrosoftTeams.schema.json, as far as we use it. */
const schema = z.strictObject({
  $schema: z.literal("https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json"),
  manifestVersion: z.literal("1.25"),
  version: z
    .string()
    .max(256)
    .regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  localizationInfo: z.strictObject({
    defaultLanguageTag: languageTag,
    additionalLanguages: many(z.strictObject({ languageTag, file }), 100),
  }),
  developer: z.strictObject({ name: text(32), websiteUrl: address, privacyUrl: address, termsOfUseUrl: address }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4_000) }),
  icons: z.strictObject({ outline: file, color: file }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  bots: many(
    z.strictObject({
      botId: guid,
      scopes,
      supportsFiles: z.boolean(),
      commandLists: many(z.strictObject({ scopes, commands: many(z.strictObject({ title: text(128), description: text(4_000) }), 12) }), 3),
    }),
    1,
  ),
  composeExtensions: many(
    z.strictObject({
      botId: guid,
      commands: many(
        z.strictObject({
          id: text(64),
          type: z.enum(["query", "action"]),
          context: many(z.enum(["compose", "commandBox", "message"]), 3),
          title: text(32),
          description: text(128),
          fetchTask: z.boolean(),
        }),
        10,
      ),
    }),
    1,
  ),
  permissions: many(z.enum(["identity", "messageTeamMembers"]), 2),
  validDomains: many(
    z
      .string()
      .max(2_048)
      .regex(/^[\w.:-]+$/),
    16,
  ),
  defaultInstallScope: z.enum(["personal", "team", "groupChat", "meetings", "copilot"]),
  supportsChannelFeatures: z.literal("tier1"),
  webApplicationInfo: z.strictObject({ id: guid, resource: text(2_048) }),
  authorization: z.strictObject({
    permissions: z.strictObject({
      resourceSpecific: many(z.strictObject({ name: text(128), type: z.enum(["Application", "Delegated"]) }), 16),
    }),
  }),
});

const command = String.raw`bots\[0\]\.commandLists\[[0-2]\]\.commands\[(?:\d|1[01])\]`;
/** The same, MicrosoftTeams.Localization.schema.json: how long the text of a path may be. */
const mostOf: readonly (readonly [RegExp, number])[] = [
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4_000],
  [new RegExp(`^${command}\\.title$`), 128],
  [new RegExp(`^${command}\\.description$`), 4_000],
  [/^composeExtensions\[0\]\.commands\[\d\]\.title$/, 32],
  [/^composeExtensions\[0\]\.commands\[\d\]\.description$/, 128],
];

const wordsOf = (language: Language): AppWords => {
  const say = wording(language);
  return (key) => plain(say(key));
};
const appId = "3f1d8a52-6c1e-4b8e-9a54-0a9d5d3e7c21";
const url = "https://parley.example";
const options = { appId, url, version: "1.0.0", privacy: `${url}/privacy`, terms: `${url}/terms`, mentionsOnly: false };
const [first, ...others] = languages;
const made = manifest(options, wordsOf(first), first, others);

/** Whatever stands at a path such as `bots[0].scopes`. */
const atPath = (path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], made);

test.for([true, false])("it fits the schema, whether or not it hears only what names it: %o", (mentionsOnly) => {
  const written = JSON.parse(JSON.stringify(manifest({ ...options, mentionsOnly }, wordsOf(first), first, others))) as unknown;
  expect(schema.parse(written)).toEqual(written);
});

test("the app, its bot and its registration are one, and what Teams opens of ours lies on our own host", () => {
  expect([made.id, made.bots[0]?.botId, made.composeExtensions[0]?.botId, made.webApplicationInfo.id]).toEqual(Array(4).fill(appId));
  expect(made.validDomains).toEqual(["parley.example"]);
  const other = manifest({ ...options, url: "https://parley.example:8443" }, wordsOf(first), first, others);
  expect(other.validDomains).toEqual(["parley.example:8443"]);
  expect(made.developer).toMatchObject({ websiteUrl: url, privacyUrl: `${url}/privacy`, termsOfUseUrl: `${url}/terms` });
});

describe("what it may do", () => {
  const asked = ({ authorization }: ReturnType<typeof manifest>) => authorization.permissions.resourceSpecific;

  test("it asks for who is in a channel and what is said there, of one team, and nothing more", () => {
    expect(asked(made)).toEqual([
      { name: "ChannelMember.Read.Group", type: "Application" },
      { name: "ChannelMessage.Read.Group", type: "Application" },
    ]);
  });

  test("what is said there can be left out, and who is there cannot: side rooms are fenced by it", () => {
    const silent = manifest({ ...options, mentionsOnly: true }, wordsOf(first), first, others);
    expect(asked(silent)).toEqual([{ name: permissions.members, type: "Application" }]);
  });

  test("it reports out of a message's own menu, by a form that we fill", () => {
    expect(made.composeExtensions[0]?.commands).toMatchObject([
      { id: commandIds.reportMessage, type: "action", context: ["message"], fetchTask: true },
    ]);
  });
});

describe.each(languages.map((language) => ({ language })))("in $language", ({ language }) => {
  const file = translation(wordsOf(language));
  const { $schema, ...texts } = file;

  test("the language file fits its schema, of the manifest's own version", () => {
    expect($schema).toBe("https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json");
    const wrong = Object.entries(texts).filter(([path, said]) => {
      const most = mostOf.find(([pattern]) => pattern.test(path))?.[1];
      return most === undefined || said.length === 0 || said.length > most;
    });
    expect(wrong).toEqual([]);
  });

  test("every command is a word that is read, and only a channel can be linked", () => {
    const titles = (list: number) => made.bots[0]!.commandLists[list]!.commands.map((_, i) => commandTitle(list, i));
    const commandTitle = (list: number, i: number) => texts[`bots[0].commandLists[${list}].commands[${i}].title`] ?? "";
    const inChannel = ["report", "status", "help", "code", "invite", "link"];
    expect(titles(0).map(meaning)).toEqual(inChannel);
    expect(titles(1).map(meaning)).toEqual(inChannel.slice(0, -1));
    expect(made.bots[0]!.commandLists.map(({ scopes: where }) => where)).toEqual([["team"], ["groupChat", "personal"]]);
  });
});

/** What a word is taken for when somebody writes it, where it needs one with a code after it. */
const meaning = (title: string): string => {
  const linking = linkWords(title) ?? linkWords(`${title} ABCD-EFGH-JKMN-PQRS`);
  return linking?.word ?? readWord(title).word;
};

test("a language file says every text of the manifest and none that is not in it", () => {
  const english = translation(wordsOf(first));
  const paths = Object.keys(english).filter((path) => path !== "$schema");
  expect(paths.map((path) => [path, atPath(path)])).toEqual(paths.map((path) => [path, english[path]]));
  const offered = made.bots[0]!.commandLists.flatMap(({ commands }) => commands).length + made.composeExtensions[0]!.commands.length;
  expect(paths).toHaveLength(4 + 2 * offered);
  expect(others.map((language) => Object.keys(translation(wordsOf(language))))).toEqual(others.map(() => Object.keys(english)));
  expect(made.localizationInfo).toEqual({
    defaultLanguageTag: first,
    additionalLanguages: others.map((tag) => ({ languageTag: tag, file: `${tag}.json` })),
  });
});
