/** A scenario under way: its people, its clock, its outcomes, and a program that may be killed at any step. */
import { Player, textOf } from "./player.ts";
import { type Program, startProgram } from "./program.ts";

/** Where the program is killed: after every step, inside every step once, or at some steps only. */
export type Kills = { readonly between: (step: number) => boolean; readonly inside: (step: number) => boolean };
export const noKills: Kills = { between: () => false, inside: () => false };

const people = {
  freja: "customer",
  mads: "customer",
  ida: "customer",
  jens: "customer",
  lars: "customer",
  hanne: "customer",
  reza: "supplier",
  arash: "supplier",
  neda: "supplier",
  shirin: "supplier",
} as const;
export type Name = keyof typeof people;

export type Played = {
  readonly scenario: string;
  readonly adapter: "web";
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
  readonly verify: number | null;
};

export class Play {
  readonly failures: string[] = [];
  outcomes = 0;
  steps = 0;
  #program: Program;
  #kills: Kills;
  #players = new Map<Name, Player>();

  private constructor(program: Program, kills: Kills) {
    this.#program = program;
    this.#kills = kills;
  }

  static async begin(kills: Kills): Promise<Play> {
    return new Play(await startProgram("7"), kills);
  }

  who(name: Name): Player {
    let player = this.#players.get(name);
    if (!player) {
      player = new Player(name, people[name], (path, init) => this.#send(path, init));
      this.#players.set(name, player);
    }
    return player;
  }

  /** One thing that one person does, until what it caused is shown; then, perhaps, the program dies. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    this.steps++;
    const done = await work();
    if (this.#kills.between(this.steps)) await this.#program.restart();
    return done;
  }

  /** Moves the playground's clock: an ISO duration, or to the next thing that is due. */
  async clock(by: { forward: string } | { to: "next" }): Promise<string> {
    return this.step(async () => {
      const player = this.who("freja");
      return player.clock(by);
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

  /** The case card as it stands in the shared room. */
  async card(name: Name): Promise<string> {
    const card = (await this.who(name).room("shared")).find(({ message }) => message?.tone === "card");
    return textOf(card?.message ?? null);
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const method = init.method ?? "GET";
    const kill = method === "POST" && !path.includes("playground") && this.#kills.inside(this.steps) && this.#armed();
    if (kill) setTimeout(() => this.#program.kill(), (this.steps * 7) % 31);
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(`${this.#program.url()}${path}`, init).catch(() => null);
      if (answer && answer.status < 500 && !(kill && attempt === 0)) return answer;
      if (attempt >= 5) throw new Error(`${method} ${path}: ${answer?.status ?? "no answer"}`);
      await this.#program.restart();
    }
  }

  #killedAt = 0;
  /** Once in each step. */
  #armed(): boolean {
    if (this.#killedAt === this.steps) return false;
    this.#killedAt = this.steps;
    return true;
  }

  /** Ends the scenario: everything that everyone sees, the verifier's word, the counts. */
  async end(scenario: string, kill: boolean): Promise<Final> {
    const rooms: Record<string, unknown> = {};
    for (const name of Object.keys(people) as Name[]) {
      for (const room of ["shared", people[name], `@${name}`]) {
        rooms[`${name} ${room}`] = (await this.who(name).room(room)).map(({ id, text, message }) => ({ id, text, message }));
      }
    }
    const { code, output } = await this.#program.run("verify");
    if (code !== 0) this.failures.push(`verify: ${output.trim().slice(0, 500)}`);
    this.outcomes++;
    const exit = await this.#program.stop();
    this.expect("a shutdown ends with exit code 0", exit === 0);
    await this.#program.remove();
    const played = [...this.#players].filter(([, player]) => player.presses > 0);
    return {
      played: {
        scenario,
        adapter: "web",
        kill,
        outcomes: this.outcomes,
        failed: this.failures.length,
        steps: this.steps,
        presses: Object.fromEntries(played.map(([name, { presses }]) => [name, presses])),
        words: Object.fromEntries(played.map(([name, { words }]) => [name, words])),
      },
      failures: this.failures,
      rooms: JSON.stringify(rooms),
      verify: code,
    };
  }

  async abandon(): Promise<void> {
    await this.#program.remove();
  }
}
