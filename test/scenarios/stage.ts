/** Where a scenario is played: over HTTP, or at the playground's page in browsers. */
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import type { Firm } from "../../src/domain/people.ts";
import { everything, openTap, type Tap } from "../e2e/tap.ts";
import { launchOptions } from "../support/chromium.ts";
import { overHttp } from "./http.ts";
import { type Moment, onPage } from "./page.ts";
import type { Hands, Seat } from "./player.ts";
import { Tab } from "./tab.ts";

/** The program that is played on, as it is now. */
export type Ground = {
  url(): string;
  /** A request left somebody's hands: inside a step this is where the program may be killed. */
  left(method: string, path: string): void;
  /** Runs one of the operator's programs on the same database; its output. */
  operate(operation: string, ...args: string[]): Promise<string>;
  /** The relationship that is played, and its people. */
  readonly cast: { readonly relationship: string; readonly people: readonly { readonly name: string; readonly firm: Firm }[] };
};
/** How people play in one place. */
export type Side = {
  hands(seat: Seat): Hands;
  /** Everything that a firm's browsers were sent, or that ever stood where its people are; `null`: only what they read is known. */
  sent(firm: Firm): string | null;
  /** The bytes of a picture that somebody here has; `null`: it is not of here. */
  picture?(file: string): Uint8Array | null;
  /** What stands where somebody reads, as it was sent last. */
  standing?(name: string): string;
  /** What went wrong in the browsers, or on the platform, in words. */
  errors(): readonly string[];
};
/** How people play. */
export type Stage = Side & {
  readonly adapter: "http" | "page" | "slack" | "teams" | "slack-teams" | "teams-slack";
  close(): Promise<void>;
};
/** Where it will be played: what the program is started with, and then how it is reached. */
export type Open = () => Promise<Place>;
export type Place = { readonly settings: Readonly<Record<string, string>>; stage(ground: Ground): Promise<Stage> };

/** Plays over HTTP. */
export const httpStage: Open = async () => ({
  settings: {},
  stage: async () => ({
    adapter: "http",
    hands: overHttp,
    sent: () => null,
    errors: () => [],
    close: async () => {},
  }),
});

/** How a browser's window looks; a phone is touched, has no keyboard and is read in the dark. */
export type Look = { readonly width: number; readonly height: number; readonly phone: boolean; readonly dark: boolean };
export const desktop: Look = { width: 1280, height: 800, phone: false, dark: false };
/** A phone in portrait, in the dark scheme, so that both schemes are played. */
export const phone: Look = { width: 390, height: 844, phone: true, dark: true };

/** One machine of somebody's own; the keys of its presses are the same in every run. */
export async function machine(browser: Browser, look: Look, person: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    isMobile: look.phone,
    hasTouch: look.phone,
    colorScheme: look.dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    acceptDownloads: true,
  });
  const seed = [...person].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  // mulberry32
  await context.addInitScript(`{
    let turn = ${seed};
    const next = () => {
      turn = (turn + 0x6d2b79f5) | 0;
      const mixed = Math.imul(turn ^ (turn >>> 15), 1 | turn);
      return (mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed))) >>> 8;
    };
    crypto.getRandomValues = (bytes) => bytes.map(next);
  }`);
  return context;
}

/** What the browser itself reports of refusals, of a program that was killed, and of streams that broke off. */
const meant = /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_)/;

/** Plays at the page: everybody with a browser of their own, each firm's behind a tap; `look` is called at every moment. */
export const pageStage =
  (browser: Browser, looks: { readonly [F in Firm]: Look }, look: (moment: Moment) => Promise<void>): Open =>
  async () => ({ settings: {}, stage: (ground) => openPage(ground, browser, looks, look) });

async function openPage(
  ground: Ground,
  browser: Browser,
  looks: { readonly [F in Firm]: Look },
  look: (moment: Moment) => Promise<void>,
): Promise<Stage> {
  const tap = (): Promise<Tap> => openTap(ground.url, ground.left);
  const taps = { supplier: await tap(), customer: await tap() };
  const tabs: Tab[] = [];
  const contexts: BrowserContext[] = [];
  const open = async ({ id, firm, relationship }: Seat): Promise<Tab> => {
    const of = firm === "supplier" ? "supplier" : "customer";
    const context = await machine(browser, looks[of], id);
    contexts.push(context);
    const tab = await Tab.open(context, taps[of].url, id, relationship);
    tabs.push(tab);
    return tab;
  };
  return {
    adapter: "page",
    hands: (seat) => onPage(seat, { open, look }),
    sent: (firm) => everything(taps[firm].received),
    errors: () => tabs.flatMap(({ errors }) => errors.filter((text) => !meant.test(text))),
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await Promise.all([taps.supplier.close(), taps.customer.close()]);
    },
  };
}

/** Starts the machine's browser. */
export const startBrowser = (): Promise<Browser> => chromium.launch(launchOptions());
