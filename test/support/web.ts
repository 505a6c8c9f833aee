/** The real web adapter over a real database in memory, listening on a free port of this machine. */
import { createSecretKey } from "node:crypto";
import type { AddressInfo } from "node:net";
import { pictureIn } from "../../adapters/chat/pictures.ts";
import { openStore } from "../../adapters/postgres/store.ts";
import { sharedOnWeb } from "../../adapters/web/chat.ts";
import { type Links, links } from "../../adapters/web/link.ts";
import { pictureAddresses } from "../../adapters/web/pictures.ts";
import { listen, webApp } from "../../adapters/web/server.ts";
import { bell } from "../../adapters/web/stream.ts";
import { tables } from "../../adapters/web/tables.ts";
import { conversation } from "../../flows/conversation.ts";
import { documents } from "../../flows/documents.ts";
import { phrases } from "../../flows/wording/index.ts";
import { sha256 } from "../../src/domain/hash.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { standAt } from "../../src/engine/bridging.ts";
import type { Engine } from "../../src/engine/handle.ts";
import { inbound } from "../../src/engine/inbound.ts";
import { setUp } from "../../src/engine/set-up.ts";
import { readers } from "../../src/operations/readers.ts";
import type { Database } from "../../src/ports/database.ts";
import { freshPglite } from "./database.ts";
import { seed } from "./given.ts";

/** Another relationship, with people of the same names. */
export const elsewhere = "somewhere-else" as RelationshipId;

export type Answered = { readonly status: number; readonly text: string; readonly body: Readonly<Record<string, unknown>> };
export type Site = {
  readonly url: string;
  readonly engine: Engine;
  readonly database: Database;
  /** What signs people in. */
  readonly links: Links;
  /** What was logged, whatever it was. */
  readonly logged: readonly string[];
  /** What went wrong on our side: there must be nothing. */
  readonly errors: readonly string[];
  token(person: string, relationship?: RelationshipId): Promise<string>;
  send(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer> | FormData,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  /** Every stored row that a command could change, as text. */
  stored(): Promise<string>;
  close(): Promise<void>;
};

/** The keys that links are signed with in tests. */
export const linkKeys = { current: createSecretKey(Buffer.alloc(32, 7)), old: createSecretKey(Buffer.alloc(32, 6)) };

type Options = {
  /** Whether it is a playground; else people come by links alone. */
  readonly playground?: boolean;
  /** Whether a relationship's shared room stands on a chat platform. */
  readonly isElsewhere?: (relationship: RelationshipId) => Promise<boolean>;
};

/** The web adapter on a database, as the program has it, with what it logs. */
export function appOn(database: Database, engine: Engine, { playground = true, isElsewhere = async () => false }: Options = {}) {
  const { store } = engine;
  const web = tables(database);
  const errors: string[] = [];
  const logged: string[] = [];
  const note = (fields: Readonly<Record<string, unknown>>, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const log = {
    info: note,
    warn: note,
    error(fields: Readonly<Record<string, unknown>>, message: string) {
      note(fields, message);
      errors.push(JSON.stringify(fields));
    },
  };
  const now = async () => (await store.nextDue()).now;
  const signing = links({ url: "https://parley.example", keys: linkKeys, chance: engine.chance, now });
  const app = webApp({
    inbound: inbound(engine, log, documents, async () => {}),
    setUp: setUp(
      engine,
      async () => readers,
      async () => {},
    ),
    tables: web,
    bell: bell(),
    log,
    chance: engine.chance,
    say: conversation.say,
    words: phrases,
    playground: playground
      ? {
          relationships: () => openStore(database).accounts(),
          forward: (ms) => store.forward(ms),
          next: () => store.forward(0),
          onClock: () => () => {},
        }
      : null,
    links: signing,
    pictures: {
      addresses: pictureAddresses({ url: "https://parley.example", keys: linkKeys }, Date.now),
      async get(relationship, file) {
        const own = await web.bytesOf(relationship, file);
        return own && pictureIn(own);
      },
    },
    async entered(relationship) {
      await web.enter(relationship);
      await standAt(engine, relationship, sharedOnWeb, await isElsewhere(relationship));
    },
    closing: () => false,
    health: async () => ({ ready: true, detail: {} }),
  });
  return { app, web, links: signing, errors, logged };
}

/** Starts it, as a playground unless it is told otherwise; close it when done. */
export async function site(options: Options = {}): Promise<Site> {
  const database = await freshPglite();
  const store = openStore(database);
  await store.saveAccount(seed);
  await store.saveAccount({ ...seed, id: elsewhere });
  let chances = 0;
  const engine: Engine = { store, conversation, chance: (what) => sha256(what, String(chances++)).slice(0, 32) };
  const { app, web, links: signing, errors, logged } = appOn(database, engine, options);
  const server = await listen(app, 0, "127.0.0.1");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const watched = [
    "cases",
    "events",
    "outbox",
    "cards",
    "survey_answers",
    "orders",
    "relationships",
    "web_messages",
    "web_files",
    "web_file_rooms",
  ];
  return {
    url,
    engine,
    database,
    links: signing,
    logged,
    errors,
    async token(person, relationship = seed.id) {
      const token = sha256(person, relationship);
      await web.saveToken(token, relationship, person as PersonId);
      return token;
    },
    async send(method, path, body, headers = {}) {
      const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }), redirect: "manual" });
      const text = await response.text();
      let read: unknown = null;
      try {
        read = JSON.parse(text);
      } catch {
        // Not every answer is JSON.
      }
      return { status: response.status, text, body: (read ?? {}) as Answered["body"] };
    },
    async stored() {
      const rows = watched.map((table) => `coalesce((select json_agg(t order by t::text) from ${table} t), '[]')::text`);
      const clock = "(select offset_ms || ' ' || coalesce(held_at::text, '') from clock)";
      const [all] = await database.query<{ all: string }>("watch", `select ${[...rows, clock].join(" || ")} as all`);
      return all!.all;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
