/** Agreements: who signed what, and what either firm can do to what the other owes. */
import type { Case, PromiseTo } from "../../../src/domain/case.ts";
import { canonical } from "../../../src/domain/hash.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { type Account, type Firm, firms, otherFirm, personOf } from "../../../src/domain/people.ts";
import { type EventOf, type Hold, rules, type Turned } from "./rules.ts";

const names = [
  "an agreement has as many signatures of each firm as it takes, of different people, on one revision and hash, none of them taken back",
  "whoever signs may sign for their firm, and that much, at that very moment",
  "a new offer voids every signature, and nothing that was taken off the table is signed",
  "what was once offered never changes",
  "one agreement is in force, and only both firms' signatures replace it",
  "nobody alone adds to what the other firm owes, changes it or makes it due sooner",
  "what is owed ends by the word of those to whom it is owed",
  "an offer is accepted by the other firm, and not from the instant on at which it ends",
] as const;
type Name = (typeof names)[number];

type Offer = EventOf<"offered">;
type Signature = { readonly of: Firm; readonly revision: string; readonly hash: string };
/** What the model knows of the negotiation. */
type Table = {
  offer: Offer | null;
  /** Which firms brought an option, by its deal: both may bring the same. */
  readonly options: Map<string, Set<Firm>>;
  readonly signed: Map<PersonId, Signature>;
  readonly contents: Map<string, string>;
  agreed: string | null;
};

/** The rules of agreements. */
export const agreement = rules(names, (hold) => {
  const table: Table = { offer: null, options: new Map(), signed: new Map(), contents: new Map(), agreed: null };
  return {
    turn(turned) {
      for (const event of turned.events) follow(table, event, turned.account, hold);
      compare(table, turned, hold);
      obligations(turned, hold);
    },
  };
});

/** What a firm answers for, in minor units: its own cost, or its part of both until the source is known, if that is more. */
function bears({ cost, interim }: Offer["deal"], firm: Firm): number {
  if (interim === undefined) return cost[firm].minor;
  const together = cost.supplier.minor + cost.customer.minor;
  const supplier = Math.floor((together * interim + 50) / 100);
  return Math.max(cost[firm].minor, firm === "supplier" ? supplier : together - supplier);
}

/** What an option is, without what either firm pledged to it of its own since it was brought. */
const unpledged = (deal: Offer["deal"]): string => canonical({ ...deal, promises: deal.promises.filter(({ pledge }) => pledge === null) });

function follow(table: Table, event: Turned["events"][number], account: Account, hold: Hold<Name>): void {
  const { offer, signed, options } = table;
  switch (event.type) {
    case "offered":
      table.offer = event;
      signed.clear();
      return;
    case "declined":
    case "withdrawn":
    case "expired":
      hold(names[2], event.revision === offer?.revision, () => `${event.type} ${event.revision}, on the table is ${offer?.revision}`);
      table.offer = null;
      signed.clear();
      return;
    case "reopened":
      // All that was agreed is settled by then: what is left is negotiated anew.
      table.offer = null;
      signed.clear();
      return;
    case "option-proposed":
      options.set(unpledged(event.deal), new Set([...(options.get(unpledged(event.deal)) ?? []), event.of!]));
      return;
    case "accepted": {
      // Choosing an option of theirs puts it on the table as it stands, and accepts it.
      const other = otherFirm(event.of!);
      const theirs = offer?.of === other || (offer !== null && options.get(unpledged(offer.deal))?.has(other) === true);
      hold(names[7], event.revision === offer?.revision && theirs, () => `${event.by} accepts ${event.revision}`);
      hold(names[7], offer?.expires === null || event.at < offer!.expires!, () => `accepted ${event.at}, it ended ${offer?.expires}`);
      return;
    }
    case "signed": {
      const person = personOf(account, event.by as PersonId);
      hold(names[2], event.revision === offer?.revision && event.hash === offer.hash, () => `${event.by} signs ${event.revision}`);
      hold(names[1], person?.approver != null && person.firm === event.of, () => `${event.by} is no approver`);
      const limit = person!.approver!.limit;
      const { currency } = offer!.deal.cost[person!.firm];
      const minor = bears(offer!.deal, person!.firm);
      hold(names[1], limit === null || (limit.currency === currency && minor <= limit.minor), () => `${event.by}: ${minor}`);
      hold(names[0], !signed.has(person!.id), () => `${event.by} signs twice`);
      signed.set(person!.id, { of: person!.firm, revision: event.revision, hash: event.hash });
      return;
    }
    case "signature-taken-back":
      hold(names[0], signed.delete(event.by as PersonId), () => `${event.by} had not signed`);
      return;
    case "agreed": {
      for (const firm of firms) {
        const from = account.firms[firm].twoPersonsFrom;
        const needed = from !== null && bears(offer!.deal, firm) >= from.minor ? 2 : 1;
        const mine = [...signed.values()].filter(({ of }) => of === firm);
        hold(names[0], mine.length >= needed, () => `${mine.length} of ${firm}, it takes ${needed}`);
        hold(
          names[0],
          mine.every(({ revision, hash }) => revision === event.revision && hash === event.hash),
          () => event.revision,
        );
      }
      table.agreed = event.revision;
      return;
    }
    default:
      return;
  }
}

/** The fold says of the table what the model knows of it. */
function compare({ offer, signed, contents, agreed }: Table, { after }: Turned, hold: Hold<Name>): void {
  const n = after.shared.negotiation;
  const shown = [n.before, n.status === "on-table" || n.status === "accepted" ? n.current : null, n.agreement?.revision ?? null];
  for (const revision of shown) {
    if (revision === null) continue;
    const content = canonical(revision);
    hold(names[3], (contents.get(revision.id) ?? content) === content, () => revision.id);
    contents.set(revision.id, content);
  }
  // While a change of it is talked over, what was agreed stays in force.
  const inForce = n.agreement?.revision.id ?? null;
  if (inForce !== null) hold(names[4], inForce === agreed, () => `${inForce} is in force, both firms signed ${agreed}`);
  if (n.status === "agreed") return;
  hold(names[2], (n.status === "open") === (offer === null), () => `${n.status}, on the table is ${offer?.revision}`);
  const held = n.status === "accepted" ? n.signed.map(({ by }) => by).sort() : [];
  hold(
    names[2],
    canonical(held) === canonical([...signed.keys()].sort()),
    () => `signed: ${held.join()}, not ${[...signed.keys()].join()}`,
  );
}

/** What one person's turn did to the promises of the other firm, and to those of their own. */
function obligations({ events, before, after }: Turned, hold: Hold<Name>): void {
  const actor = events.find(({ by }) => by !== "clock");
  if (!before?.shared || !actor?.of || events.some(({ type }) => type === "agreed")) return;
  const { of, by } = actor;
  const was = new Map(before.shared.promises.map((promise) => [promise.id, promise]));
  for (const promise of after.shared.promises) {
    const old = was.get(promise.id);
    if (promise.firm === of) mine(promise, old, before, of, hold);
    else theirs(promise, old, before, by, hold);
  }
  hold(
    names[6],
    [...was.keys()].every((id) => after.shared.promises.some((promise) => promise.id === id)),
    () => "a promise is gone",
  );
}

function theirs(promise: PromiseTo, old: PromiseTo | undefined, before: Case, by: string, hold: Hold<Name>): void {
  const { id, what, owner, due, replaces, needs } = promise;
  if (!old) {
    // New is only what they had offered themselves in place of a broken one.
    const repair = before.shared.promises.find((one) => one.id === replaces)?.repair;
    const offered = repair?.status === "offered" && canonical([repair.what, repair.owner, repair.due]) === canonical([what, owner, due]);
    hold(names[5], offered, () => `${by} makes ${promise.firm} promise ${id}`);
    return;
  }
  hold(names[5], old.what === what && old.owner === owner, () => `${by} changes ${id}`);
  hold(names[5], due >= old.due || due === old.asked?.due, () => `${by} makes ${id} due ${due} instead of ${old.due}`);
  hold(names[5], needs.length <= old.needs.length, () => `${by} makes ${id} wait for more`);
}

/** Of one's own promises nobody says that they are kept, or moves their date alone. */
function mine(promise: PromiseTo, old: PromiseTo | undefined, before: Case, of: Firm, hold: Hold<Name>): void {
  hold(names[6], old !== undefined, () => `${of} promises ${promise.id} without anybody's word`);
  if (!old) return;
  const ended = (one: PromiseTo) => one.status === "kept" || one.repair?.status === "replaced" || one.repair?.status === "let-go";
  hold(names[6], ended(promise) === ended(old), () => `${of} ends its own promise ${promise.id}`);
  if (promise.due === old.due) return;
  // A clock that stood still moves it, and only the other firm's delay or blocker makes it stand.
  const waitsFor = old.needs.some((id) => before.shared.promises.find((one) => one.id === id)?.firm === otherFirm(of));
  const held = old.blocker?.clearing === otherFirm(of);
  hold(names[6], promise.due > old.due && (waitsFor || held), () => `${of} moves its own promise ${promise.id} to ${promise.due}`);
}
