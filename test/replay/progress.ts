/** How far a long run has come: one line that is drawn anew on a terminal, a plain line for each tenth elsewhere. */
import type { WriteStream } from "node:tty";

const width = 30;
/** A terminal is drawn on at most this often. */
const drawMs = 100;

/** Shows `done` of `total` steps with a few words beside it; call it after each step. */
export function progress(out: Pick<WriteStream, "write" | "isTTY">, total: number): (done: number, words: string) => void {
  let shown = 0;
  let drawnMs = 0;
  return (done, words) => {
    const tenth = Math.floor((10 * done) / total);
    if (out.isTTY) {
      if (performance.now() - drawnMs < drawMs && done < total) return;
      drawnMs = performance.now();
      const full = Math.round((width * done) / total);
      out.write(`\r${"█".repeat(full)}${"░".repeat(width - full)} ${done} of ${total} · ${words}${done === total ? "\n" : ""}`);
    } else if (tenth > shown) {
      shown = tenth;
      out.write(`${done} of ${total} lines · ${words}\n`);
    }
  };
}
