/** All that can reach people of a firm or the shared room of a case: what is drawn, stored, posted and marked. */

import { roomFrom } from "../../src/domain/message.ts";
import { type Account, type Audience, type Firm, otherFirm, peopleOf, personOf } from "../../src/domain/people.ts";
import { drawCard, drawMore, drawNotice } from "../../src/engine/draw.ts";
import { eventsOf, type World } from "./given.ts";

const roomIsOf = (room: string, firm: Firm, account: Account): boolean => {
  const to = roomFrom(room);
  return to.kind === "audience" ? to.audience === firm : personOf(account, to.person)?.firm === firm;
};

/** All of it, to be compared or searched. */
export async function seenBy(made: World, firm: Firm): Promise<Readonly<Record<string, unknown>>> {
  const id = made.id();
  const held = await made.held(id);
  const theirs: readonly Audience[] = ["shared", firm];
  const speaks = made.engine.conversation;
  const account = made.account();
  const own = peopleOf(account, firm);
  const turns = made.store.written.filter((turn) => turn.events.some(({ audience }) => theirs.includes(audience)));
  const not = (room: string) => !roomIsOf(room, otherFirm(firm), account);
  return {
    folds: theirs.map((audience) => made.store.folds(id)![audience]),
    rows: made.store.written.flatMap(({ events }) => events.filter(({ audience }) => theirs.includes(audience))),
    cards: theirs.map((room) => drawCard(speaks, held, account, made.now(), room, "case", null)),
    asks: own.flatMap((person) =>
      [...held.shared.asked, ...held[firm].asked].map(({ key }) => drawCard(speaks, held, account, made.now(), `@${person.id}`, key, null)),
    ),
    more: own.map((person) => drawMore(speaks, held, account, made.now(), person)),
    notices: turns.flatMap((turn) =>
      eventsOf(turn)
        .filter(({ audience }) => theirs.includes(audience))
        .map((event) => drawNotice(speaks, held, account, event, 0)),
    ),
    posts: made.store.written.flatMap(({ posts }) => posts.filter(({ room }) => not(room))),
    // When a message is drawn anew can be seen on a platform, even if its text is the same.
    marks: made.store.written.map(({ cards }) => cards.filter(({ room }) => not(room))).filter((marks) => marks.length > 0),
  };
}
