/** What connecting a chat platform takes and gives. */
import type { Hono } from "hono";
import type { Conversation } from "../../src/domain/flow.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Inbound } from "../../src/ports/inbound.ts";
import type { Chance, Log } from "../../src/ports/scheduler.ts";
import type { Awaited } from "./answers-first.ts";
import type { Tools } from "./asking.ts";
import type { PictureOf, PicturesElsewhere } from "./pictures.ts";

/** What every platform is connected with, besides settings of its own. */
export type Connecting<Settings> = {
  readonly settings: Settings;
  readonly database: Database;
  /** Answers as soon as something is saved: no platform waits until it can be seen. */
  readonly inbound: Inbound;
  /** Who is in a relationship, and what the firms set. */
  readonly account: Tools["settings"];
  /** Where everything goes that is not on this platform. */
  readonly otherwise: Chat;
  readonly say: Conversation["say"];
  readonly chance: Chance;
  readonly log: Log;
  /** Has what stands in a room drawn anew, because it is reached from now on. */
  readonly redraw: (relationship: RelationshipId, room: string) => Promise<void>;
  /** The shared room stands in one more place from now on: what stands in it is shown there, too. */
  readonly bridged: (relationship: RelationshipId, room: string) => Promise<void>;
  /**
   * The https address that signs a person in on the web, once and within minutes: for their eyes alone. `null`: nobody comes by links.
   */
  readonly link: ((relationship: RelationshipId, person: PersonId) => Promise<string>) | null;
  /** Whether somebody is mailed what goes to `otherwise` for them alone. */
  readonly isMailed: (to: Address) => boolean;
  /** Https addresses of ours at which pictures are shown that stay in another tool; `null`: there are none, and cards name them. */
  readonly pictures: PicturesElsewhere | null;
  /** Counts the answers that people wait for, on whichever platform. */
  readonly awaited: Awaited;
  /** Whether this is the only process on its database: what the last one held is ours at once. */
  readonly alone: boolean;
};

/** A platform's side of the chat. */
export type PlatformChat = Chat & {
  /** Whether a room of a relationship, or a person, is reached through the platform. */
  reaches(relationship: RelationshipId, room: string): Promise<boolean>;
};

/** A platform while the program runs. */
export type Connected = {
  /** Below its own name: "/slack/…". */
  readonly routes: Hono;
  readonly chat: PlatformChat;
  /** The pictures that stay on the platform. */
  readonly picture: PictureOf;
  /** Handles what was left over, from now on, until `stop`. */
  start(): void;
  /** Ends after the deliveries under way. */
  stop(): Promise<void>;
};
