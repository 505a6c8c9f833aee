/** The first page where people come by links: opens the one that somebody came by, or says how to get one. */
import { useState } from "preact/hooks";
import { forget, openLink, SignedOut, signedIn } from "./api.ts";
import { LanguageChoice } from "./language.tsx";
import { enter, pickLanguage } from "./rooms.ts";
import { change, type State } from "./state.ts";
import { word } from "./words.ts";

/** The token of the link that somebody came by, until it is used. */
let link: string | null = null;

/** Takes the link out of the address, where it would stay in sight and in the history; answers whether there is one. */
export function takeLink(): boolean {
  if (location.pathname === "/in") {
    if (location.hash.length > 1) link = location.hash.slice(1);
    history.replaceState(null, "", "/");
  }
  return link !== null;
}

const titles = {
  link: "page.link-title",
  shut: "page.link-shut",
  over: "page.door-over",
  none: "page.door-title",
} as const satisfies Record<State["door"], string>;

/** A link is opened when its reader says so: programs that open addresses before people do use nothing up. */
export function Door({ why }: { why: State["door"] }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const open = async () => {
    if (busy || link === null) return;
    setBusy(true);
    setFailed(false);
    try {
      const isOpen = await openLink(link);
      link = null;
      // Whoever is signed in here already goes on: a link is often pressed twice.
      if (isOpen || signedIn()) await enter();
      else change({ door: "shut" });
    } catch (error) {
      if (error instanceof SignedOut) {
        forget();
        change({ door: "shut" });
      } else if (link === null) {
        // Signed in already, only what comes next could not be fetched: the page tries that again by itself.
        change({ stage: "loading" });
      } else setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="start door" id="room">
      <div class="start-top">
        <p class="brand">{word("page.parley")}</p>
        <LanguageChoice choose={pickLanguage} />
      </div>
      <section class="door-card" aria-live="polite">
        <h1>{word(titles[why])}</h1>
        {why === "link" ? (
          <>
            <p>{word("page.link-lead")}</p>
            {failed && (
              <p class="problem" role="alert">
                {word("page.could-not-load")}
              </p>
            )}
            <button type="button" class="button button-primary door-open" aria-disabled={busy} onClick={() => void open()}>
              {word(busy ? "page.loading" : "page.link-open")}
            </button>
          </>
        ) : (
          <>
            <p>{word(why === "shut" ? "page.link-over" : why === "over" ? "page.door-again" : "page.door-lead")}</p>
            <p class="muted">{word("page.door-none")}</p>
          </>
        )}
      </section>
    </main>
  );
}
