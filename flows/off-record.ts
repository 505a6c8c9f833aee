/** Off the record: for a while nothing that is talked about is taken into the case; what is asked is answered as always (product page, Rooms). */
import { nextMorning } from "../src/domain/calendar.ts";
import { type Pause, pauses, type Shared } from "../src/domain/case.ts";
import { accept, type Flow, type Rejection, reject } from "../src/domain/flow.ts";
import { ownTime, type Person } from "../src/domain/people.ts";
import { hourMs, type Instant, minuteMs, plus } from "../src/domain/time.ts";
import { button, choices, field, moment, named, speak, text } from "./parts.ts";

const lasts: { readonly [P in Exclude<Pause, "morning">]: number } = {
  "30-minutes": 30 * minuteMs,
  "1-hour": hourMs,
  "2-hours": 2 * hourMs,
};

/** When a pause that somebody chooses now is over: by their own next working morning, or by the clock. */
export const pauseEnds = (pause: Pause, who: Person, now: Instant): Instant =>
  pause === "morning" ? nextMorning(ownTime(who), now) : plus(now, lasts[pause]);

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
    return [
      {
        to: { kind: "audience", audience: "shared" },
        draw: (say, _see, account) => {
          const t = speak(say);
          const who = named(account, event.by, t);
          return [
            text(
              event.type === "record-paused" ? t("notice.off-record", { who, at: moment(event.until) }) : t("notice.on-record", { who }),
            ),
          ];
        },
      },
    ];
  },
};
