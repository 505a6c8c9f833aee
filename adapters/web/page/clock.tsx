/** The playground's clock: what time it is on both sides, and buttons that move it for everyone. */
import { useState } from "preact/hooks";
import { moveClock, SignedOut } from "./api.ts";
import { theirTimeOf, weekdayTimeOf } from "./format.ts";
import { ClockIcon } from "./icons.tsx";
import { leave } from "./rooms.ts";
import { change, current, setClock } from "./state.ts";
import { ownLanguage, word } from "./words.ts";

/** The clock bar; a playground-only device, and it looks like one. */
export function ClockBar() {
  const { me, nowMs } = current();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  if (!me?.playground) return null;
  const own = me.firms[me.person.firm];
  const other = me.firms[me.person.firm === "supplier" ? "customer" : "supplier"];
  const language = ownLanguage();
  const move = async (by: { forward: string } | { to: "next" }) => {
    if (busy) return;
    setBusy(true);
    setFailed(false);
    try {
      setClock(await moveClock(by));
      change({ aloud: word("page.clock-moved", { time: weekdayTimeOf(current().nowMs, me.person.zone, language) }) });
    } catch (error) {
      if (error instanceof SignedOut) leave();
      else setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const button = (label: string, by: { forward: string } | { to: "next" }) => (
    <button type="button" class="button clock-button" aria-disabled={busy} onClick={() => void move(by)}>
      {label}
    </button>
  );
  return (
    <section class="clock" aria-label={word("page.clock")}>
      <p class="unseen">{word("page.clock-note")}</p>
      <span class="clock-name">
        <ClockIcon />
        <span class="wide-only">{word("page.clock")}</span>
      </span>
      <span class="clock-time clock-own">
        <strong>{weekdayTimeOf(nowMs, me.person.zone, language)}</strong> <bdi>{own.city}</bdi>
      </span>
      {other.zone !== me.person.zone && (
        <span class="clock-time">
          {theirTimeOf(nowMs, other.zone, me.person.zone, language)} <bdi>{other.city}</bdi>
        </span>
      )}
      <button type="button" class="button clock-button clock-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {word("page.clock-move")}
      </button>
      <span class={`clock-moves${open ? " clock-open" : ""}`}>
        {button(word("page.clock-hour"), { forward: "PT1H" })}
        {button(word("page.clock-day"), { forward: "P1D" })}
        {button(word("page.clock-next"), { to: "next" })}
      </span>
      {failed && (
        <span class="clock-failed" role="alert">
          {word("page.clock-failed")}
        </span>
      )}
    </section>
  );
}
