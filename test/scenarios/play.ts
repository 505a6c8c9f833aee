/** A scenario under way: its people, its clock, its outcomes, and a program that may be killed at any step. */
import { setTimeout as after } from "node:timers/promises";
import { standingId } from "../../src/domain/hash.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Firm } from "../../src/domain/people.ts";
import type { Said, Seat } from "./player.ts";
import { Player, textOf } from "./player.ts";
import { type Program, startProgram } from "./program.ts";
import { httpStage, type Open, type Stage } from "./stage.ts";

/** Where the program is killed: after every step, inside every step once, or at some steps only. */
export type Kills = { readonly between: (step: number) => boolean; readonly inside: (step: number) => boolean };
export const noKills: Kills = { between: () => false, inside: () => false };

const casts = {
  "sahand-nordvik": {
    customer: ["freja", "mads", "ida", "jens", "lars", "hanne"],
    supplier: ["reza", "arash", "neda", "shirin"],
  },
  "alvand-mellat": {
    customer: ["leila", "babak", "omid", "mina", "dariush"],
    supplier: ["kamran", "hamid", "nasrin", "parisa", "soraya"],
  },
  "linkra-borna": {
    customer: ["navid", "sara", "pouya", "farhad", "roya"],
    supplier: ["deniz", "emre", "selin", "ozan"],
  },
  "cloudbase-datamark": {
    customer: ["jonas", "lena", "tim", "karl", "eva"],
    supplier: ["conor", "aoife", "niamh", "sean"],
  },
} as const;
/** A relationship of the playground. */
export type Cast = keyof typeof casts;
const firms: readonly Firm[] = ["customer", "supplier"];
/** Somebody of any of the relationships: no two share a name. */
export type Name = (typeof casts)[Cast][Firm][number];

export type Played = {
  readonly scenario: string;
  readonly adapter: Stage["adapter"];
  readonly kill: boolean;
  readonly outcomes: number;
  readonly failed: number;
  readonly steps: number;
  readonly presses: Readonly<Record<string, number>>;
  readonly words: Readonly<Record<string, number>>;
};
/** What is compared between a run with kills and one without. */
export type Final = {
  readonly played: Played;
  readonly failures: readonly string[];
  readonly rooms: string;
  /** What everyone reads, without the ids that keys of presses lead to: the same however it is played. */
  readonly texts: string;
  readonly verify: number | null;
};

export class Play {
  readonly failures: string[] = [];
  outcomes = 0;
  steps = 0;
  #program: Program;
  #stage: Stage | null = null;
  #kills: Kills;
  #down: Promise<void> | null = null;
  #secrets: { readonly firm: Firm; readonly words: string }[] = [];
  #players = new Map<Name, Player>();

  /** Called after every step, with everybody; for looking at what they see. */
  watch: ((everybody: readonly Player[]) => Promise<void>) | null = null;
  #cast: Cast;

  private constructor(program: Program, cast: Cast, kills: Kills) {
    this.#program = program;
    this.#cast = cast;
    this.#kills = kills;
  }

  static async begin(cast: Cast, kills: Kills, open: Open = httpStage): Promise<Play> {
    const place = await open();
    const play = new Play(await startProgram("7", place.settings), cast, kills);
    play.#stage = await place.stage({
      url: () => play.url(),
      left: (method, path) => void play.#strike(method, path),
      operate: async (operation, ...args) => (await play.#program.run(operation, ...args)).output.trim(),
      cast: { relationship: cast, people: play.#people() },
    });
    return play;
  }

  /** Everybody of the relationship, with their firm. */
  #people(): readonly { readonly name: Name; readonly firm: Firm }[] {
    return firms.flatMap((firm) => casts[this.#cast][firm].map((name: Name) => ({ name, firm })));
  }

  /** Everybody of the relationship as a player. */
  everybody(): readonly Player[] {
    return this.#people().map(({ name }) => this.who(name));
  }

  /** Where the program listens now. */
  url(): string {
    return this.#program.url();
  }

  who(name: Name): Player {
    let player = this.#players.get(name);
    if (!player) {
      const firm = this.#people().find((person) => person.name === name)?.firm;
      if (!firm) throw new Error(`${name} is nobody in ${this.#cast}`);
      const hands = (seat: Seat) => this.#stage!.hands(seat);
      player = new Player(name, firm, (path, init) => this.#send(path, init), this.#cast, hands);
      this.#players.set(name, player);
    }
    return player;
  }

  /** One thing that one person does, until what it caused is shown; then, perhaps, the program dies. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    this.steps++;
    const done = await work();
    await this.#down;
    if (this.#kills.between(this.steps)) await this.#program.restart();
    await this.watch?.(this.everybody());
    return done;
  }

  /** Moves the playground's clock: an ISO duration, or to the next thing that is due. */
  async clock(by: { forward: string } | { to: "next" }): Promise<string> {
    return this.step(async () => {
      return this.who(casts[this.#cast].customer[0]).clock(by);
    });
  }

  /** Moves the clock to an instant. */
  async until(instant: string): Promise<void> {
    const now = Date.parse(await this.clock({ forward: "PT0S" }));
    const minutes = Math.round((Date.parse(instant) - now) / 60_000);
    if (minutes < 0) throw new Error(`${instant} has passed`);
    await this.clock({ forward: `PT${minutes}M` });
  }

  expect(outcome: string, holds: boolean): void {
    this.outcomes++;
    if (!holds) this.failures.push(outcome);
  }

  /** The text of the newest message of a room that has `words` in it; empty when there is none. */
  async text(name: Name, room: string, words = ""): Promise<string> {
    const texts = (await this.who(name).room(room)).map(({ message, text }) => text ?? textOf(message));
    return texts.reverse().find((text) => text.includes(words)) ?? "";
  }

  /** The card of the first case in the shared room; what stands between the firms apart from any failure is no case. */
  async #cardOf(name: Name) {
    const standing = standingId(this.#cast as RelationshipId);
    return (await this.who(name).room("shared")).find(({ message }) => message?.tone === "card" && message.case !== standing) ?? null;
  }

  /** The case card as it stands in the shared room. */
  async card(name: Name): Promise<string> {
    return textOf((await this.#cardOf(name))?.message ?? null);
  }

  /** The id of the case whose card that is; empty when there is none. */
  async caseOf(name: Name): Promise<string> {
    return (await this.#cardOf(name))?.case ?? "";
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const method = init.method ?? "GET";
    const struck = this.#strike(method, path);
    const ask = (): Promise<Response | null> => fetch(`${this.#program.url()}${path}`, init).catch(() => null);
    const answer = await ask();
    if (answer && answer.status < 500 && struck === null) return answer;
    // Whatever it answered, the client has died with it and asks again.
    await struck;
    const again = await ask();
    if (again && again.status < 500) return again;
    throw new Error(`${method} ${path}: ${again?.status ?? "no answer"}`);
  }

  /** Kills the program while this request is under way, and starts it again; `null` where it lives on. */
  #strike(method: string, path: string): Promise<void> | null {
    if (method !== "POST" || path.includes("playground") || !this.#kills.inside(this.steps) || !this.#armed()) return null;
    const kill = async (): Promise<void> => {
      await after((this.steps * 7) % 31);
      this.#program.kill();
      await this.#program.restart();
    };
    this.#down = kill();
    return this.#down;
  }

  #killedAt = 0;
  /** Once in each step. */
  #armed(): boolean {
    if (this.#killedAt === this.steps) return false;
    this.#killedAt = this.steps;
    return true;
  }

  /** Words of a firm's own that the other one must never be sent. */
  secret(firm: Firm, words: string): void {
    this.#secrets.push({ firm, words });
  }

  #keptSecrets(rooms: Readonly<Record<Firm, string>>): void {
    for (const { firm, words } of this.#secrets) {
      const other = firm === "supplier" ? "customer" : "supplier";
      const sent = (to: Firm): string => `${rooms[to]}${this.#stage?.sent(to) ?? ""}`;
      this.expect(`the ${firm} is sent its own words: ${words}`, sent(firm).includes(words));
      this.expect(`the ${other} is never sent: ${words}`, !sent(other).includes(words));
    }
  }

  /** Ends the scenario: everything that everyone sees, the verifier's word, the counts. */
  async end(scenario: string, kill: boolean): Promise<Final> {
    const rooms: Record<string, readonly Pick<Said, "id" | "text" | "files" | "message">[]> = {};
    // What one case says comes in its order; of two that are due at one instant, either may have its turn first. So case by case, in the
    // order in which both firms were told of them.
    const first = this.#people()[0]!.name;
    const cases = [...new Set((await this.who(first).posted("shared")).map((said) => said.case))];
    const byCase = (one: Said, other: Said): number => cases.indexOf(one.case) - cases.indexOf(other.case);
    const sent = { customer: "", supplier: "" };
    for (const { name, firm } of this.#people()) {
      for (const room of ["shared", firm, `@${name}`]) {
        // Nobody's page may show anything else.
        await this.who(name).room(room);
        const posted = (await this.who(name).posted(room)).toSorted(byCase);
        const said = posted.map(({ id, text, files, message }) => ({ id, text, files, message }));
        rooms[`${name} ${room}`] = said;
        sent[firm] += JSON.stringify(said);
      }
    }
    this.#keptSecrets(sent);
    for (const error of this.#stage?.errors() ?? []) this.expect(`no error in a browser: ${error}`, false);
    const { code, output } = await this.#program.run("verify");
    if (code !== 0) this.failures.push(`verify: ${output.trim().slice(0, 500)}`);
    this.outcomes++;
    await this.#stage?.close();
    const exit = await this.#program.stop();
    this.expect("a shutdown ends with exit code 0", exit === 0);
    await this.#program.remove();
    const played = [...this.#players].filter(([, player]) => player.presses > 0);
    return {
      played: {
        scenario,
        adapter: this.#stage?.adapter ?? "http",
        kill,
        outcomes: this.outcomes,
        failed: this.failures.length,
        steps: this.steps,
        presses: Object.fromEntries(played.map(([name, { presses }]) => [name, presses])),
        words: Object.fromEntries(played.map(([name, { words }]) => [name, words])),
      },
      failures: this.failures,
      rooms: JSON.stringify(rooms),
      texts: Object.entries(rooms)
        .map(([room, said]) => `${room}: ${said.map(({ text, message }) => text ?? textOf(message)).join("\n")}`)
        .join("\n"),
      verify: code,
    };
  }

  async abandon(): Promise<void> {
    await this.#stage?.close();
    await this.#program.remove();
  }
}
