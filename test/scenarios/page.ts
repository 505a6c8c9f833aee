/** A person at the playground's page: what they read stands there, what they press is the very button that they see. */
import type { Locator } from "playwright-core";
import type { Message } from "../../src/domain/message.ts";
import { asksFirst, checkFilled, slotOf } from "./http.ts";
import { actionsOf, type Hands, type Place, posted, type Said, type Seat, textOfBlock } from "./player.ts";
import type { Shown, Standing } from "./reading.ts";
import type { Attachment, Tab } from "./tab.ts";

/** When something can be looked at: before a button is pressed, when its form is filled, when the outcome is told. */
export type Moment = {
  readonly when: "before" | "form" | "told";
  readonly who: string;
  readonly key: string;
  readonly tab: Tab;
  /** Brings into view again what is looked at. */
  show(): Promise<void>;
};
/** Where somebody plays at a page. */
export type Desk = {
  /** Opens a tab and picks the person in it; called once, when the person first does something. */
  open(seat: Seat): Promise<Tab>;
  /** Called at every moment. */
  look(moment: Moment): Promise<void>;
};

/** Plays a person in a tab of their own. */
export function onPage(seat: Seat, desk: Desk): Hands {
  const { id: who } = seat;
  const count = { presses: 0, words: 0 };
  const attached = new Map<string, { readonly file: Attachment; readonly room: string }>();
  let opening: Promise<Tab> | null = null;
  let opened: Tab | null = null;
  let token = "";
  let open: string | null = null;

  const sit = (): Promise<Tab> => {
    opening ??= desk.open(seat).then(async (tab) => {
      token = await tab.token();
      opened = tab;
      return tab;
    });
    return opening;
  };
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    await sit();
    return seat.send(path, { ...init, headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` } });
  };
  const files = (ids: readonly string[]): readonly Attachment[] => ids.map((id) => attached.get(id)!.file);
  /** Files that wait where something will be said are taken out of there, to be used elsewhere. */
  const takeOut = async (tab: Tab, ids: unknown, room: string | null): Promise<void> => {
    for (const id of Array.isArray(ids) ? (ids as readonly string[]) : []) {
      const { file, room: there } = attached.get(id)!;
      if (there === room) continue;
      await tab.go(there);
      await tab.take(file);
    }
  };
  const look = (when: Moment["when"], key: string, tab: Tab, place?: Locator): Promise<void> =>
    desk.look({ when, who, key, tab, show: async () => place?.scrollIntoViewIfNeeded() });

  const read = async (room: string): Promise<readonly Said[]> => {
    const tab = await sit();
    for (let again = 0; ; again++) {
      const said = await posted(ask, room);
      // Another firm's room is not on the page at all.
      if (said.length === 0 && !(await tab.enters(room))) return said;
      await tab.go(room);
      const shown = await tab.read(said.map((one) => ({ id: one.id, seq: one.seq, optional: isOver(one, said) })));
      const wrong = differences(said, shown);
      if (wrong.length === 0) return standing(said, shown);
      if (again >= 3) throw new Error(`${who} sees in ${room}: ${wrong.join("\n")}`);
    }
  };
  const openMore = async (id: string): Promise<{ readonly tab: Tab; readonly message: Message }> => {
    const tab = await sit();
    const isMore = ({ message }: Said): boolean =>
      actionsOf(message?.blocks ?? []).some(({ press }) => press.kind === "more" && press.case === id);
    const card = (await read("shared")).find(isMore);
    if (!card) throw new Error(`${who} sees no More… of ${id}`);
    await tab.press(tab.button("action.more", { kind: "message", room: "shared", message: card.id }));
    const keys = await tab.listed();
    const message = (await (await ask(`/api/cases/${id}/more`)).json()) as Message;
    const expected = actionsOf(message.blocks).map(({ key }) => key);
    if (keys.join() !== expected.join()) throw new Error(`${who} sees under More…: ${keys.join()}, not ${expected.join()}`);
    return { tab, message };
  };
  const uncounted = async <T>(work: () => Promise<T>): Promise<T> => {
    const tab = await sit();
    const before = tab.count.presses;
    try {
      return await work();
    } finally {
      tab.count.presses = before;
    }
  };

  return {
    get count() {
      return opened?.count ?? count;
    },
    token: () => token,
    ask,
    read,
    posted: (room) => posted(ask, room),
    opens: async (file) => (await ask(`/api/files/${file}`)).ok,
    async welcome() {
      const tab = await sit();
      await tab.go("shared");
      return (await (await ask("/api/rooms/shared/welcome")).json()) as Message;
    },
    more: async (id) => (await openMore(id)).message,
    possible: (id) =>
      uncounted(async () => {
        const { tab, message } = await openMore(id);
        await tab.dismiss();
        return message;
      }),
    async press(action, place: Place, filled) {
      const tab = await sit();
      if (place.kind !== "more") await tab.go(place.kind === "message" ? place.room : "shared");
      const button = tab.button(action.key, place);
      await tab.bringIntoView(button);
      await look("before", action.key, tab, button);
      const slot = slotOf(action);
      const still = open === slot;
      open = null;
      const press = (): Promise<void> => (still ? uncounted(() => tab.press(button)) : tab.press(button));
      const asks = asksFirst(action);
      if (asks) {
        checkFilled(action, filled);
        await press();
        await tab.fill(action.fields, filled, files);
        await look("form", action.key, tab);
      }
      const answer = await tab.sending(() => (asks ? tab.press(tab.form().locator("button[type=submit]")) : press()));
      await tab.tells(answer);
      if (answer.ok) await tab.page.locator("dialog").first().waitFor({ state: "detached" });
      else if (asks && place.kind !== "more") open = slot;
      await look("told", action.key, tab);
      if (answer.ok) await takeOut(tab, filled["files"], null);
      return answer;
    },
    async invitation({ key }, place) {
      const tab = await sit();
      await tab.go(place.kind === "message" ? place.room : "shared");
      tab.count.presses++;
      return tab.saved(tab.button(key, place));
    },
    report: (id) =>
      uncounted(async () => {
        const { tab } = await openMore(id);
        await tab.press(tab.button("action.full-report", { kind: "more" }));
        await look("told", "action.full-report", tab);
        const text = await tab.saved(tab.page.locator(".report-actions button").last());
        await tab.dismiss();
        return text;
      }),
    async say(room, text, ids) {
      const tab = await sit();
      await takeOut(tab, ids, room);
      await tab.go(room);
      const missing = await tab.lacks(files(ids));
      await tab.put(tab.composer(), missing);
      await tab.write(text);
      await look("before", "say", tab);
      const answer = await tab.sending(() => tab.press(tab.composer().locator("button[type=submit]")));
      await tab.written();
      return answer;
    },
    async attach(name, bytes, room) {
      const tab = await sit();
      await tab.go(room);
      const file = { name, mimeType: name.endsWith(".csv") ? "text/csv" : "image/png", buffer: Buffer.from(bytes) };
      const id = await tab.uploading(() => tab.put(tab.composer(), [file]));
      tab.count.presses++;
      attached.set(id, { file, room });
      return id;
    },
    async speak(language) {
      const tab = await sit();
      await tab.speak(language, who, seat.relationship);
      token = await tab.token();
    },
  };
}

/** Whether a newer copy of the same question, or its end, stands below: then the page may show less of this one, or nothing. */
function isOver({ id, case: of, message }: Said, all: readonly Said[]): boolean {
  if (message?.ask === undefined || message.tone !== "ask") return false;
  const copies = all.filter((one) => one.case === of && one.message?.ask === message.ask);
  return copies.at(-1)?.id !== id || copies.some((one) => one.message?.tone === "locked");
}

/** How what the page shows differs from what was delivered, in words. */
function differences(said: readonly Said[], { standing: shown, missing }: Shown): readonly string[] {
  const known = new Map(said.map((one) => [one.id, one]));
  return [
    ...missing.map((id) => `nothing of ${id}`),
    ...shown.flatMap((stands) => {
      const one = known.get(stands.id);
      if (!one) return [`${stands.id}, which was not delivered`];
      if (stands.seq !== one.seq) return [`another state of ${stands.id}`];
      if (stands.again) return isOver(one, said) ? [] : [`${stands.id} as asked again`];
      if (one.text !== null && stands.said !== one.text) return [`${stands.said} for ${one.text}`];
      return one.message === null ? [] : differing(stands, one.message);
    }),
  ];
}

/** A message may stand in any of its languages, block by block as it was delivered. */
function differing(stands: Standing, message: Message): readonly string[] {
  const written = [message, ...(message.translations ?? [])].map(({ blocks }) =>
    blocks.filter(({ kind }) => kind !== "picture" && kind !== "actions").map(textOfBlock),
  );
  const same = (texts: readonly string[]): boolean =>
    texts.length === stands.blocks.length && texts.every((text, at) => stands.blocks[at] === null || stands.blocks[at] === text);
  return written.some(same) ? [] : [`${JSON.stringify(stands.blocks)} for ${JSON.stringify(written[0])}`];
}

/** What was delivered, as far as it stands on the page: with the buttons that are there. */
function standing(said: readonly Said[], { standing: shown }: Shown): readonly Said[] {
  return said.flatMap((one): Said[] => {
    const stands = shown.find(({ id }) => id === one.id);
    if (!stands) return [];
    if (one.message === null) return [one];
    const blocks = one.message.blocks.map((block) =>
      block.kind === "actions" ? { ...block, actions: block.actions.filter(({ key }) => stands.buttons.includes(key)) } : block,
    );
    return [{ ...one, message: { ...one.message, blocks } }];
  });
}
