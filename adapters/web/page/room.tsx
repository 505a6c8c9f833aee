/** A room: what is pinned, its cases as threads with their card on top, chatter between, and where to write. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { direction } from "../../../src/domain/languages.ts";
import type { Part } from "../../../src/domain/message.ts";
import { Composer } from "./composer.tsx";
import { FoldIcon, ReplyIcon, SeenIcon } from "./icons.tsx";
import { Actions, HeadingLevel, MessageBody, NoteOf, RoomMessageView, Seen } from "./message.tsx";
import { Parts, plain } from "./parts.tsx";
import { following } from "./press.ts";
import { change, current, readerOf } from "./state.ts";
import { type Asking, askingOf, headingOf, type Item, itemsOf, rowsOf } from "./threads.ts";
import type { RoomFace, RoomMessage } from "./wire.ts";
import { word } from "./words.ts";

/** One room, whole. */
export function Room({ room }: { room: RoomFace }) {
  const { rooms, me, target } = current();
  const state = rooms[room.id];
  const firm = me && room.audience !== "person" && room.audience !== "shared" ? me.firms[room.audience].name : "";
  const other = me?.firms[me.person.firm === "supplier" ? "customer" : "supplier"].name ?? "";
  const side = room.audience !== "shared" && room.audience !== "person";
  const items = room.audience === "person" ? [] : itemsOf(state?.messages ?? []);
  const subtitle = side
    ? word("page.room-side", { firm: other })
    : room.audience === "person"
      ? word("page.room-person")
      : word("page.room-shared", { supplier: me?.firms.supplier.name ?? "", customer: me?.firms.customer.name ?? "" });
  const answering = target[room.id] ?? null;
  const title =
    answering === null ? null : plain(headingOf(answering, rooms) ?? [word("page.case")], me?.person.language ?? "en", readerOf(current()));
  const empty = side ? word("page.empty-side", { firm }) : word(room.audience === "shared" ? "page.empty-shared" : "page.empty-person");
  return (
    <main id="room" class={`room room-${side ? "side" : room.audience}`} tabIndex={-1} aria-labelledby="room-name">
      <header class="room-head">
        <h1 id="room-name">
          <bdi>{room.name}</bdi>
        </h1>
        <p class="room-seen">
          <SeenIcon audience={room.audience} />
          <strong>{room.footer}</strong>
          <span class="room-subtitle">{subtitle}</span>
        </p>
      </header>
      {room.audience === "shared" && <Welcome open={state?.messages?.length === 0} />}
      <Timeline room={room} messages={state?.messages ?? null} items={items} empty={empty} />
      <Composer key={room.id} room={room} caseTitle={title} />
    </main>
  );
}

function Welcome({ open }: { open: boolean }) {
  const { welcome } = current();
  const [pressed, setPressed] = useState<boolean | null>(null);
  if (!welcome) return null;
  const shown = pressed ?? open;
  const blocks = welcome.blocks.filter(({ kind }) => kind !== "actions");
  const actions = welcome.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
  return (
    <section id="welcome" class="welcome" aria-label={word("page.welcome")}>
      <div class="welcome-bar">
        <button type="button" class="button button-quiet welcome-fold" aria-expanded={shown} onClick={() => setPressed(!shown)}>
          <FoldIcon />
          {word("page.welcome")}
        </button>
        <Actions actions={actions} origin="welcome" />
      </div>
      {shown && (
        <div class="welcome-body">
          <MessageBody message={welcome} origin="welcome" shown={blocks} />
          <Seen audience="shared">
            <span>
              <Parts parts={welcome.footer} language={welcome.language} />
            </span>
          </Seen>
        </div>
      )}
      <NoteOf origin="welcome" />
    </section>
  );
}

type TimelineProps = {
  readonly room: RoomFace;
  readonly messages: readonly RoomMessage[] | null;
  readonly items: readonly Item[];
  readonly empty: string;
};

/** How far from the end still counts as reading the end, in CSS pixels. */
const nearEnd = 80;

function Timeline({ room, messages, items, empty }: TimelineProps) {
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const touched = useRef(false);
  const known = useRef<ReadonlySet<string> | null>(null);
  const [below, setBelow] = useState<string | null>(null);
  const ids = messages?.map(({ id }) => id).join() ?? "";
  const me = current().me?.person.id;
  // Runs when messages were added, not when they changed in place.
  useLayoutEffect(() => {
    const { current: area } = box;
    if (!area || !messages) return;
    const before = known.current;
    known.current = new Set(messages.map(({ id }) => id));
    if (before === null) {
      settle(area);
      return;
    }
    const fresh = messages.find(({ id }) => !before.has(id));
    if (!fresh) return;
    const element = document.getElementById(`message-${fresh.id}`);
    if (!element) return;
    const mine = fresh.author.kind === "person" && fresh.author.id === me;
    const view = area.getBoundingClientRect();
    const place = element.getBoundingClientRect();
    if (mine || following() || (atEnd.current && place.top >= view.top)) element.scrollIntoView({ block: "nearest" });
    else if (place.top > view.bottom || place.bottom < view.top) setBelow(fresh.id);
  }, [ids]);

  // Pictures that arrive late and a growing composer leave in view what was: where the room opened, or the end.
  useEffect(() => {
    const { current: area } = box;
    if (!area) return;
    const watch = new ResizeObserver(() => {
      if (!touched.current) settle(area);
      else if (atEnd.current) area.scrollTop = area.scrollHeight;
    });
    const touch = () => {
      touched.current = true;
    };
    const signs = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
    for (const sign of signs) area.addEventListener(sign, touch, { passive: true });
    watch.observe(area);
    if (area.firstElementChild) watch.observe(area.firstElementChild);
    return () => {
      watch.disconnect();
      for (const sign of signs) area.removeEventListener(sign, touch);
    };
  }, []);

  const go = () => {
    const element = document.getElementById(`message-${below}`);
    element?.scrollIntoView({ block: "start" });
    element?.focus({ preventScroll: true });
    setBelow(null);
  };
  const threads = items.filter((item) => item.kind === "thread");
  const asking = askingOf(messages ?? []);
  return (
    <div class="timeline-frame">
      {threads.length > 1 && <CaseNav threads={threads} />}
      <section
        ref={box}
        class="timeline"
        aria-label={room.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls is reachable by keyboard
        tabIndex={0}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
          if (atEnd.current) setBelow(null);
        }}
      >
        <div class="column">
          {messages === null && <p class="empty">{word("page.loading")}</p>}
          {messages?.length === 0 && <p class="empty">{empty}</p>}
          {room.audience === "person"
            ? rowsOf(messages ?? [], asking).map((row) =>
                row.kind === "decided" ? (
                  <Decided key={row.entries[0]?.id} entries={row.entries} room={room} asking={asking} />
                ) : (
                  <RoomMessageView key={row.entry.id} entry={row.entry} room={room} asking={asking.get(row.entry.id) ?? null} />
                ),
              )
            : items.map((item) =>
                item.kind === "thread" ? (
                  <Thread key={item.case} thread={item} room={room} />
                ) : (
                  <RoomMessageView key={item.entry.id} entry={item.entry} room={room} />
                ),
              )}
        </div>
      </section>
      {below !== null && (
        <button type="button" class="button button-primary new-below" onClick={go}>
          <FoldIcon />
          {word("page.new-below")}
        </button>
      )}
    </div>
  );
}

/** Where a room opens: at the card of its newest case, at its newest message when that is long, else at the end. */
function settle(area: HTMLElement): void {
  area.scrollTop = area.scrollHeight;
  const last = area.firstElementChild?.lastElementChild;
  if (last && (last.classList.contains("thread") || last.clientHeight > area.clientHeight)) last.scrollIntoView({ block: "start" });
}

type ThreadItem = Extract<Item, { kind: "thread" }>;

function titleOf(thread: ThreadItem): { parts: readonly Part[]; language: string } {
  const parts = headingOf(thread.case, current().rooms);
  return { parts: parts ?? [word("page.case")], language: thread.card?.message?.language ?? current().me?.person.language ?? "en" };
}

function CaseNav({ threads }: { threads: readonly ThreadItem[] }) {
  const go = (id: string) => {
    const head = document.getElementById(`thread-${id}`);
    head?.scrollIntoView({ block: "start" });
    head?.focus({ preventScroll: true });
  };
  return (
    <nav class="case-nav" aria-label={word("page.cases")}>
      {threads.map((thread) => {
        const { parts, language } = titleOf(thread);
        return (
          <button key={thread.case} type="button" class="button button-quiet" onClick={() => go(thread.case)}>
            <span class="case-nav-title">
              <Parts parts={parts} language={language} />
            </span>
          </button>
        );
      })}
    </nav>
  );
}

/** Shows earlier entries, and folds them again. */
function Earlier({ count, whole, turn }: { count: number; whole: boolean; turn: (whole: boolean) => void }) {
  if (count === 0) return null;
  return (
    <button type="button" class="button button-quiet reply" aria-expanded={whole} onClick={() => turn(!whole)}>
      <FoldIcon />
      {word("page.earlier", { count })}
    </button>
  );
}

type DecidedProps = {
  readonly entries: readonly RoomMessage[];
  readonly room: RoomFace;
  readonly asking: ReadonlyMap<string, Asking>;
};

/** Decided questions one after the other: the newest and what was just told stay, so that open ones are not lost among them. */
function Decided({ entries, room, asking }: DecidedProps) {
  const [whole, setWhole] = useState(false);
  const { notes } = current();
  const drawn = entries.filter(({ id }) => asking.get(id) !== "over" || notes[`message-${id}`]);
  const kept = drawn.length <= 2 ? drawn : drawn.filter(({ id }, at) => at === drawn.length - 1 || notes[`message-${id}`]);
  return (
    <>
      <Earlier count={drawn.length - kept.length} whole={whole} turn={setWhole} />
      {(whole ? drawn : kept).map((entry) => (
        <RoomMessageView key={entry.id} entry={entry} room={room} asking={asking.get(entry.id) ?? null} />
      ))}
    </>
  );
}

/** So many of the newest entries of a case stay in view under its card; earlier ones are one press away. */
const newest = 3;

function Thread({ thread, room }: { thread: ThreadItem; room: RoomFace }) {
  const { parts, language } = titleOf(thread);
  const [whole, setWhole] = useState(false);
  const folded = thread.replies.length <= newest + 1 ? 0 : thread.replies.length - newest;
  const { card } = thread;
  const head = `thread-${thread.case}`;
  return (
    <section class="thread" aria-labelledby={head}>
      <h2 id={head} class="thread-head" tabIndex={-1} lang={language} dir={direction(language)}>
        <Parts parts={parts} language={language} />
      </h2>
      {card?.message && (
        <HeadingLevel.Provider value="h3">
          <RoomMessageView entry={card} room={room} shown={card.message.blocks.filter(({ kind }) => kind !== "heading")} />
        </HeadingLevel.Provider>
      )}
      <HeadingLevel.Provider value="h3">
        <div class="replies">
          <Earlier count={folded} whole={whole} turn={setWhole} />
          {thread.replies.slice(whole ? 0 : folded).map((entry) => (
            <RoomMessageView key={entry.id} entry={entry} room={room} />
          ))}
          <button
            type="button"
            class="button button-quiet reply"
            onClick={() => change((before) => ({ target: { ...before.target, [room.id]: thread.case } }))}
          >
            <ReplyIcon />
            {word("page.reply")}
          </button>
        </div>
      </HeadingLevel.Provider>
    </section>
  );
}
