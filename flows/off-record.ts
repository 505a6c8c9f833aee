/** Off the record: for a while nothing that is talked about is taken into the case; what is asked is answered as always (product page, Rooms). */
import type { Shared } from "../src/domain/case.ts";
import { accept, type Flow, type Rejection, reject } from "../src/domain/flow.ts";
import { pauseEnds, pauses } from "../src/domain/pause.ts";
import type { Instant } from "../src/domain/time.ts";
import { button, choices, field, moment, named, speak, text, toBoth } from "./parts.ts";

const isOff = ({ offRecord }: Shared, now: Instant): boolean => offRecord !== undefined && now < offRecord.until;

/** `null` where what is said may be taken into the case; else the refusal, with by when it may again. */
export const offRecordNow = (s: Shared, now: Instant): Rejection | null =>
  s.offRecord && isOff(s, now) ? reject("off-record", { at: moment(s.offRecord.until) }) : null;

export const offRecord: Flow = {
  of: ["recovery", "rehearsal", "relationship"],
  rules: {
    "go-off-record": (_see, { pause }, { who, now }) =>
      accept({ type: "record-paused", audience: "shared", until: pauseEnds(pause, who, now) }),
    "go-on-record": ({ shared: s }, _ask, { now }) =>
      isOff(s, now) ? accept({ type: "record-resumed", audience: "shared" }) : reject("on-record-already"),
  },
  section: ({ shared: s }, say, account, now) => {
    if (!s.offRecord || !isOff(s, now)) return [];
    const t = speak(say);
    return [text(t("card.off-record", { at: moment(s.offRecord.until), who: named(account, s.offRecord.by, t) }), "waiting")];
  },
  more: ({ id, shared: s }, say, _who, _account, now) => {
    const t = speak(say);
    if (s.followUp.closed) return [];
    if (isOff(s, now)) return [button(t, "action.on-record", id, { type: "go-on-record" })];
    const pause = field.choice(t, "pause", "field.off-record", choices(t, pauses, "off-record"), { required: true, value: "1-hour" });
    return [button(t, "action.off-record", id, { type: "go-off-record" }, { intro: t("form.off-record"), fields: [pause] })];
  },
  notices: (event) => {
    if (event.type !== "record-paused" && event.type !== "record-resumed") return [];
    return toBoth((t, _see, account) => {
      const who = named(account, event.by, t);
      return [
        text(event.type === "record-paused" ? t("notice.off-record", { who, at: moment(event.until) }) : t("notice.on-record", { who })),
      ];
    });
  },
};
