/** Where people write: to the room or in a case, with files; what is typed stays until it has arrived. */
import { useEffect, useRef, useState } from "preact/hooks";
import { SignedOut, say } from "./api.ts";
import { Attached, FilePicker, uploadedFiles, useAttaching } from "./files.tsx";
import { CrossIcon, ReplyIcon } from "./icons.tsx";
import { NoteOf } from "./message.tsx";
import { goOn, keyFor, resolve } from "./press.ts";
import { hurry, leave } from "./rooms.ts";
import { change, current, setDraft, setNote } from "./state.ts";
import type { RoomFace } from "./wire.ts";
import { word } from "./words.ts";

/** At most so many files on one message. */
const maxFiles = 10;

/** Which element to focus to write in a room. */
const composerId = (room: string): string => `composer-${room}`;

/** What one may write in a room. */
function promptOf({ audience }: RoomFace): string {
  if (audience === "shared") return word("page.message-shared");
  return word(audience === "person" ? "page.message-person" : "page.message-side");
}

/** The composer of a room; `caseTitle` names the case that it answers in. */
export function Composer({ room, caseTitle }: { room: RoomFace; caseTitle: string | null }) {
  const target = current().target[room.id] ?? null;
  const slot = `composer|${room.id}|${target ?? ""}`;
  const origin = `composer-note-${room.id}`;
  const { text: typed } = current().drafts[slot] ?? {};
  const text = typeof typed === "string" ? typed : "";
  const [sending, setSending] = useState(false);
  const filesSlot = `composer-files|${room.id}`;
  const kept = current().drafts[filesSlot]?.["files"];
  const attaching = useAttaching(maxFiles, uploadedFiles(Array.isArray(kept) ? (kept as readonly string[]) : []));
  const ids = attaching.files.map(({ id }) => id).join();
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = text.trim() === "" && attaching.files.length === 0;

  useEffect(() => {
    if (target !== null) field.current?.focus();
  }, [target]);

  // The ids say when the files have changed.
  useEffect(() => setDraft(filesSlot, ids === "" ? null : { files: attaching.files.map(({ id }) => id) }), [ids]);

  const whatOf = (words: { text: string; case: string | null; files: string[] }) =>
    `${room.id}|${words.case}|${words.text}|${words.files.join()}`;
  const send = async (body: { key: string; text: string; case: string | null; files: string[] }) => {
    setSending(true);
    goOn();
    setNote(origin, null);
    try {
      const outcome = await say(room.id, body);
      resolve(whatOf(body), body.key, outcome.kind !== "trouble");
      if (outcome.kind !== "trouble") hurry();
      if (outcome.kind === "done") {
        setDraft(slot, null);
        attaching.clear();
        if (outcome.says && outcome.says.length > 0) setNote(origin, { kind: "said", says: outcome.says, actions: [], retry: null });
      } else if (outcome.kind === "trouble") {
        setNote(origin, { kind: "trouble", says: outcome.says, actions: [], retry: () => void send(body) });
      } else {
        const actions = outcome.kind === "refused" ? outcome.actions : [];
        setNote(origin, { kind: "refused", says: outcome.says, actions, retry: null });
      }
    } catch (error) {
      if (error instanceof SignedOut) leave();
      else setNote(origin, { kind: "trouble", says: null, actions: [], retry: () => void send(body) });
    } finally {
      setSending(false);
    }
  };
  const submit = () => {
    if (sending || empty || attaching.pending.length > 0) return;
    const words = { text: text.trim(), case: target, files: attaching.files.map(({ id }) => id) };
    void send({ ...words, key: keyFor(whatOf(words)) });
  };
  const label = caseTitle === null ? promptOf(room) : word("page.message-in", { case: caseTitle });

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NoteOf origin={origin} />
      {caseTitle !== null && (
        <p class="composer-case">
          <ReplyIcon />
          <span class="composer-title">{word("page.message-in", { case: caseTitle })}</span>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => change((before) => ({ target: { ...before.target, [room.id]: null } }))}
          >
            <CrossIcon />
            <span class="wide-only">{word("page.leave-case")}</span>
            <span class="unseen narrow-only">{word("page.leave-case")}</span>
          </button>
        </p>
      )}
      <Attached attaching={attaching} max={maxFiles} />
      <div class="composer-row">
        <FilePicker id={`attach-${room.id}`} label={word("page.attach")} quiet max={maxFiles} onPick={attaching.add} />
        <textarea
          ref={field}
          id={composerId(room.id)}
          rows={1}
          dir={text === "" ? undefined : "auto"}
          maxLength={4000}
          aria-label={label}
          placeholder={label}
          value={text}
          onInput={(event) => setDraft(slot, { text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !matchMedia("(pointer: coarse)").matches && !event.isComposing) {
              event.preventDefault();
              submit();
            }
          }}
        />
        <button type="submit" class="button button-primary" aria-disabled={sending || empty}>
          {sending ? word("page.sending") : word("page.send")}
        </button>
      </div>
    </form>
  );
}
