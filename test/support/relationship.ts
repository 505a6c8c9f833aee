/** The standing case of a relationship: opened in a world of its own, asked of, and what it asks. */
import { conversation } from "../../flows/conversation.ts";
import { plain } from "../../flows/wording/index.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { standingId } from "../../src/domain/hash.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Block } from "../../src/domain/message.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { type AskInput, seed, type World, who, world } from "./given.ts";

/** The standing case of the seed's relationship. */
export const id = standingId(seed.id);

/** A world in which the relationship has been opened now. @throws when it could not be. */
export async function opened(account = seed): Promise<World> {
  const made = await world(account);
  if (!(await openRelationship(made.engine, seed.id))) throw new Error("the relationship was not opened");
  return made;
}

/** Asks something of the standing case. */
export const ask = (made: World, by: string, what: AskInput) => made.ask(by, what, { case: id });

/** What it asks of both firms' people, as "key person person". */
export const askedKeys = async (made: World): Promise<string[]> =>
  (await made.held(id)).shared.asked.map(({ key, to }) => `${key} ${to.join(" ")}`);

/** Its slice of its own. */
export const standing = async (made: World) => (await made.held(id)).shared.standing!;

/** What somebody is asked in a case, the newest where none is named, as they see it. */
export async function drawn(made: World, by: string, kind: string, firm: "supplier" | "customer", subject = "", of?: CaseId) {
  const see = visibleTo(firm, await made.held(of));
  const draw = conversation.flows.flatMap((flow) => flow.draw?.[kind] ?? [])[0]!;
  const account = made.account();
  return draw(see, subject, conversation.say("en"), who(by, account), account, made.now());
}

/** What blocks say, one line each value. */
export const written = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) =>
      block.kind === "text"
        ? [plain(block.parts)]
        : block.kind === "facts"
          ? block.rows.map(({ label, value }) => `${plain(label)}: ${plain(value)}`)
          : [],
    )
    .join("\n");

/** Terms as the customer might propose them. */
export const terms: AskInput = {
  type: "propose-terms",
  tell: "Any delay of more than a day, three days ahead",
  may: null,
  acknowledge: 30,
  share: "less",
  review: "2027-11-24T09:00",
};
