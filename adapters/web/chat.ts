/** The web as a chat platform: posts, edits and finds our messages in its own rooms. */
import type { FileId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Chat } from "../../src/ports/chat.ts";
import type { Tables } from "./tables.ts";

/** The shared room where it stands on a chat platform and on the web besides. */
export const sharedOnWeb = "shared:web";

const pictures = ({ blocks }: Message): FileId[] => blocks.flatMap((block) => (block.kind === "picture" ? [block.file] : []));

/** The web has one shared room, however it came to stand here: what was posted to it under either name is one message. */
const placeOf = (room: string, key: string): { readonly room: string; readonly key: string } =>
  room === sharedOnWeb
    ? { room: "shared", key: key.replace(new RegExp(`@${sharedOnWeb}$`), "").replace(`:${sharedOnWeb}:`, ":shared:") }
    : { room, key };

/** `changed` is called after a room has something new. */
export function webChat(web: Tables, changed: () => void): Chat {
  const post: Chat["post"] = async ({ relationship, room: named, thread }, message, given) => {
    const { room, key } = placeOf(named, given);
    await web.open(pictures(message), relationship, room);
    const id = await web.post({ relationship, room, person: null, key, case: thread, author: null, text: null, files: [], message });
    // What has stood here since before the room came to stand elsewhere, too, may be an older state.
    if (named === sharedOnWeb) await web.update(relationship, room, id, message);
    changed();
    return id;
  };
  return {
    post,
    async update(to, posted, message, key) {
      const { relationship } = to;
      const { room } = placeOf(to.room, key);
      await web.open(pictures(message), relationship, room);
      // What stood on a platform until now does not stand here yet.
      if (!(await web.update(relationship, room, posted, message))) return post(to, message, key);
      changed();
      return posted;
    },
    find: ({ relationship, room }, key) => web.find(relationship, placeOf(room, key).key),
    tool: async () => "web",
  };
}
