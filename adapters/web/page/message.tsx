/** One message of a room: who, what, what can be pressed, what was said about a press, and who can see it. */
import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { direction } from "../../../src/domain/languages.ts";
import type { Action, Block, Message } from "../../../src/domain/message.ts";
import { Files, Picture } from "./files.tsx";
import { dayOf, timeOf } from "./format.ts";
import { BothIcon, CrossIcon, LockIcon, PencilIcon, SeenIcon } from "./icons.tsx";
import { Keep } from "./keep.tsx";
import { Parts } from "./parts.tsx";
import { formTitle, press, slotOf } from "./press.ts";
import { change, current, readerOf, setNote } from "./state.ts";
import type { Asking } from "./threads.ts";
import type { PersonFace, RoomFace, RoomMessage } from "./wire.ts";
import { learn, ownLanguage, word } from "./words.ts";

/** The level of a message's headings: one below the heading that it stands under. */
export const HeadingLevel = createContext<"h2" | "h3">("h2");

/** Draws the blocks of a message one under the other, pictures that follow each other side by side. */
function Blocks({ blocks, language, origin }: { blocks: readonly Block[]; language: string; origin: string }) {
  const rows: Block[][] = [];
  for (const block of blocks) {
    const row = rows.at(-1);
    if (block.kind === "picture" && row?.[0]?.kind === "picture") row.push(block);
    else rows.push([block]);
  }
  const draw = (block: Block, at: number) => <OneBlock key={at} block={block} language={language} origin={origin} />;
  return (
    <>
      {rows.map((row, at) =>
        row[0]?.kind === "picture" ? (
          <div key={at} class="files">
            {row.map(draw)}
          </div>
        ) : (
          row.map(draw)
        ),
      )}
    </>
  );
}

function OneBlock({ block, language, origin }: { block: Block; language: string; origin: string }) {
  const Heading = useContext(HeadingLevel);
  switch (block.kind) {
    case "heading":
      return (
        <Heading class="block-heading">
          <Parts parts={block.parts} language={language} />
        </Heading>
      );
    case "text":
      return (
        <p class={`block-text ${block.tone}`}>
          <Parts parts={block.parts} language={language} />
        </p>
      );
    case "list":
      return (
        <ol class="block-list">
          {block.items.map((item, at) => (
            <li key={at}>
              <Parts parts={item} language={language} />
            </li>
          ))}
        </ol>
      );
    case "facts":
      return (
        <dl class="block-facts">
          {block.rows.map(({ label, value, change: correct }, at) => (
            <div key={at}>
              <dt>
                <Parts parts={label} language={language} />
              </dt>
              <dd>
                <Parts parts={value} language={language} />
                {correct && <Pencil action={correct} origin={origin} />}
              </dd>
            </div>
          ))}
        </dl>
      );
    case "columns":
      return <Columns block={block} language={language} />;
    case "picture":
      return <Picture id={block.file} alt={block.alt} />;
    case "actions":
      return <Actions actions={block.actions} origin={origin} />;
    default:
      return block satisfies never;
  }
}

function Columns({ block: { heads, rows }, language }: { block: Extract<Block, { kind: "columns" }>; language: string }) {
  return (
    <table class="block-columns">
      <thead>
        <tr>
          <td />
          {heads.map((head, at) => (
            <th key={at} scope="col">
              <Parts parts={head} language={language} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, cells, differs }, at) => (
          <tr key={at} class={differs ? "differs" : ""}>
            <th scope="row">
              <Parts parts={label} language={language} />
            </th>
            {cells.map((cell, column) => (
              <td key={column}>
                <span class="column-name" aria-hidden="true">
                  <Parts parts={heads[column] ?? []} language={language} />
                </span>
                <Parts parts={cell} language={language} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
/** Corrects one fact. */
const Pencil = ({ action, origin }: { action: Action; origin: string }) => (
  <button
    type="button"
    class="button button-quiet pencil"
    data-action={action.key}
    title={formTitle(action)}
    aria-label={formTitle(action)}
    onClick={() => press(action, origin)}
  >
    <PencilIcon />
  </button>
);

/** Buttons; what they mean is not ours to know. */
export function Actions({ actions, origin }: { actions: readonly Action[]; origin: string }) {
  if (actions.length === 0) return null;
  return (
    <div class="actions">
      {actions.map((action) => {
        const busy = current().busy.has(slotOf(action));
        return (
          <button
            key={slotOf(action)}
            type="button"
            class={`button button-${action.style}`}
            dir="auto"
            data-action={action.key}
            aria-disabled={busy}
            onClick={() => !busy && press(action, origin)}
          >
            {busy ? word("page.working") : <bdi>{action.label}</bdi>}
          </button>
        );
      })}
    </div>
  );
}

/** What is said to the reader alone about a press at `origin`. */
export function NoteOf({ origin }: { origin: string }) {
  const note = current().notes[origin];
  if (!note) return null;
  const { retry } = note;
  const again = () => {
    setNote(origin, null);
    retry?.();
  };
  return (
    <div class={`note note-${note.kind}`} role={note.kind === "said" ? "status" : "alert"}>
      <p class="note-text">{note.says ? <Parts parts={note.says} language={ownLanguage()} /> : word("page.no-answer")}</p>
      <Actions actions={note.actions} origin={origin} />
      {retry && (
        <div class="actions">
          <button type="button" class="button button-primary" onClick={again}>
            {word("page.try-again")}
          </button>
        </div>
      )}
      <p class="seen">
        <SeenIcon audience="person" />
        {word("page.private-note")}
      </p>
      <button type="button" class="button button-quiet button-icon note-close" onClick={() => setNote(origin, null)}>
        <CrossIcon />
        <span class="unseen">{word("page.close")}</span>
      </button>
    </div>
  );
}

/** Learns the words of the language that a message is written in. */
const inWords = (language: string): string => {
  learn(language, () => change({}));
  return language;
};

/** A message of Parley's by itself; `shown` leaves out what stands elsewhere, such as the heading of a thread. */
export function MessageBody({ message, origin, shown }: { message: Message; origin: string; shown?: readonly Block[] }) {
  const language = inWords(message.language);
  return (
    <div class="message-body" lang={language} dir={direction(language)}>
      {message.tone === "ask" && <p class="tone-label">{word("page.needs-answer", {}, language)}</p>}
      {message.tone === "locked" && (
        <p class="tone-label">
          <LockIcon />
          {word("page.decided", {}, language)}
        </p>
      )}
      <Blocks blocks={shown ?? message.blocks} language={language} origin={origin} />
    </div>
  );
}

/** An earlier copy of a question: its name, and whether it is asked again or decided. */
function EarlierCopy({ message, asking }: { message: Message; asking: "again" | "over" }) {
  const title = message.blocks.find((block) => block.kind === "heading");
  return (
    <p class="block-text" lang={message.language} dir={direction(message.language)}>
      {title && <Parts parts={title.parts} language={message.language} />} ·{" "}
      {word(asking === "again" ? "page.asked-again" : "page.decided", {}, message.language)}
    </p>
  );
}

/** Who can see a message, always at its foot. */
export function Seen({ audience, children }: { audience: RoomFace["audience"]; children: ComponentChildren }) {
  return (
    <p class="seen">
      <SeenIcon audience={audience} />
      {children}
    </p>
  );
}

const ParleyMark = () => (
  <span class="initials initials-parley" aria-hidden="true">
    <BothIcon />
  </span>
);

/** The first letters of a name, as a picture of its person. */
export function Initials({ person }: { person: PersonFace }) {
  const letters = person.name
    .split(/\s+/)
    .map((name) => [...name][0] ?? "")
    .slice(0, 2)
    .join("");
  return (
    <span class={`initials initials-${person.firm}`} aria-hidden="true">
      {letters}
    </span>
  );
}

/** What stays of a message whose buttons have done their work. */
function withoutButtons(block: Block): Block[] {
  if (block.kind === "actions") return [];
  return block.kind === "facts" ? [{ ...block, rows: block.rows.map(({ label, value }) => ({ label, value })) }] : [block];
}

type RoomMessageProps = {
  readonly entry: RoomMessage;
  readonly room: RoomFace;
  readonly shown?: readonly Block[];
  readonly asking?: Asking | null;
};

/** One entry of a room. */
export function RoomMessageView({ entry, room, shown, asking = null }: RoomMessageProps) {
  const { me, nowMs, notes, spent } = current();
  const reader = readerOf(current());
  const { author, message } = entry;
  const person = author.kind === "person" ? me?.people.find(({ id }) => id === author.id) : undefined;
  const origin = `message-${entry.id}`;
  // A reminder of what has been answered says nothing any more, but what was told about answering it; of two copies the newer is pressed.
  if (asking === "over" && !notes[origin]) return null;
  const earlier = asking === "open" ? null : asking;
  const language = ownLanguage();
  const at = Date.parse(entry.at);
  const alone = entry.onlyYou || message?.seen.kind === "person";
  const drawn = spent.has(origin) ? message?.blocks.flatMap(withoutButtons) : shown;
  const audience = alone ? "person" : message?.seen.kind === "audience" ? message.seen.audience : room.audience;
  return (
    <article
      id={origin}
      tabIndex={-1}
      class={`message tone-${earlier ? "locked" : (message?.tone ?? "chat")}${alone && room.audience !== "person" ? " message-alone" : ""}`}
      data-seq={entry.seq}
      aria-labelledby={`${origin}-by`}
    >
      <header id={`${origin}-by`} class="by">
        {person ? <Initials person={person} /> : <ParleyMark />}
        <bdi class="by-name">{person ? person.name : word("page.parley")}</bdi>
        {person && <span class="by-firm">{me?.firms[person.firm].name}</span>}
      </header>
      {entry.text !== null && (
        <p class="said" dir="auto">
          {entry.text}
        </p>
      )}
      {message && !earlier && <MessageBody message={message} origin={origin} {...(drawn ? { shown: drawn } : {})} />}
      {message && earlier && <EarlierCopy message={message} asking={earlier} />}
      <Files files={entry.files} />
      {person && !message && !alone && room.audience !== "person" && <Keep entry={entry} origin={origin} />}
      <NoteOf origin={origin} />
      <Seen audience={audience}>
        <span dir="auto">
          {message ? <Parts parts={message.footer} language={message.language} /> : entry.onlyYou ? word("page.only-you") : room.footer}
        </span>
        <time class="seen-time" dateTime={entry.at}>
          {dayOf(at, reader.zone, language, nowMs)} {timeOf(at, reader.zone, language)}
        </time>
        {entry.edited && !message && <span>{word("page.edited")}</span>}
      </Seen>
    </article>
  );
}
