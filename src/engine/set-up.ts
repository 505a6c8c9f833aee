/**
 * Applying set-up files. A firm's file is in force once one of its administrators has applied it, and touches nothing of the other
 * firm; the relationship's is in force once both firms have applied the same, and until then waits beside the settings.
 *
 * Who may is decided on the settings that are replaced: they are written only while they have the version that was read.
 */

import { type Rejection, reject, type Say } from "../domain/flow.ts";
import { canonical, sha256 } from "../domain/hash.ts";
import type { Hash } from "../domain/ids.ts";
import { type Part, roomKey } from "../domain/message.ts";
import { type Account, audiences, everywhere, type Firm, otherFirm, type Person, peopleOf, personOf } from "../domain/people.ts";
import { firmOf, relationshipOf, withFirm, withRelationship } from "../domain/set-up/account.ts";
import { changes, lastDay } from "../domain/set-up/changes.ts";
import { firmProblems, relationshipProblems, surroundings } from "../domain/set-up/checks.ts";
import { writePath } from "../domain/set-up/problems.ts";
import type { RelationshipFile } from "../domain/set-up/schema.ts";
import type { Hint, SetUpNews } from "../domain/set-up/speech.ts";
import type { Instant } from "../domain/time.ts";
import { UnavailableError } from "../errors.ts";
import type { Answer, Sender } from "../ports/inbound.ts";
import type { Applied, ChangeGroup, Compared, PlacedProblem, SetUp, Shown, Waiting, Which, Wrong } from "../ports/set-up.ts";
import type { Post, Proposal, WithSettings } from "../ports/store.ts";
import { elsewhere, type Recipe } from "./consequences.ts";
import { type Engine, openRelationship } from "./handle.ts";
import { accountOf, holds, type Misplaced, type Readers, readFirm, readRelationship } from "./set-up-files.ts";

/** How often an application is tried when others change the settings, too. */
const tries = 20;

type Refused = Extract<Answer, { ok: false }>;
/** Who asks, and the settings on which it is decided. */
type Asking = { readonly account: Account; readonly version: number; readonly who: Person; readonly say: Say };
/** The settings as a file would have them. */
type Wanted = { readonly ok: true; readonly after: (account: Account) => Account; readonly relationship: RelationshipFile | null };

/** The part of the settings that a file speaks of, as it would be written. */
const partOf = (account: Account, which: Which, firm: Firm) => (which === "firm" ? firmOf(account, firm) : relationshipOf(account));
const hashOf = (account: Account, which: Which, firm: Firm): Hash => sha256(canonical(partOf(account, which, firm)));

/** `load` brings what files are read with, once it is needed; `settled` is called after every application: what follows is due at once. */
export function setUp(engine: Engine, load: () => Promise<Readers>, settled: () => Promise<void>): SetUp {
  const { store, conversation } = engine;
  const { setUp: speech } = conversation;

  /** The sender with the settings as they are; a refusal unless they are an administrator; `null`: nobody here. */
  async function asking({ relationship, person }: Sender): Promise<Asking | Refused | null> {
    const known = await store.account(relationship);
    const who = known && personOf(known.account, person);
    if (!known || !who) return null;
    const say = conversation.say(who.language);
    if (!who.administrator) return refused(reject("not-administrator", { who: administrators(known.account, who.firm, say) }), say);
    return { ...known, who, say };
  }
  const refused = (rejection: Rejection, say: Say): Refused => ({
    ok: false,
    code: rejection.code,
    says: conversation.refusal(rejection, say),
    actions: [],
  });
  const told = ({ problem, place }: Misplaced, file: PlacedProblem["file"], say: Say): PlacedProblem => {
    const { code, path, example } = problem;
    return { file, ...place, code, path: writePath(path), example, says: speech.problem(problem, say) };
  };
  const problems = (wrong: readonly Misplaced[], file: PlacedProblem["file"], say: Say): Wrong => ({
    ok: false,
    code: "problems",
    problems: wrong.map((one) => told(one, file, say)),
  });
  const groups = (before: Account, after: Account, say: Say): readonly ChangeGroup[] => speech.groups(changes(before, after), say, after);
  const hints = (account: Account, which: Which, who: Person, say: Say) =>
    hintsOf(account, which, who.firm).map((hint) => speech.hint(hint, say));

  /** What a text asks for, checked against the settings; or everything that is wrong with it. */
  async function wanted(which: Which, text: string, { account, who, say }: Asking): Promise<Wanted | Wrong> {
    const readers = await load();
    if (which === "firm") {
      const read = await readFirm(readers, text, (await store.nextDue()).now);
      const file = holds(read, (one) => firmProblems(one, surroundings(account, who.firm)));
      if (!file.ok) return problems(file.wrong, who.firm, say);
      return { ok: true, relationship: null, after: (before) => withFirm(before, who.firm, file.file, read.days) };
    }
    const file = holds(readRelationship(readers, text), (one) => relationshipProblems(one, account));
    if (!file.ok) return problems(file.wrong, "relationship", say);
    return { ok: true, relationship: file.file, after: (before) => withRelationship(before, file.file) };
  }

  /** Keeps new settings and opens their standing case; `false`: there are some of that name already. */
  async function opened(account: Account): Promise<boolean> {
    if (!(await store.saveAccount(account, 0))) return false;
    await openRelationship(engine, account.id);
    await settled();
    return true;
  }

  /** Has everything drawn anew that may say something else now: names, languages, limits. The same again disturbs nobody. */
  async function redraw(account: Account, before: Account): Promise<void> {
    const people = new Set([...account.people, ...before.people].map(({ id }) => id));
    const rooms = [...audiences, ...(account.bridges ?? []), ...[...people].map((person) => roomKey({ kind: "person", person }))];
    for (const room of rooms) await store.redraw(account.id, room);
  }

  return {
    async show(sender, which): Promise<Shown | Refused | null> {
      const asked = await asking(sender);
      if (asked === null || "ok" in asked) return asked;
      const { account, who, say } = asked;
      const owner = which === "firm" ? who.firm : "relationship";
      // A file is kept beside others of its firm, whoever took it: its comment speaks the firm's language, not the reader's.
      const own = conversation.say(which === "firm" ? account.firms[who.firm].language : account.languages[0]);
      const { notation } = await load();
      const comment = (of: Account) => speech.comment(owner, hintsOf(of, which, who.firm), own, of);
      const written = (of: Account) => notation.write(partOf(of, which, who.firm), comment(of));
      const waiting = (proposal: Proposal): Waiting => {
        const after = withRelationship(account, proposal.file);
        const by = personOf(account, proposal.by);
        return {
          firm: proposal.firm,
          by: by ? [personPart(by)] : conversation.say(who.language)("someone"),
          at: proposal.at,
          // As it was applied, not as the settings would be: the same again is the same.
          text: notation.write(relationshipOf(proposal.file), comment(account)),
          changes: groups(account, after, say),
        };
      };
      return {
        ok: true,
        text: written(account),
        over: hashOf(account, which, who.firm),
        hints: hints(account, which, who, say),
        waiting: which === "firm" ? [] : (await store.proposals(account.id)).map(waiting),
      };
    },

    async check(sender, which, text): Promise<Compared | Wrong | Refused | null> {
      const asked = await asking(sender);
      if (asked === null || "ok" in asked) return asked;
      const { account, who, say } = asked;
      const read = await wanted(which, text, asked);
      if (!read.ok) return read;
      const after = read.after(account);
      return {
        ok: true,
        over: hashOf(account, which, who.firm),
        changes: groups(account, after, say),
        hints: hints(after, which, who, say),
      };
    },

    async apply(sender, which, text, over): Promise<Applied | Wrong | Refused | null> {
      for (let attempt = 0; attempt < tries; attempt++) {
        const asked = await asking(sender);
        if (asked === null || "ok" in asked) return asked;
        const { account, version, who, say } = asked;
        const read = await wanted(which, text, asked);
        if (!read.ok) return read;
        if (hashOf(account, which, who.firm) !== over) return refused(reject("set-up-changed"), say);
        const after = read.after(account);
        const proposals = await store.proposals(account.id);
        const now = (await store.nextDue()).now;
        const turn = read.relationship
          ? agreeing(account, after, who, read.relationship, proposals, version, now)
          : alone(account, after, who.firm, proposals, version);
        const answer: Applied = { ok: true, outcome: turn.outcome, says: speech.applied(turn.outcome, who, say, account) };
        if (turn.write === null) return answer;
        if (await store.saveAccount(turn.account, version, turn.write)) {
          if (turn.outcome === "in-force") await redraw(after, account);
          await settled();
          return answer;
        }
      }
      throw new UnavailableError(`settings of ${sender.relationship}: ${tries} others were quicker`);
    },

    async found(texts) {
      const made = await accountOf(await load(), texts, (await store.nextDue()).now);
      const say = conversation.say("en");
      if (!made.ok) return { ok: false, code: "problems", problems: made.wrong.map((one) => told(one, one.file, say)) };
      return { ok: true, relationship: made.account.id, made: await opened(made.account) };
    },
  };
}

/** What one application writes; `write` of `null`: nothing differs. */
type Turn = { readonly outcome: Applied["outcome"]; readonly account: Account; readonly write: WithSettings | null };

const personPart = ({ id, name, firm }: Person): Part => ({ kind: "person", id, name, firm });

/** Those who could, as people read them. */
const administrators = (account: Account, firm: Firm, say: Say): Part[] =>
  peopleOf(account, firm)
    .filter(({ administrator }) => administrator)
    .flatMap((person, i): Part[] => [...(i === 0 ? [] : say("comma")), personPart(person)]);

/** For both firms, wherever they share a room. */
const toBoth = (account: Account, version: number, news: SetUpNews): readonly Post[] =>
  everywhere(account, [post(account, version, "shared", news)], elsewhere);

const post = (account: Account, version: number, room: string, news: SetUpNews): Post => {
  const recipe: Recipe = { kind: "set-up", news };
  return { key: `set-up/${account.id}/${version}/${news.type}/${room}`, room, recipe: JSON.stringify(recipe) };
};

/** Who may sign for a firm, and for how much. */
const approvers = (account: Account, firm: Firm): string =>
  canonical(
    peopleOf(account, firm)
      .flatMap(({ id, approver }) => (approver ? [{ id, approver }] : []))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );

/** A firm's own file: in force by itself. Both firms hear that its approvers are others now, and no more than that. */
function alone(before: Account, after: Account, firm: Firm, proposals: readonly Proposal[], version: number): Turn {
  if (canonical(before) === canonical(after)) return { outcome: "same", account: before, write: null };
  const signs = approvers(before, firm) !== approvers(after, firm);
  const posts = signs ? toBoth(after, version, { type: "approvers", firm }) : [];
  return { outcome: "in-force", account: after, write: { proposals, posts } };
}

/** The relationship's file: in force when the other firm has applied the same; else it waits, in place of what this firm proposed before. */
function agreeing(
  before: Account,
  after: Account,
  who: Person,
  file: RelationshipFile,
  proposals: readonly Proposal[],
  version: number,
  at: Instant,
): Turn {
  const hash = sha256(canonical(file));
  const own = proposals.find(({ firm }) => firm === who.firm);
  const theirs = proposals.filter(({ firm }) => firm !== who.firm);
  // What is in force already is no proposal: whoever applies it takes back what they proposed.
  if (canonical(before) === canonical(after))
    return { outcome: "same", account: before, write: own ? { proposals: theirs, posts: [] } : null };
  if (theirs.some((one) => one.hash === hash))
    return { outcome: "in-force", account: after, write: { proposals: [], posts: toBoth(after, version, { type: "agreed" }) } };
  if (own?.hash === hash) return { outcome: "proposed", account: before, write: null };
  const told = peopleOf(before, otherFirm(who.firm)).filter(({ administrator }) => administrator);
  const posts = told.map(({ id }) => post(before, version, roomKey({ kind: "person", person: id }), { type: "proposed", firm: who.firm }));
  const proposal: Proposal = { firm: who.firm, by: who.id, at, hash, file };
  return { outcome: "proposed", account: before, write: { proposals: [...theirs, proposal], posts } };
}

/** What a reader of these settings' file should know. */
function hintsOf(account: Account, which: Which, firm: Firm): readonly Hint[] {
  const known = new Set(account.people.map(({ id }) => id));
  if (which === "firm") {
    const calendars = [account.firms[firm].calendar, ...peopleOf(account, firm).map(({ calendar }) => calendar)];
    const reach = new Map(calendars.flatMap((calendar) => (calendar.holidays ? [[calendar.holidays.region, lastDay(calendar)!]] : [])));
    const gone = account.survey.filter((id) => !known.has(id));
    return [
      ...[...reach].map(([region, until]): Hint => ({ type: "holidays-until", region, until })),
      ...(gone.length > 0 ? [{ type: "still-surveyed", names: gone } as const] : []),
    ];
  }
  // Of one's own firm alone: the other's limits are its own business.
  const others = peopleOf(account, firm).filter(({ approver }) => approver?.limit && approver.limit.currency !== account.currency);
  return others.length > 0 ? [{ type: "limits-in-other-currency", names: others.map(({ name }) => name) }] : [];
}
