/** What both firms hear of a negotiation: offers, signatures and agreements are posts of their own. */
import type { VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { Notice } from "../src/domain/flow.ts";
import type { Block } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { dealBlocks } from "./deal.ts";
import { offerBlocks, onCard, onTable, optionTitle } from "./negotiation-cards.ts";
import { firmName, moment, named, quoted, speak, text } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

/** Offers, signatures and agreements are posts of their own. */
export function notices(event: Event): Notice[] {
  const shared = (blocks: (t: Speak, see: VisibleCase, account: Account) => Block[]): Notice[] => [
    { to: { kind: "audience", audience: "shared" }, draw: (say, see, account) => blocks(speak(say), see, account) },
  ];
  switch (event.type) {
    case "option-proposed":
      return shared((t, see, account) => {
        const index = see.shared.negotiation.options.findIndex(({ id }) => id === event.option);
        const found = see.shared.negotiation.options[index];
        return found
          ? [{ kind: "heading", parts: optionTitle(found, index, t, account) }, ...dealBlocks(found.deal, t, account)]
          : [text(t("notice.option", { who: named(account, event.by, t) }))];
      });
    case "offered":
      return shared((t, see, account) => {
        const revision = onTable(see);
        const title = t("notice.offered", { who: named(account, event.by, t), firm: firmName(account, event.of!), number: event.number });
        return revision?.id === event.revision
          ? [{ kind: "heading", parts: title }, ...offerBlocks(revision, see, t, account)]
          : [text(title)];
      });
    case "accepted":
      return event.understood
        ? []
        : shared((t, _see, account) => [
            text(t("notice.accepted", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
          ]);
    case "declined":
      return shared((t, _see, account) => [
        text([
          ...t("notice.declined", { who: named(account, event.by, t), firm: firmName(account, event.of!) }),
          ...(event.said?.reason ? [" ", quoted(event.said.reason, t)] : []),
        ]),
      ]);
    case "withdrawn":
      return shared((t, _see, account) => [
        text(t("notice.withdrawn", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
      ]);
    case "expired":
      return shared((t) => [text(t("notice.expired"))]);
    case "restated":
      return shared((t, _see, account) => [
        text([
          ...t("notice.restated", { who: named(account, event.by, t), firm: firmName(account, event.of!) }),
          " ",
          quoted(event.said?.words ?? null, t),
        ]),
      ]);
    case "signed":
      return shared((t, _see, account) => [
        text(t("notice.signed", { who: named(account, event.by, t), firm: firmName(account, event.of!), at: moment(event.at) })),
      ]);
    case "agreed":
      return shared((t, see, account) => [
        ...onCard(see, t, account),
        ...(see.shared.negotiation.status === "agreed" ? dealBlocks(see.shared.negotiation.agreement.deal, t, account) : []),
      ]);
    default:
      return [];
  }
}
