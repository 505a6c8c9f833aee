import type { Event } from "../src/domain/event.ts";
import type { Notice } from "../src/domain/flow.ts";
import { dealBlocks } from "./deal-blocks.ts";
import { offerBlocks, onTable, optionTitle } from "./negotiation-cards.ts";
import { firmName, named, quoted, text, toBoth } from "./parts.ts";

/** Options and offers are posts of their own. */
export function notices(event: Event): Notice[] {
  switch (event.type) {
    case "option-proposed":
      return toBoth((t, see, account) => {
        const index = see.shared.negotiation.options.findIndex(({ id }) => id === event.option);
        const found = see.shared.negotiation.options[index];
        return found
          ? [{ kind: "heading", parts: optionTitle(found, index, t, account) }, ...dealBlocks(found.deal, see.shared, t, account)]
          : [text(t("notice.option", { who: named(account, event.by, t) }))];
      });
    case "option-pledged":
      return toBoth((t, see, account) => {
        const number = see.shared.negotiation.options.findIndex(({ id }) => id === event.option) + 1;
        const args = {
          who: named(account, event.by, t),
          firm: firmName(account, event.of!),
          resource: t(`resource.${event.promise.pledge ?? "data"}`),
        };
        return [
          text([
            ...(number > 0 ? t("notice.pledged", { ...args, number }) : t("notice.pledged-before", args)),
            " ",
            quoted(event.said?.what ?? null, t),
          ]),
        ];
      });
    case "offered":
      return toBoth((t, see, account) => {
        const revision = onTable(see);
        const title = t(event.amends ? "notice.change" : "notice.offered", {
          who: named(account, event.by, t),
          firm: firmName(account, event.of!),
          number: event.number,
        });
        return revision?.id === event.revision
          ? [{ kind: "heading", parts: title }, ...offerBlocks(revision, see, t, account)]
          : [text(title)];
      });
    case "accepted":
      return event.understood
        ? []
        : toBoth((t, _see, account) => [
            text(t("notice.accepted", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
          ]);
    case "declined":
      return toBoth((t, _see, account) => [
        text([
          ...t("notice.declined", { who: named(account, event.by, t), firm: firmName(account, event.of!) }),
          ...(event.said?.reason ? [" ", quoted(event.said.reason, t)] : []),
        ]),
        ...(event.said?.differ
          ? [text([...t("declined.differ", { firm: firmName(account, event.of!) }), " ", quoted(event.said.differ, t)])]
          : []),
      ]);
    case "withdrawn":
      return toBoth((t, _see, account) => [
        text(t("notice.withdrawn", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
      ]);
    case "split-kept":
      return toBoth((t, _see, account) => [
        text(t("notice.split-kept", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
      ]);
    case "expired":
      return toBoth((t) => [text(t("notice.expired"))]);
    default:
      return [];
  }
}
