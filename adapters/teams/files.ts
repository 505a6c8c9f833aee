/**
 * Pictures that come with what people say in a channel. They stay where they were said, in the sight of everybody there; we keep which they
 * are. What Teams gives for one opens with the bot's own token alone: no reader's client could show it, but from our own address.
 */
import type { FileId } from "../../src/domain/ids.ts";
import type { Beside } from "../../src/domain/talk.ts";
import type { Asker } from "../chat/asking.ts";
import { type PictureOf, pictureIn } from "../chat/pictures.ts";
import type { Tools } from "./asking.ts";
import { type Activity, isDirectChannel } from "./parse.ts";
import { filesOf, type SentFile } from "./said.ts";

/** The most pictures that are taken along with what somebody wrote. */
const mostFiles = 10;
/** More than any address of Teams's. */
const longestUrl = 2_000;

/** The pictures of a message, as ours; what was sent to us alone nobody else could see, and whoever sent it is told where it would be seen. */
export async function takenAlong(tools: Tools, asker: Asker, activity: Activity): Promise<readonly FileId[]> {
  const { sender, installation, origin } = asker;
  const files = filesOf(activity);
  if (files.length === 0) return [];
  if (origin.channel === null || isDirectChannel(origin.channel)) {
    await tools.reply(asker, asker.say("teams.files-stay"));
    return [];
  }
  return (await kept(tools, sender, installation, files)).map(({ id }) => id);
}

/** Keeps which pictures these are. */
function kept({ tables }: Pick<Tools, "tables">, member: Asker["sender"], installation: string, files: readonly SentFile[]) {
  const pictures = files.filter(({ url, isPicture }) => isPicture && url.length <= longestUrl).slice(0, mostFiles);
  return tables.saveFiles(
    member,
    pictures.map(({ url, name, type }) => ({ native: url, installation, name: name.slice(0, 200), type: `image/${type ?? "png"}` })),
  );
}

/** The files of somebody's talk: they stay where they are, and pictures are shown elsewhere. */
export async function besides(
  tools: Pick<Tools, "tables">,
  member: Asker["sender"],
  installation: string,
  activity: Activity,
): Promise<readonly Beside[]> {
  const sent = filesOf(activity);
  const shown = await kept(tools, member, installation, sent);
  const named = sent.filter(({ isPicture }) => !isPicture).map(({ name, type }) => ({ name: name || (type ?? "…"), picture: null }));
  return [...shown.map(({ id, name }) => ({ name, picture: id })), ...named];
}

/** Pictures that stay in Teams. */
export const pictures =
  ({ bot, tables, log }: Pick<Tools, "bot" | "tables" | "log">): PictureOf =>
  async (relationship, id) => {
    const [file] = await tables.files(relationship, [id]);
    const serviceUrl = file && (await tables.serviceUrl(file.installation));
    if (!file || !serviceUrl) return null;
    try {
      return pictureIn(await bot.picture(serviceUrl, file.native));
    } catch (error) {
      // It was deleted, or is not to be had now: a card names it.
      log.warn({ relationship, error: error instanceof Error ? error.name : "unknown" }, "Teams: a picture is not to be had");
      return null;
    }
  };
