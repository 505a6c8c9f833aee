/** Not to know is a finding: what somebody was asked and does not know stands on the card and in the report until it is known after all. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { Part } from "../src/domain/message.ts";
import { type Account, personOf } from "../src/domain/people.ts";
import { firmName } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

/** Whether what a question of each kind asks is not known still; `subject` is what follows the kind in its key. */
const notKnown = {
  impact: (s) => !s.impactConfirmed,
  pain: ({ report }) => report.hurts === null,
  details: ({ report: { details } }) => details.sort === null && details.way === null,
  cover: ({ acknowledged }) => acknowledged !== null && acknowledged.coverDays === null && acknowledged.elsewhere === null,
  contain: ({ containment }) => containment.length === 0,
  alike: ({ related }, subject) => related.some((one) => one.case === subject.split(":")[0] && one.as === null),
  diagnosis: ({ locus, analysis }) => locus.settled === null && analysis.causes.length === 0,
  visit: ({ analysis }, subject) => analysis.visits.some(({ id, status }) => id === subject && status === "proposed"),
  seen: ({ analysis }, subject) => analysis.visits.some(({ id, status }) => id === subject && status === "agreed"),
  help: ({ participation }) => participation.help === null,
  option: ({ negotiation }) => negotiation.status === "open" && negotiation.options.length === 0,
} as const satisfies Readonly<Record<string, (s: Shared, subject: string) => boolean>>;

/** Kinds of questions of which not to know is a finding. */
export type Unknown = keyof typeof notKnown;
const isFinding = (kind: string): kind is Unknown => kind in notKnown;

/** What is not known, and which firm says so: each once, in the order in which it was said. */
export function findings({ shared: s }: VisibleCase, t: Speak, account: Account): Part[][] {
  const said = s.otherwise.flatMap(({ ask, by, unknown }) => {
    const [kind = "", ...subject] = ask.split(":");
    const firm = personOf(account, by)?.firm;
    if (!unknown || !firm || !isFinding(kind) || !notKnown[kind](s, subject.join(":"))) return [];
    return [{ kind, firm }];
  });
  return said
    .filter((one, i) => said.findIndex(({ kind, firm }) => kind === one.kind && firm === one.firm) === i)
    .map(({ kind, firm }) => t("card.not-known", { what: t(`not-known.${kind}`), firm: firmName(account, firm) }));
}
