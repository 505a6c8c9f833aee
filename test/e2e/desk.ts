/** A firm's browser: its people sit down at it one after the other, press what is visible and fill what is asked. */
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import type { Firm } from "../../src/domain/people.ts";
import { launchOptions } from "../support/chromium.ts";
import type { Photo } from "./photo.ts";

/** How a browser's window looks; a phone is touched, has no keyboard and is read in the dark. */
export type Look = { readonly width: number; readonly height: number; readonly phone: boolean; readonly dark: boolean };
/** The two sizes that everything is played at. */
export const desktop: Look = { width: 1280, height: 800, phone: false, dark: false };
/** A phone in portrait, in the dark scheme, so that both schemes are played. */
export const phone: Look = { width: 390, height: 844, phone: true, dark: true };

/** What a form is filled with: text, a choice's value, a tick, files. */
export type Filled = Readonly<Record<string, string | number | boolean | readonly Photo[]>>;

/** Only so that a step that hangs ends some day. */
const patienceMs = 60_000;

/** One browser with one page. */
export class Desk {
  readonly firm: Firm;
  readonly page: Page;
  /** Errors that the page's console showed. */
  readonly errors: string[] = [];
  /** Buttons, choices, ticks, files and sends; going to a room is counted in `moves`. */
  presses = 0;
  moves = 0;
  #browser: Browser;
  #who = "";

  private constructor(firm: Firm, browser: Browser, page: Page) {
    this.firm = firm;
    this.page = page;
    this.#browser = browser;
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
  }

  /** Starts a browser and opens the first page. */
  static async open(firm: Firm, url: string, look: Look): Promise<Desk> {
    const browser = await chromium.launch(launchOptions());
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      isMobile: look.phone,
      hasTouch: look.phone,
      colorScheme: look.dark ? "dark" : "light",
      reducedMotion: "reduce",
      locale: "en",
    });
    context.setDefaultTimeout(patienceMs);
    const desk = new Desk(firm, browser, await context.newPage());
    await desk.page.goto(url);
    await desk.page.locator("[data-person]").first().waitFor();
    return desk;
  }

  /** Ends the browser. */
  close(): Promise<void> {
    return this.#browser.close();
  }

  /** Somebody of the firm sits down: whoever sat here leaves first. */
  async become(person: string): Promise<void> {
    if (this.#who === person) return;
    if (this.#who !== "") await this.page.locator(".self .button").click();
    await this.page.locator(`[data-person="${person}"]`).click();
    await this.page.locator("[data-room]").first().waitFor();
    this.#who = person;
  }

  /** Goes to a room: the shared one, the firm's own, or the person's. */
  async go(room: "shared" | "side" | "self"): Promise<void> {
    const id = room === "shared" ? "shared" : room === "side" ? this.firm : `@${this.#who}`;
    const link = this.page.locator(`[data-room="${id}"]`);
    if ((await link.getAttribute("aria-current")) !== "page") {
      this.moves += 1;
      await link.click();
    }
    await this.page.locator(`[data-room="${id}"][aria-current="page"]`).waitFor();
    await this.page.locator("#room .column .message, #room .empty").first().waitFor();
  }

  /** The dialog on top, or the room. */
  async #front(): Promise<Locator> {
    const dialogs = await this.page.locator("dialog").count();
    return dialogs > 0 ? this.page.locator("dialog").last() : this.page.locator("#room");
  }

  /** Presses the newest visible button of that name; `near` is a text of the message that it stands on. */
  async press(key: string, near = ""): Promise<void> {
    const front = await this.#front();
    const place = near === "" ? front : front.locator(".message").filter({ hasText: near });
    const button = place.locator(`[data-action="${key}"]`).filter({ visible: true }).last();
    this.presses += 1;
    await button.click();
  }

  /** Opens the list of everything that can be done in the case, and presses something there. */
  async more(key: string): Promise<void> {
    await this.press("action.more");
    const sheet = this.page.locator("dialog.sheet-more");
    await sheet.locator("[data-action]").first().waitFor();
    await this.press(key);
  }

  /** Fills fields of the open form. */
  async fill(filled: Filled): Promise<void> {
    const form = this.page.locator("dialog").last();
    await form.locator(".form").waitFor();
    for (const [name, value] of Object.entries(filled)) {
      if (Array.isArray(value)) await this.#attach(form.locator(`[data-field="${name}"]`), value as readonly Photo[]);
      else if (typeof value === "boolean") {
        this.presses += 1;
        await form.locator(`[name="${name}"]`).setChecked(value);
      } else {
        const choice = form.locator(`fieldset[data-field="${name}"] label.choice:has(input[value="${value}"])`);
        if ((await form.locator(`fieldset[data-field="${name}"]`).count()) > 0) {
          this.presses += 1;
          await choice.click();
        } else await form.locator(`[name="${name}"]`).fill(String(value));
      }
    }
  }

  async #attach(place: Locator, files: readonly Photo[]): Promise<void> {
    this.presses += files.length;
    await place.locator("input[type=file]").setInputFiles(files.map((file) => ({ ...file })));
    for (const { name } of files) await place.locator(".chip").filter({ hasText: name }).waitFor();
  }

  /** Sends the open form and waits until it, and the list beneath it, are gone. */
  async send(filled: Filled = {}): Promise<void> {
    await this.fill(filled);
    await this.page.locator("dialog").last().locator("button[type=submit]").click();
    this.presses += 1;
    await this.page.locator("dialog").first().waitFor({ state: "detached" });
  }

  /** Sends the open form and waits until it is refused. */
  async refused(filled: Filled): Promise<void> {
    await this.fill(filled);
    this.presses += 1;
    await this.page.locator("dialog").last().locator("button[type=submit]").click();
    await this.page.locator("dialog").last().locator(".note-refused, .problem").first().waitFor();
  }

  /** Closes the dialog on top. */
  async dismiss(): Promise<void> {
    const open = await this.page.locator("dialog").count();
    await this.page.keyboard.press("Escape");
    await this.page
      .locator("dialog")
      .nth(open - 1)
      .waitFor({ state: "detached" });
  }

  /** Says something in the open room. */
  async say(text: string, files: readonly Photo[] = []): Promise<void> {
    const composer = this.page.locator("form.composer");
    if (files.length > 0) await this.#attach(composer, files);
    await composer.locator("textarea").fill(text);
    this.presses += 1;
    await composer.locator("button[type=submit]").click();
    await this.page
      .locator(".message.tone-chat .said")
      .filter({ hasText: text.slice(0, 60) })
      .last()
      .waitFor();
  }

  /** Waits until the open room (or the dialog on top) shows these words. */
  async sees(words: string | RegExp): Promise<void> {
    await (await this.#front()).filter({ hasText: words }).waitFor();
  }

  /** Waits until the newest button of that name is there, and brings its message into view. */
  async find(key: string, near = ""): Promise<void> {
    const place = near === "" ? await this.#front() : (await this.#front()).locator(".message").filter({ hasText: near });
    const button = place.locator(`[data-action="${key}"]`).filter({ visible: true }).last();
    await button.waitFor();
    await button.scrollIntoViewIfNeeded();
  }

  /** Brings the newest message with these words into view. */
  async show(words: string): Promise<void> {
    await this.page.locator(".timeline").dispatchEvent("wheel");
    await this.page.locator(".message", { hasText: words }).last().scrollIntoViewIfNeeded();
  }

  /** Waits until every picture is there. */
  async settled(): Promise<void> {
    for (const picture of await this.page.locator(".picture-waiting").all()) await picture.waitFor({ state: "detached" });
  }
}
