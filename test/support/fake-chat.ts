/** A chat platform at its port: keeps what it was given, and fails as a network does. */
import type { Message } from "../../src/domain/message.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";

/** One message that the platform holds; `shown` is every state that it had, the newest last. */
export type Posted = { readonly to: Address; readonly key: string; readonly shown: Message[] };

/** What happens to a call, before the platform takes it (`post`, `update`, `find`) or after (`posted`). Throws, waits, or does nothing. */
export type Trouble = (at: "post" | "posted" | "update" | "find", key: string, to: Address) => Promise<void> | void;

export type FakeChat = Chat & {
  /** In the order in which they were posted; a key that was posted twice stands there twice. */
  readonly ledger: Posted[];
  /** Calls of `post` that reached the platform, by key. */
  counts(): ReadonlyMap<string, number>;
  /** How often it was asked whether it has a message. */
  looks: number;
  /** Whether `find` can tell. */
  tells: boolean;
};

/** A platform that does what a good one does, but for `trouble`. */
export function fakeChat(trouble: Trouble = () => {}): FakeChat {
  const ledger: Posted[] = [];
  const chat: FakeChat = {
    ledger,
    looks: 0,
    tells: true,
    counts() {
      const counted = new Map<string, number>();
      for (const { key } of ledger) counted.set(key, (counted.get(key) ?? 0) + 1);
      return counted;
    },
    async post(to, message, key) {
      await trouble("post", key, to);
      ledger.push({ to, key, shown: [message] });
      const id = `ts-${ledger.length}`;
      await trouble("posted", key, to);
      return id;
    },
    async update(to, posted, message) {
      const held = ledger[Number(posted.slice(3)) - 1];
      if (!held) throw new Error(`there is no message ${posted}`);
      await trouble("update", held.key, to);
      held.shown.push(message);
      return posted;
    },
    async find(to, key) {
      chat.looks++;
      await trouble("find", key, to);
      if (!chat.tells) return "cannot-tell";
      const index = ledger.findIndex((held) => held.key === key);
      return index < 0 ? null : `ts-${index + 1}`;
    },
    tool: async () => "web",
  };
  return chat;
}
