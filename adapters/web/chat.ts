/** The web as a chat platform: posts, edits and finds our messages in its own rooms. */
import type { FileId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Chat } from "../../src/ports/chat.ts";
import type { Tables } from "./tables.ts";

const pictures = ({ blocks }: Message): FileId[] => blocks.flatMap((block) => (block.kind === "picture" ? [block.file] : []));

/** `changed` is called after a room has something new. */
export const webChat = (web: Tables, changed: () => void): Chat => ({
  async post({ relationship, room, thread }, message, key) {
    await web.open(pictures(message), relationship, room);
    const id = await web.post({ relationship, room, person: null, key, case: thread, author: null, text: null, files: [], message });
    changed();
    return id;
  },
  async update({ relationship, room }, posted, message) {
    await web.open(pictures(message), relationship, room);
    await web.update(relationship, room, posted, message);
    changed();
    return posted;
  },
  find: ({ relationship }, key) => web.find(relationship, key),
  tool: async () => "web",
});
