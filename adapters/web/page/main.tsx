/** The page: starts, shows the first page or the chat, and hands the state down. */

import { render } from "preact";
import { useEffect } from "preact/hooks";
import { numberText } from "../../../src/domain/written.ts";
import { fetchPlayground, forget, SignedOut, signedIn, signOut } from "./api.ts";
import { ClockBar } from "./clock.tsx";
import { Door, takeLink } from "./door.tsx";
import { SeenIcon } from "./icons.tsx";
import { DatesChoice, LanguageChoice } from "./language.tsx";
import { Initials } from "./message.tsx";
import { Reading } from "./parts.tsx";
import { Room } from "./room.tsx";
import { choose, enter, hurry, leave, openRoom, rest, startLanguage, turnTo } from "./rooms.ts";
import { SetUpButton } from "./set-up.tsx";
import { Sheets } from "./sheets.tsx";
import { SignIn } from "./sign-in.tsx";
import { change, readerOf, type State, setClock, tick, useApp } from "./state.ts";
import type { RoomFace } from "./wire.ts";
import { ownLanguage, word } from "./words.ts";

const firstPauseMs = 500;
const longestPauseMs = 8_000;
const tickMs = 5_000;

/** Fetches what the first drawing needs, again until the server answers. */
async function start(): Promise<void> {
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
    try {
      await turnTo(startLanguage());
      if (takeLink()) {
        change({ stage: "door", door: "link" });
        return;
      }
      if (signedIn()) {
        await enter();
        return;
      }
      if (document.documentElement.dataset["playground"] === undefined) {
        change({ stage: "door" });
        return;
      }
      const playground = await fetchPlayground();
      setClock(playground.now);
      change({ playground, stage: "pick" });
      return;
    } catch (error) {
      if (error instanceof SignedOut) {
        forget();
        change({ door: "over" });
      } else await new Promise((after) => setTimeout(after, pause));
    }
  }
}

function Page() {
  const state = useApp();
  useEffect(() => {
    if (state.stage === "loading") void start();
  }, [state.stage]);
  useEffect(() => {
    const ticking = setInterval(tick, tickMs);
    const seen = () => (document.hidden ? rest() : current(state));
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", hurry);
    return () => {
      clearInterval(ticking);
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", hurry);
    };
  }, [state.room]);
  if (state.stage === "loading") return <p class="start-loading">{word("page.loading")}</p>;
  if (state.stage === "pick") return <SignIn />;
  if (state.stage === "door") return <Door why={state.door} />;
  return (
    <Reading.Provider value={readerOf(state)}>
      <Chat state={state} />
      <Sheets />
    </Reading.Provider>
  );
}

/** The reader is back: what the open room holds counts as read. */
const current = (state: State): void => {
  if (state.stage === "chat") openRoom(state.room);
};

function Chat({ state }: { state: State }) {
  const { me } = state;
  const room = me?.rooms.find(({ id }) => id === state.room);
  if (!me || !room) return null;
  return (
    <div class="chat">
      <a class="skip" href="#room">
        {word("page.skip")}
      </a>
      <ClockBar />
      <aside class="rail">
        <p class="brand">{word("page.parley")}</p>
        <nav class="rooms" aria-label={word("page.rooms")}>
          <ul>
            {me.rooms.map((face) => (
              <RoomLink key={face.id} face={face} unread={state.rooms[face.id]?.unread ?? 0} open={face.id === room.id} />
            ))}
          </ul>
        </nav>
        <SetUpButton />
        <div class="self">
          <Initials person={me.person} />
          <p class="self-text">
            <bdi class="self-name">{me.person.name}</bdi>
            <span class="muted wide-only">
              {me.person.title} · {me.firms[me.person.firm].name}
            </span>
          </p>
          <LanguageChoice choose={choose} wide />
          <DatesChoice choose={choose} />
          {me.playground ? (
            <button type="button" class="button button-quiet" onClick={leave}>
              <span class="wide-only">{word("page.change-person")}</span>
              <span class="narrow-only" aria-hidden="true">
                {word("page.change")}
              </span>
              <span class="unseen narrow-only">{word("page.change-person")}</span>
            </button>
          ) : (
            <button type="button" class="button button-quiet sign-out" onClick={() => void signOut().then(leave)}>
              {word("page.sign-out")}
            </button>
          )}
        </div>
      </aside>
      <Room key={room.id} room={room} />
      <p class={state.link === "live" ? "link" : "link link-lost"} role="status">
        {state.link === "live" ? "" : word("page.reconnecting")}
      </p>
      <p class="unseen" aria-live="polite">
        {state.aloud}
      </p>
    </div>
  );
}

function RoomLink({ face, unread, open }: { face: RoomFace; unread: number; open: boolean }) {
  return (
    <li>
      <button
        type="button"
        class={`room-link room-link-${face.audience === "shared" || face.audience === "person" ? face.audience : "side"}`}
        data-room={face.id}
        aria-current={open ? "page" : undefined}
        onClick={() => openRoom(face.id)}
      >
        <SeenIcon audience={face.audience} />
        <span class="room-link-text">
          <bdi class="room-link-name">{face.name}</bdi>
          <span class="room-link-seen">{face.footer}</span>
        </span>
        {unread > 0 && (
          <span class="unread">
            <span aria-hidden="true">{numberText(unread, ownLanguage())}</span>
            <span class="unseen">{word("page.unread", { count: unread })}</span>
          </span>
        )}
      </button>
    </li>
  );
}

const place = document.getElementById("page");
if (place) render(<Page />, place);
