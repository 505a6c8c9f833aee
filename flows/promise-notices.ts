/** What both firms hear of promises. */
import type { VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { Notice } from "../src/domain/flow.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import type { Block } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { moment, named, quoted, speak, text } from "./parts.ts";
import { findPromise } from "./promise-state.ts";
import { plain, type Speak } from "./wording/index.ts";

type About = Extract<Event, { promise: PromiseId }>;

/** What both firms hear of a promise. */
export function notices(event: Event): Notice[] {
  switch (event.type) {
    case "marked-done":
    case "verified":
    case "sent-back":
    case "blocker-reported":
    case "blocker-cleared":
    case "new-date-asked":
    case "new-date-answered":
    case "promise-passed":
    case "broken":
    case "repair-offered":
    case "repair-declined":
    case "repair-agreed":
    case "let-go":
      return [{ to: { kind: "audience", audience: "shared" }, draw: (say, see, account) => news(event, speak(say), see, account) }];
    default:
      return [];
  }
}

function news(event: About, t: Speak, see: VisibleCase, account: Account): Block[] {
  const promise = findPromise(see.shared, event.promise);
  const what = quoted(promise?.what ?? null, t);
  const who = named(account, event.by, t);
  switch (event.type) {
    case "marked-done":
      return [
        text([...t("notice.done", { who, what }), " ", quoted(event.said?.evidence ?? null, t)]),
        ...event.files.map((file): Block => ({ kind: "picture", file, alt: plain(t("picture.done", { who })) })),
      ];
    case "verified":
      return [text(t("notice.verified", { who, what }))];
    case "sent-back":
      if (event.received === false) return [text(t("notice.not-received", { who, what }))];
      return [text([...t("notice.sent-back", { who, what }), " ", quoted(event.said?.reason ?? null, t)])];
    case "blocker-reported":
      return [
        text([
          ...t("notice.blocker", { who, what }),
          " ",
          quoted(event.said?.what ?? null, t),
          ...(event.clears ? [" ", ...t("notice.blocker.clears", { who: named(account, event.clears, t) })] : []),
        ]),
      ];
    case "blocker-cleared":
      return [text(t("notice.blocker-cleared", { who, what }))];
    case "new-date-asked":
      return [text([...t("notice.new-date", { who, what, due: moment(event.due) }), " ", quoted(event.said?.why ?? null, t)])];
    case "new-date-answered":
      return [text(t(event.agreed ? "notice.date-agreed" : "notice.date-kept", { who, what }))];
    case "promise-passed":
      return [text(t("notice.promise-passed", { who, what, to: named(account, event.to, t) }))];
    case "broken":
      return [text([...t("notice.broken", { who, what }), " ", quoted(event.said?.reason ?? null, t)])];
    case "repair-offered":
      return [text([...t("notice.repair-offered", { who, what, due: moment(event.due) }), " ", quoted(event.said?.what ?? null, t)])];
    case "repair-declined":
      return [text([...t("notice.repair-declined", { who, what }), ...(event.said ? [" ", quoted(event.said.reason, t)] : [])])];
    case "repair-agreed":
      return [text(t("notice.repair-agreed", { who, what }))];
    case "let-go":
      return [text(t("notice.let-go", { who, what }))];
    case "progress-reported":
    // The agreement that ends it is news enough.
    case "released":
      return [];
    default:
      return event satisfies never;
  }
}
