/** A rehearsal ends when its small recovery does, when somebody says so, or by itself after a day; it binds nobody and counts nowhere. */
import { accept, type Flow, reject } from "../../src/domain/flow.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { button, speak, text } from "../parts.ts";

export const rehearsal: Flow = {
  of: ["rehearsal"],
  rules: {
    "end-rehearsal": ({ shared: s }) =>
      s.kind === "rehearsal" ? accept({ type: "closed", audience: "shared" }) : reject("not-a-rehearsal"),
  },
  asks: (s) =>
    s.followUp.closed
      ? []
      : [{ key: "rehearsal", firm: s.report.firm, to: [s.report.by], due: plus(s.report.at, dayMs), ends: true, slots: [] }],
  passed: (s, key) => (key === "rehearsal" && !s.followUp.closed ? [{ type: "closed", audience: "shared" }] : []),
  draw: {
    rehearsal: (see, _subject, say) => {
      const t = speak(say);
      return {
        title: t("ask.rehearsal"),
        blocks: [text(t("ask.rehearsal.body"))],
        actions: [button(t, "action.end-rehearsal", see.id, { type: "end-rehearsal" })],
      };
    },
  },
  section: (_see, say) => [text(speak(say)("card.rehearsal"), "waiting")],
};
