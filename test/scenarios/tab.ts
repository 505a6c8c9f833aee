/** A person's browser tab: signs in by picking the person on the page, goes to rooms, presses, fills and sends like a hand. */
import type { BrowserContext, Download, Locator, Page, Response as Received } from "playwright-core";
import type { Field } from "../../src/domain/message.ts";
import { changedTicks, wordsOf } from "./http.ts";
import type { Answered, Filled, Place } from "./player.ts";
import { answered } from "./player.ts";
import { readRoom, type Shown, type Wanted } from "./reading.ts";

/** Only so that a step that hangs ends some day. */
const patienceMs = 60_000;

/** A file as a browser's file field takes it. */
export type Attachment = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const quoted = (text: string): string => JSON.stringify(text);

export class Tab {
  readonly page: Page;
  /** Errors that the page's console showed. */
  readonly errors: string[] = [];
  /** Buttons, choices, ticks, dates, files and sends; words that were typed. */
  readonly count = { presses: 0, words: 0 };

  private constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
  }

  /** Opens the first page and picks the person. */
  static async open(context: BrowserContext, url: string, person: string, relationship: string): Promise<Tab> {
    context.setDefaultTimeout(patienceMs);
    const tab = new Tab(await context.newPage());
    await tab.page.goto(url);
    await tab.pick(person, relationship);
    return tab;
  }

  /** Picks a person on the first page. */
  async pick(person: string, relationship: string): Promise<void> {
    await this.page.locator("[data-person]").first().waitFor();
    const choice = this.page.locator(`.start-relationships label:has(input[value=${quoted(relationship)}])`);
    if ((await choice.count()) > 0) await choice.click();
    await this.page.locator(`[data-person=${quoted(person)}]`).click();
    await this.page.locator("[data-room]").first().waitFor();
  }

  /** What this tab signs in with. */
  async token(): Promise<string> {
    return (await this.page.evaluate('sessionStorage.getItem("parley-token")')) as string;
  }

  /** Goes to a room; dialogs are closed first, what was typed in them is kept. */
  async go(room: string): Promise<void> {
    await this.dismiss();
    const link = this.page.locator(`[data-room=${quoted(room)}]`);
    if ((await link.getAttribute("aria-current")) !== "page") await link.click();
    await this.page.locator(`[data-room=${quoted(room)}][aria-current="page"]`).waitFor();
  }

  /** Waits until the open room shows what is wanted, and reads it. */
  read(wanted: readonly Wanted[]): Promise<Shown> {
    return this.page.evaluate(readRoom, { wanted, patienceMs });
  }

  /** Closes all dialogs. */
  async dismiss(): Promise<void> {
    for (let open = await this.page.locator("dialog").count(); open > 0; open--) {
      await this.page.keyboard.press("Escape");
      await this.page
        .locator("dialog")
        .nth(open - 1)
        .waitFor({ state: "detached" });
    }
  }

  /** A button where it stands; for a message or the welcome its room is open. */
  button(key: string, place: Place): Locator {
    const button = `[data-action=${quoted(key)}]`;
    switch (place.kind) {
      case "message":
        return this.page.locator(`#message-${place.message} ${button}`).filter({ visible: true }).first();
      case "welcome":
        return this.page.locator(`#welcome ${button}`).first();
      case "more":
        return this.page.locator(`dialog.sheet-more ${button}`).first();
      default:
        return place satisfies never;
    }
  }

  /** Brings a button into view, unfolding what is folded if need be. */
  async bringIntoView(button: Locator): Promise<void> {
    if ((await button.count()) === 0)
      for (const fold of await this.page.locator("#room .reply[aria-expanded=false]").all()) await fold.click();
    await button.scrollIntoViewIfNeeded();
  }

  /** Presses a button. */
  async press(button: Locator): Promise<void> {
    this.count.presses++;
    await button.click();
  }

  /** The open form. */
  form(): Locator {
    return this.page.locator("dialog.sheet-form").last();
  }

  /** Fills what is given and does not stand there yet. */
  async fill(fields: readonly Field[], filled: Filled, files: (ids: readonly string[]) => readonly Attachment[]): Promise<void> {
    await this.form().locator(".form").waitFor();
    for (const field of fields) {
      const given = filled[field.name];
      if (given === undefined) continue;
      const name = quoted(field.name);
      // A choice is known by its fieldset, all else by its input.
      const folded = this.form().locator(`details.rare:not([open]):has(:is([name=${name}], [data-field=${name}]))`);
      if ((await folded.count()) > 0) await this.press(folded.locator("summary"));
      await this.#fill(field, given, files);
    }
  }

  async #fill(field: Field, given: unknown, files: (ids: readonly string[]) => readonly Attachment[]): Promise<void> {
    const form = this.form();
    const place = form.locator(`fieldset[data-field=${quoted(field.name)}]`);
    const input = form.locator(`[name=${quoted(field.name)}]`);
    const choice = (value: unknown): Locator => place.locator(`label.choice:has(input[value=${quoted(String(value))}])`);
    switch (field.kind) {
      case "text":
      case "number":
      case "money":
        if ((await input.inputValue()) === String(given)) return;
        this.count.words += wordsOf(given);
        return input.fill(String(given));
      case "when":
        return this.#date(input, String(given));
      case "choice":
        if (await choice(given).locator("input").isChecked()) return;
        return this.press(choice(given));
      case "choices": {
        const ticked = await place.locator("input:checked").all();
        const before = await Promise.all(ticked.map((one) => one.inputValue()));
        for (const value of changedTicks(before, given)) await this.press(choice(value));
        return;
      }
      case "yes":
        if ((await input.isChecked()) !== given) await this.press(form.locator(`label:has([name=${quoted(field.name)}])`));
        return;
      case "files":
        await this.#clear(place);
        return this.put(place, files(given as readonly string[]));
      default:
        return field satisfies never;
    }
  }

  /** A date is one press, in the calendar or, where it is no time of day, in words. */
  async #date(input: Locator, given: string): Promise<void> {
    if ((await input.inputValue()) === given) return;
    this.count.presses++;
    const calendar = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(given);
    if (calendar !== ((await input.getAttribute("type")) === "datetime-local"))
      await input.locator("xpath=following-sibling::button").click();
    await input.fill(given);
  }

  /** Takes out the files that a form kept from an attempt before. */
  async #clear(place: Locator): Promise<void> {
    const chips = place.locator(".chip button");
    for (let left = await chips.count(); left > 0; left = await chips.count()) await chips.first().click();
  }

  /** Puts files to a form or composer until they are there, again where the page says that one did not arrive; whoever calls counts. */
  async put(place: Locator, files: readonly Attachment[]): Promise<void> {
    for (const file of files) {
      const kept = place.locator(".chip", { hasText: file.name });
      const failed = place.locator(".attached .problem", { hasText: file.name });
      do {
        await place.locator("input[type=file]").setInputFiles({ ...file });
        await kept.or(failed).first().waitFor();
      } while ((await kept.count()) === 0);
    }
  }

  /** Whether a room is among those that this person may enter. */
  async enters(room: string): Promise<boolean> {
    return (await this.page.locator(`[data-room=${quoted(room)}]`).count()) > 0;
  }

  /** The keys of what can be done, once the list of it is there. */
  async listed(): Promise<readonly string[]> {
    const buttons = this.page.locator("dialog.sheet-more [data-action]");
    await buttons.first().waitFor();
    return Promise.all((await buttons.all()).map(async (button) => (await button.getAttribute("data-action")) ?? ""));
  }

  /** Where the person writes to the open room. */
  composer(): Locator {
    return this.page.locator("form.composer");
  }

  /** Which of these files are not with what is being written. */
  async lacks(files: readonly Attachment[]): Promise<readonly Attachment[]> {
    const chips = await this.composer().locator(".chip").allTextContents();
    return files.filter(({ name }) => !chips.some((chip) => chip.includes(name)));
  }

  /** Takes a file out of what is being written, if it is there. */
  async take({ name }: Attachment): Promise<void> {
    const chip = this.composer().locator(".chip", { hasText: name });
    if ((await chip.count()) > 0) await chip.locator("button").click();
  }

  /** Types into the composer, to the room itself. */
  async write(text: string): Promise<void> {
    const answering = this.composer().locator(".composer-case button");
    if ((await answering.count()) > 0) await answering.click();
    this.count.words += wordsOf(text);
    await this.composer().locator("textarea").fill(text);
  }

  /** Waits until what was written has left the composer. */
  async written(): Promise<void> {
    await this.composer().locator("textarea:placeholder-shown").waitFor();
  }

  /** The id that the server gave the file that `work` adds. */
  async uploading(work: () => Promise<void>): Promise<string> {
    const kept = this.page.waitForResponse((answer) => answer.url().endsWith("/api/files") && answer.ok());
    kept.catch(() => undefined);
    await work();
    return ((await (await kept).json()) as { id: string }).id;
  }

  /** Chooses a language on the first page, and picks the person again. */
  async speak(language: string, person: string, relationship: string): Promise<void> {
    await this.dismiss();
    await this.page.locator(".self .button").click();
    await this.page.locator(".start .language select").selectOption(language);
    await this.page.locator(`html[lang^=${quoted(language)}]`).waitFor();
    await this.pick(person, relationship);
  }

  /** Does what sends something, and gives the server's answer; where the page cannot say whether it arrived, it is sent again as offered. */
  async sending(work: () => Promise<void>): Promise<Answered> {
    const trouble = this.page.locator(".note-trouble button.button-primary");
    let arrived = this.#nextAnswer();
    await work();
    for (;;) {
      const troubled = trouble.waitFor().then(() => null);
      troubled.catch(() => undefined);
      const answer = await Promise.race([arrived, troubled]);
      // A body that broke off is no answer to the page either: it sends again.
      const whole = answer === null ? null : await answered(answer).catch(() => null);
      if (whole !== null) return whole;
      arrived = this.#nextAnswer();
      if (answer === null) {
        await trouble.click();
        await trouble.waitFor({ state: "detached" });
      }
    }
  }

  #nextAnswer(): Promise<Received> {
    return new Promise((resolve) => {
      const look = (answer: Received): void => {
        if (answer.request().method() !== "POST" || !/\/api\/(cases|rooms)\b/.test(answer.url()) || answer.status() >= 500) return;
        this.page.off("response", look);
        resolve(answer);
      };
      this.page.on("response", look);
    });
  }

  /** Waits until the page tells this next to what was pressed. */
  async tells({ ok, says }: Answered): Promise<void> {
    const [longest = ""] = says.filter((part) => typeof part === "string").sort((one, other) => other.length - one.length);
    if (longest === "") return;
    const note = this.page.locator(ok ? ".note-said" : ".note-refused, .problem").filter({ hasText: longest.trim(), visible: true });
    await note.first().waitFor();
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

  /** Presses what saves a file, and gives the file's text. */
  async saved(button: Locator): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), button.click()]);
    return textOfDownload(download);
  }
}

async function textOfDownload(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
