/** Files that come and go through Slack: it keeps them, we keep which they are. */
import type { Ask } from "../../src/domain/command.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Action, Field } from "../../src/domain/message.ts";
import type { Beside } from "../../src/domain/talk.ts";
import { UnavailableError } from "../../src/errors.ts";
import { ordersOf } from "../../src/input.ts";
import type { Asker } from "../chat/asking.ts";
import type { Filled } from "../chat/form.ts";
import { mostPictureBytes, type PictureOf, pictureIn } from "../chat/pictures.ts";
import type { Tools } from "./asking.ts";
import { isRefusal } from "./client.ts";
import type { SentFile } from "./parse.ts";

/** Orders that a form sent as a table: it is read where Slack keeps it. */
export async function withTable(
  { call, download, tables }: Tools,
  installation: string,
  relationship: RelationshipId,
  ask: Ask,
): Promise<Ask> {
  if (ask.type !== "record-orders" || ask.files.length === 0) return ask;
  const [file] = await tables.files(relationship, ask.files);
  const info = file && ((await call(installation, "files.info", { file: file.native }))["file"] as { url_private?: string } | undefined);
  return ordersOf(await download(installation, info?.url_private ?? ""), "files");
}

/** The widths in which Slack keeps pictures besides; what a card shows needs no more. */
const shownAs = ["thumb_1024", "thumb_960", "thumb_720", "url_private"] as const;

/** Pictures that stay in Slack, as large as a card shows them. */
export const pictures =
  ({ call, download, tables, log }: Pick<Tools, "call" | "download" | "tables" | "log">): PictureOf =>
  async (relationship, id) => {
    const [file] = await tables.files(relationship, [id]);
    if (!file) return null;
    const { installation, native } = file;
    try {
      const info = ((await call(installation, "files.info", { file: native }))["file"] ?? {}) as Readonly<Record<string, unknown>>;
      const url = shownAs.map((name) => info[name]).find((one) => typeof one === "string") as string | undefined;
      return url === undefined ? null : pictureIn(await download(installation, url, mostPictureBytes));
    } catch (error) {
      // It was deleted, or is not to be had now: a card names it.
      log.warn({ relationship, error: error instanceof Error ? error.name : "unknown" }, "Slack: a picture is not to be had");
      return null;
    }
  };

/** Files that a form brought, as ours: Slack keeps them, we keep which they are. `unseen`: the field of one that Slack does not let us see. */
export async function withFiles(
  tools: Tools,
  { sender, installation }: Asker,
  { fields }: Action,
  given: Filled,
): Promise<{ readonly answers: Filled; readonly unseen: string | null }> {
  const answers: Record<string, Filled[string]> = { ...given };
  for (const { name } of fields.filter((field): field is Extract<Field, { kind: "files" }> => field.kind === "files")) {
    const ids = answers[name];
    if (!Array.isArray(ids)) continue;
    const own = (await ownFiles(tools, sender, installation, ids as readonly string[])).map(({ id }) => id);
    if (own.length < ids.length) return { answers, unseen: name };
    answers[name] = own;
  }
  return { answers, unseen: null };
}

/** Slack's files under our ids, with the name and kind that Slack knows; one that it does not let us see is left out. */
async function ownFiles({ call, tables }: Tools, member: Asker["sender"], installation: string, ids: readonly string[]) {
  const found = await Promise.all(
    ids.map(async (slack) => {
      const info = await call(installation, "files.info", { file: slack }).catch((error: unknown) => {
        if (isRefusal(error)) return null;
        throw error;
      });
      if (info === null) return [];
      const { file } = info as { file?: { name?: string; mimetype?: string } };
      return {
        native: slack,
        installation,
        name: (file?.name ?? "file").slice(0, 200),
        type: file?.mimetype ?? "application/octet-stream",
      };
    }),
  );
  return tables.saveFiles(member, found.flat());
}

/** The most files that are taken along with what somebody wrote. */
const mostFiles = 10;

/** The files of a message, as ours; whoever sent it is told of those that Slack does not let us see. */
export async function takenAlong(tools: Tools, asker: Asker, files: readonly SentFile[]) {
  const wanted = files.slice(0, mostFiles).map(({ id }) => id);
  const ids = (await ownFiles(tools, asker.sender, asker.installation, wanted)).map(({ id }) => id);
  if (ids.length < wanted.length) await tools.reply(asker, asker.say("slack.file-unseen"));
  return ids;
}

/** The files of somebody's talk: they stay where they are, and pictures are shown elsewhere. */
export async function besides(
  tools: Tools,
  member: Asker["sender"],
  installation: string,
  files: readonly SentFile[],
): Promise<readonly Beside[]> {
  const kept = await ownFiles(
    tools,
    member,
    installation,
    files.slice(0, mostFiles).map(({ id }) => id),
  );
  return kept.map(({ id, name, type }) => ({ name, picture: type.startsWith("image/") ? id : null }));
}

/** Gives somebody a small file in their direct messages (https://docs.slack.dev/messaging/working-with-files#upload). */
export async function sendFile(tools: Tools, asker: Asker, name: string, text: string | null): Promise<void> {
  if (text === null) return tools.reply(asker, asker.say("reject.no-case"));
  const { call } = tools;
  const { installation, linked } = asker;
  const bytes = Buffer.from(text);
  const begun = (await call(installation, "files.getUploadURLExternal", { filename: name, length: bytes.length })) as {
    upload_url: string;
    file_id: string;
  };
  const sent = await fetch(begun.upload_url, { method: "POST", body: bytes, redirect: "error", signal: AbortSignal.timeout(8_000) });
  if (!sent.ok) throw new UnavailableError(`upload: ${sent.status}`);
  const opened = await call(installation, "conversations.open", { users: linked.user });
  const channel = (opened["channel"] as { id: string }).id;
  await call(installation, "files.completeUploadExternal", { files: [{ id: begun.file_id, title: name }], channel_id: channel });
}
