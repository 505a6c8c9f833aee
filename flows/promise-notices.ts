/** What both firms hear of promises. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { Notice } from "../src/domain/flow.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import type { Block, Part } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { caseNumber, moment, named, quoted, speak, text, toBoth } from "./parts.ts";
import { findPromise } from "./promise-state.ts";
import { plain, type Speak } from "./wording/index.ts";

type About = Extract<Event, { promise: PromiseId }>;

/** What both firms hear of a promise; and its owner, when what is in its way is theirs again. */
export function notices(event: Event, shared: Shared): Notice[] {
  switch (event.type) {
    case "clearing-declined":
    case "clearing-lapsed": {
      const owner = findPromise(shared, event.promise)?.owner;
      const toOwner: Notice[] =
        owner === undefined || owner === event.by
          ? []
          : [
              {
                to: { kind: "person", person: owner },
                draw: (say, see, account) => [text([`${caseNumber(see.shared.number)}: `, ...cleared(event, speak(say), see, account)])],
              },
            ];
      return [...toBoth((t, see, account) => news(event, t, see, account)), ...toOwner];
    }
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

/** Why nobody else clears what is in the way of a promise: whose it is again. */
function cleared(
  event: Extract<About, { type: "clearing-declined" | "clearing-lapsed" }>,
  t: Speak,
  see: VisibleCase,
  account: Account,
): Part[] {
  const promise = findPromise(see.shared, event.promise);
  const args = { what: quoted(promise?.what ?? null, t), owner: named(account, promise?.owner ?? "clock", t) };
  if (event.type === "clearing-lapsed") return t("notice.clearing-lapsed", args);
  const said = event.said ? [" ", quoted(event.said.reason, t)] : [];
  return [...t("notice.clearing-declined", { ...args, who: named(account, event.by, t) }), ...said];
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
    case "clearing-declined":
    case "clearing-lapsed":
      return [text(cleared(event, t, see, account))];
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
