/** Settings from the environment; a bad value is named, with the remedy, before anything starts. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Instant, instant } from "./domain/time.ts";
import { ConfigError } from "./errors.ts";
import { projectFolder } from "./files.ts";
import { type LinkConfig, linkConfig } from "./link-config.ts";
import { type MailConfig, mailConfig } from "./mail-config.ts";
import { type SlackConfig, slackConfig } from "./slack-config.ts";
import { type TeamsConfig, teamsConfig } from "./teams-config.ts";

export type Config = {
  readonly port: number;
  /** Where we listen; loopback unless told otherwise. */
  readonly host: string;
  /** PostgreSQL's address; `null`: PGlite in `folder`. */
  readonly databaseUrl: string | null;
  /** Through which the processes on one PostgreSQL wake each other; `null`: each only looks for itself. */
  readonly redisUrl: string | null;
  readonly folder: string;
  readonly playground: boolean;
  /** Holds ids, salts and the clock, so that two runs are equal byte for byte; `null` in real life. */
  readonly seed: string | null;
  /** Where a new playground's clock stands; `null`: it runs, unless `seed` holds it. */
  readonly start: Instant | null;
  /** A folder with more relationships for a new playground, each as a folder of set-up files; `null`: none. */
  readonly firms: string | null;
  readonly logLevel: string;
  /** `null`: Slack is not connected. */
  readonly slack: SlackConfig | null;
  /** `null`: Teams is not connected. */
  readonly teams: TeamsConfig | null;
  /** `null`: nobody signs in on the web but in a playground. */
  readonly links: LinkConfig | null;
  /** `null`: nobody is mailed anything. */
  readonly mail: MailConfig | null;
};

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);
const levels = ["fatal", "error", "warn", "info", "debug", "silent"];

/** Reads the settings. @throws {ConfigError} that names the variable and the remedy. */
export function config(env: NodeJS.ProcessEnv): Config {
  const value = (name: string): string | null => env[name]?.trim() || null;
  const written = value("PORT") ?? "3000";
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65_535)
    throw new ConfigError(`PORT is "${written}". Give a number from 0 to 65535, for example PORT=3000.`);
  const databaseUrl = value("DATABASE_URL");
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigError("DATABASE_URL is not a PostgreSQL address. For example DATABASE_URL=postgres://parley@localhost:5432/parley");
  }
  const redisUrl = value("REDIS_URL");
  if (redisUrl && !isRedis(redisUrl)) {
    throw new ConfigError(
      "REDIS_URL is not a Redis address. For example REDIS_URL=redis://localhost:6379, or rediss://user:password@host:6379/0 with TLS; of parameters only ?family=6 is taken.",
    );
  }
  const told = value("PARLEY_PLAYGROUND");
  if (told !== null && told !== "1" && told !== "0") throw new ConfigError(`PARLEY_PLAYGROUND is "${told}". Give 1 or leave it out.`);
  const slack = slackConfig(value);
  const host = value("PARLEY_HOST") ?? "127.0.0.1";
  const teams = teamsConfig(value, told === "1" && loopback.has(host));
  const links = linkConfig(value);
  const isConnected = slack !== null || teams !== null || links !== null;
  // Next to people who are really there anyone who finds the port could play any of them, so it must be asked for.
  const playground = told === "1" || (told === null && databaseUrl === null && !isConnected);
  if (!playground && !isConnected) {
    throw new ConfigError(
      "No chat platform is configured. Set PARLEY_PLAYGROUND=1 to play on this database in a browser; connecting Slack or Teams, or letting people in on the web by links, is described in the README.",
    );
  }
  if (!loopback.has(host) && playground && told !== "1") {
    throw new ConfigError(
      `PARLEY_HOST is "${host}", but anyone who reaches a playground can play anyone. Leave it out, or set PARLEY_PLAYGROUND=1 in a container whose port is published to this machine alone.`,
    );
  }
  const seed = value("PARLEY_SEED");
  if (seed !== null && !/^[\w-]{1,40}$/.test(seed))
    throw new ConfigError(`PARLEY_SEED is "${seed}". Give letters and digits, for example PARLEY_SEED=7.`);
  const start = value("PARLEY_START");
  if (start !== null && !isInstant(start))
    throw new ConfigError(`PARLEY_START is "${start}". Give an instant with its zone, for example PARLEY_START=2026-11-24T08:00:00+01:00.`);
  const firms = value("PARLEY_FIRMS");
  if (firms !== null && !statSync(firms, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError(`PARLEY_FIRMS is "${firms}", which is no folder. Give one of folders like those in adapters/web/seed.`);
  const logLevel = value("PARLEY_LOG") ?? "info";
  if (!levels.includes(logLevel)) throw new ConfigError(`PARLEY_LOG is "${logLevel}". Give one of ${levels.join(", ")}.`);
  return {
    port,
    host,
    databaseUrl,
    redisUrl,
    folder: value("PARLEY_DATA") ?? join(projectFolder, "data"),
    playground,
    seed,
    start: start === null ? null : instant(Date.parse(start)),
    firms,
    logLevel,
    slack,
    teams,
    links,
    mail: mailConfig(value, links !== null),
  };
}

/** A day that exists, with time and zone: without a zone it would be another instant on every machine. */
const isInstant = (written: string): boolean =>
  z.iso.datetime({ offset: true }).safeParse(written).success && !Number.isNaN(Date.parse(written));

/** Other parameters would reach the driver, past the options that keep a wake from ever waiting. */
function isRedis(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const url = new URL(written);
  return (
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== "" &&
    /^\/?\d*$/.test(url.pathname) &&
    [...url.searchParams.keys()].every((name) => name === "family")
  );
}
