/** What happens when something is pressed: a form opens, a command is passed on, and the outcome is told where it was pressed. */
import type { Action, Field } from "../../../src/domain/message.ts";
import { fetchAgreement, fetchMore, fetchOffers, fetchReport, newKey, pass, SignedOut, saveInvitation } from "./api.ts";
import { knowFiles } from "./files.tsx";
import { choose, hurry, leave } from "./rooms.ts";
import { change, current, type Note, type Sheet, setDraft, setNote } from "./state.ts";
import type { Outcome, RoomMessage, Values } from "./wire.ts";
import { word } from "./words.ts";

/** Under which name a button is busy and a form keeps what was typed. */
export const slotOf = (action: Action): string => `${action.key}|${JSON.stringify(action.press)}`;

/** What a form is called: its button without the dots that promised the form. */
export const formTitle = ({ label }: Action): string => label.replace(/\s*(…|\.\.\.)$/, "");

let sheets = 0;
function newSheet(): string {
  sheets += 1;
  return `sheet-${sheets}`;
}
const put = (sheet: Sheet): void => change((before) => ({ sheets: [...before.sheets, sheet] }));
const amend = (id: string, part: Partial<Sheet>): void =>
  change((before) => ({ sheets: before.sheets.map((sheet) => (sheet.id === id ? ({ ...sheet, ...part } as Sheet) : sheet)) }));

/** Closes a dialog and whatever lies on top of it. */
export function closeSheet(id: string): void {
  const at = current().sheets.findIndex((sheet) => sheet.id === id);
  if (at >= 0) change(({ sheets: open }) => ({ sheets: open.slice(0, at) }));
  setNote(id, null);
}

/** Keys of presses that may or may not have arrived: pressed again unchanged, they go under the same key. */
const unresolved = new Map<string, string>();
/** The key for a press; the one it had before when nobody knows what became of it. */
export const keyFor = (what: string): string => unresolved.get(what) ?? newKey();
/** Notes whether what became of a press is known. */
export function resolve(what: string, key: string, known: boolean): void {
  if (known) unresolved.delete(what);
  else unresolved.set(what, key);
}

const followMs = 6_000;
let followUntilMs = 0;
/** Whether the reader has just opened a case and wants to see it come. */
export const following = (): boolean => Date.now() < followUntilMs;

/** Takes away what was told about earlier presses, now that the reader goes on; what still needs them stays. */
export const goOn = (): void =>
  change(({ notes }) => ({ notes: Object.fromEntries(Object.entries(notes).filter(([, { kind }]) => kind !== "said")) }));

/** A button was pressed at `origin` (a message, a note or a dialog). */
export function press(action: Action, origin: string): void {
  goOn();
  setNote(origin, null);
  const { press: asked } = action;
  switch (asked.kind) {
    case "command":
      if (action.fields.length > 0 || action.intro.length > 0) openForm(action, origin);
      else void command(action, {}, origin);
      return;
    case "more":
      open({ kind: "more", id: newSheet(), origin, case: asked.case, message: null, failed: false });
      return;
    case "invitation":
      saveInvitation(asked.case, asked.visit).catch(() => setNote(origin, { kind: "trouble", says: null, actions: [], retry: null }));
      return;
    case "report":
      open({ kind: "report", id: newSheet(), origin, case: asked.case, agreement: null, text: null, failed: false });
      return;
    case "agreement":
      open({ kind: "report", id: newSheet(), origin, case: asked.case, agreement: asked.name, text: null, failed: false });
      return;
    case "compare":
      compare(asked, origin);
      return;
    case "language":
      choose(asked.language).catch(() => setNote(origin, { kind: "trouble", says: null, actions: [], retry: null }));
      return;
    default:
      asked satisfies never;
  }
}

/**
 * The same action with its form begun: its first line holds what the message says, its files are the message's. The form is the message's
 * own: what was typed for another, or before for this one, stays as it is.
 */
export function withBegun(action: Action, { id, text, files }: RoomMessage): Action {
  const begun = { ...action, key: `${action.key}:${id}` };
  const slot = slotOf(begun);
  if (current().drafts[slot]) return begun;
  const line = action.fields.find((field) => field.kind === "text");
  const attached = action.fields.find((field) => field.kind === "files");
  knowFiles(files);
  setDraft(slot, {
    ...(line && { [line.name]: (text ?? "").slice(0, line.maxLength) }),
    ...(attached && { [attached.name]: files.slice(0, attached.max).map((file) => file.id) }),
  });
  return begun;
}

/** Opens a form; from a refusal inside another form it takes that one's place, with what was typed there. */
function openForm(action: Action, origin: string): void {
  const below = current().sheets.find(({ id }) => id === origin);
  if (below?.kind !== "form") {
    put({ kind: "form", id: newSheet(), origin, action, problem: null });
    return;
  }
  const slot = slotOf(action);
  const { drafts } = current();
  const typed = drafts[slotOf(below.action)] ?? {};
  const open = action.fields.filter(({ name }) => name in typed).filter((field) => isEmpty(field));
  if (!drafts[slot]) setDraft(slot, Object.fromEntries(open.map(({ name }) => [name, typed[name] ?? ""])));
  closeSheet(below.id);
  put({ kind: "form", id: newSheet(), origin: below.origin, action, problem: null });
}

const isEmpty = (field: Field): boolean => {
  if (field.kind === "files") return true;
  return field.value === null || field.value === "" || (Array.isArray(field.value) && field.value.length === 0);
};

type Fetched = Exclude<Sheet, { kind: "form" | "set-up" }>;

/** Two offers side by side; other two take their place. */
function compare({ case: id, one, other }: Extract<Action["press"], { kind: "compare" }>, origin: string): void {
  const below = current().sheets.find((sheet) => sheet.id === origin);
  if (below?.kind === "offers") {
    amend(below.id, { one, other });
    load({ ...below, one, other });
  } else open({ kind: "offers", id: newSheet(), origin, case: id, one, other, message: null, failed: false });
}

function open(sheet: Fetched): void {
  put(sheet);
  load(sheet);
}

/** Fetches what a dialog shows. */
export function load(sheet: Fetched): void {
  amend(sheet.id, { failed: false });
  fetched(sheet).then(
    (part) => amend(sheet.id, part),
    () => amend(sheet.id, { failed: true }),
  );
}

async function fetched(sheet: Fetched): Promise<Partial<Fetched>> {
  switch (sheet.kind) {
    case "more":
      return { message: await fetchMore(sheet.case) };
    case "offers":
      return { message: await fetchOffers(sheet.case, sheet.one, sheet.other) };
    case "report":
      return { text: await (sheet.agreement === null ? fetchReport(sheet.case) : fetchAgreement(sheet.case, sheet.agreement)) };
    default:
      return sheet satisfies never;
  }
}

/** Sends the filled-in form of a dialog. */
export function submitForm(sheet: Extract<Sheet, { kind: "form" }>, values: Values): Promise<void> {
  setNote(sheet.id, null);
  amend(sheet.id, { problem: null });
  return command(sheet.action, values, sheet.id);
}

async function command(action: Action, values: Values, origin: string): Promise<void> {
  if (action.press.kind !== "command") return;
  const slot = slotOf(action);
  if (current().busy.has(slot)) return;
  change(({ busy }) => ({ busy: new Set([...busy, slot]) }));
  const what = `${slot}|${JSON.stringify(values)}`;
  // What one message read is reported once, however often it is pressed.
  const once = action.press.case === null && action.fields.length === 0 && origin.startsWith("message-");
  const key = once ? `web-${origin}` : keyFor(what);
  const again = () => void command(action, values, origin);
  if (action.press.case === null) followUntilMs = Date.now() + followMs;
  try {
    const outcome = await pass(action.press, values, key);
    resolve(what, key, outcome.kind !== "trouble");
    if (outcome.kind !== "trouble") hurry();
    tell(outcome, action, origin, again);
  } catch (error) {
    if (error instanceof SignedOut) leave();
    else setNote(origin, { kind: "trouble", says: null, actions: [], retry: again });
  } finally {
    change(({ busy }) => ({ busy: new Set([...busy].filter((name) => name !== slot)) }));
  }
}

/** Tells an outcome next to what was pressed; a dialog that succeeded closes and its news goes to where it was opened. */
function tell(outcome: Outcome, action: Action, origin: string, retry: () => void): void {
  const sheet = current().sheets.find(({ id }) => id === origin);
  switch (outcome.kind) {
    case "done": {
      setDraft(slotOf(action), null);
      const filed = sheet ? sheet.origin : origin;
      if (action.press.kind === "command" && action.press.case === null && filed.startsWith("message-"))
        change(({ spent }) => ({ spent: new Set([...spent, filed]) }));
      const told = outcome.says !== null && outcome.says.length > 0;
      if (!told) change({ aloud: word("page.noted") });
      const note: Note | null = told ? { kind: "said", says: outcome.says, actions: [], retry: null } : null;
      setNote(sheet ? land(sheet) : origin, note);
      return;
    }
    case "refused":
      setNote(origin, { kind: "refused", says: outcome.says, actions: outcome.actions, retry: null });
      return;
    case "input":
      if (sheet?.kind === "form") amend(sheet.id, { problem: outcome });
      else setNote(origin, { kind: "refused", says: outcome.says, actions: [], retry: null });
      return;
    case "trouble":
      setNote(origin, { kind: "trouble", says: outcome.says, actions: [], retry });
      return;
    default:
      outcome satisfies never;
  }
}

/** Closes a dialog, and the list of possibilities beneath it; gives the place where its news belongs. */
function land(sheet: Sheet): string {
  closeSheet(sheet.id);
  const below = current().sheets.find(({ id }) => id === sheet.origin);
  return below?.kind === "more" || below?.kind === "offers" ? land(below) : sheet.origin;
}
