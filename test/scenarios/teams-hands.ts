/** A person in Teams, as a scenario plays them: they see what stands in the stand-in, and press and fill in what is there. */
import { en } from "../../flows/wording/en/en.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import { type Json, objectOf, textOf } from "../support/slack/json.ts";
import { chatWith } from "../support/teams/furnish.ts";
import { refresh } from "../support/teams/payloads.ts";
import { problemsOfCard } from "../support/teams/validator.ts";
import { type Conversation, type Message as Posted, usersIn } from "../support/teams/world.ts";
import { countField, givenIn, newestCase, outcome, zoneOf } from "./chat-hands.ts";
import type { Known } from "./eyes.ts";
import { asksFirst, checkFilled, overHttp, slotOf, wordsOf } from "./http.ts";
import type { Answered, Filled, Hands, Place, Said, Seat } from "./player.ts";
import { refusalIn } from "./refusals.ts";
import { buttonsIn, holding, textIn } from "./teams-eyes.ts";
import { fillIn, isFolded } from "./teams-fill.ts";
import { type Came, calls, newestWith, opened, pressOn, type Rig, type Surface, send, show, tell, write } from "./teams-post.ts";

const isCalling = ({ content }: Posted): boolean => buttonsIn(content).some(({ key }) => key === show);

/** Plays a person in Teams. */
export function inTeams(seat: Seat, rig: Rig): Hands {
  const { id: who, firm } = seat;
  const { people, pictures, eyes, clocks } = rig;
  const { world } = rig.teams;
  const user = people.users.get(who)!;
  const isOurs = firm === people.host;
  // Another firm's own room is on the web; and to look at what the program holds there is the same server over HTTP.
  const http = overHttp(seat);
  const isOnWeb = (room: string): boolean => room === firm && !isOurs;
  const count = { presses: 0, words: 0 };
  const zoneNow = zoneOf(http.ask);
  let open: { readonly slot: string; readonly surface: Surface } | null = null;
  let more: Surface | null = null;
  const views = new Map<string, Json>();

  const channelOf = (room: string): Conversation | null => {
    if (room === "shared") return people.shared;
    if (room === `@${who}`) return isOurs ? chatWith(world, user) : people.shared;
    return room === firm && isOurs ? people.side : null;
  };
  /** What this person's own client shows of a card that asks for their view of it; `null`: what everybody sees. */
  const viewOf = async (on: Posted): Promise<Json | null> => {
    const [card] = buttonsIn(on.content);
    if (!card || who === people.pressing || !JSON.stringify(on.content).includes(`"userIds":["${user.id}"`)) return null;
    const held = views.get(card.handle);
    if (held) return held;
    const { type, value } = objectOf(await tell(rig, refresh(world, user, on)));
    if (type !== "application/vnd.microsoft.card.adaptive") throw new Error(`${who} is not shown what calls them`);
    rig.wrong.push(...problemsOfCard(value, "conversation").map(({ at, problem }) => `a view: ${at} ${problem}`));
    const view = holding(objectOf(value));
    views.set(card.handle, view);
    return view;
  };
  /** What lies behind the button of a message that calls this person: looking at it is no press of the story. */
  const shown = async (on: Posted): Promise<unknown> => {
    const view = await viewOf(on);
    if (view !== null || !isCalling(on)) return view ?? on.content;
    return (await opened(rig, user, { on, held: on.content, isDialog: false })).held;
  };
  /** Whether a message belongs to a room, as this person has it; what calls somebody is that person's alone. */
  const isIn = (room: string, on: Posted, known: Known | undefined): boolean => {
    if (on.conversation.kind === "personal") return (on.by === null && !known ? "shared" : `@${who}`) === room;
    if (on.by !== null) return room !== `@${who}`;
    return known ? known.room === room : room === "shared" ? !isCalling(on) || calls(on, user) : false;
  };
  // What is said in passing belongs where both meet: whoever has a chat with the bot is answered there, whatever they asked in the channel.
  const placesOf = (room: string, channel: Conversation): readonly Conversation[] =>
    room === "shared" && isOurs ? [channel, chatWith(world, user)] : [channel];
  const seen = async (held: unknown, known: Known | undefined): Promise<Message> =>
    eyes.read(
      clocks(textIn(held)),
      buttonsIn(held).map(({ handle }) => handle),
      known?.name ?? null,
      known?.case ?? null,
    );
  const read = async (room: string): Promise<readonly Said[]> => {
    if (isOnWeb(room)) return http.read(room);
    const channel = channelOf(room);
    if (!channel || !usersIn(world, channel).includes(user)) return [];
    const places = placesOf(room, channel);
    const known = new Map((await Promise.all(places.map(({ id }) => eyes.standing(id)))).flatMap((one) => [...one]));
    const all = world.messages.filter((on) => places.includes(on.conversation) && !on.deleted && isIn(room, on, known.get(on.id)));
    const said: Said[] = [];
    for (const [seq, on] of all.entries()) {
      const { id } = on;
      const about = known.get(id);
      const files = [...pictures].flatMap(([file, { name, in: where }]) => (where.includes(on) ? [{ id: file, name }] : []));
      const base = { id, seq, case: about?.case ?? null, files, onlyYou: on.by === null && !about };
      if (on.by !== null) said.push({ ...base, text: textOf(on.content["text"]), message: null });
      else said.push({ ...base, text: null, message: await seen(await shown(on), about) });
    }
    return said;
  };

  /** Where something can be pressed; what lies behind a button is brought out first, which is a press. */
  const surfaceOf = async (place: Place): Promise<Surface> => {
    if (place.kind === "more") return more!;
    if (place.kind === "welcome") return newestWith(rig, people.shared, "chat.start-report");
    const on = world.messages.find(({ id }) => id === place.message)!;
    const view = await viewOf(on);
    if (view !== null || !isCalling(on)) return { on, held: view ?? on.content, isDialog: false };
    count.presses++;
    return opened(rig, user, { on, held: on.content, isDialog: false });
  };
  /** What came of a command; a dialog that is no form says what can be done instead. */
  const answeredBy = (came: Came): Answered => {
    const text = clocks("dialog" in came ? textIn(came.dialog) : came.text);
    const refusal = refusalIn(text);
    if (refusal === null && "dialog" in came) throw new Error(`${who} is told: ${text}`);
    return outcome(refusal === null, refusal ?? "done", text);
  };
  /** The card of a case, which begins its thread in the shared channel. */
  const cardOf = async (id: CaseId | null): Promise<Posted | null> => {
    const all = await eyes.standing(people.shared.id);
    return world.messages.find((on) => all.get(on.id)?.name === "case" && all.get(on.id)?.case === id) ?? null;
  };
  /** Files have no place in a form: whoever has some puts them below the case, where both firms see them. */
  const putBelow = async ({ press }: Action, files: readonly string[]): Promise<void> => {
    count.presses++;
    await write(rig, user, people.shared, "", { files, below: await cardOf("case" in press ? press.case : null) });
  };
  /** Where the other firm is elsewhere, whoever has files to a form opens it in the browser, and gives them there. */
  const givenOnWeb = async (action: Action, place: Place, filled: Filled): Promise<Answered | null> => {
    const field = people.tenants.length === 1 ? action.fields.find(({ kind }) => kind === "files") : undefined;
    const files = field && (filled[field.name] as readonly string[] | undefined);
    if (!field || !files?.length) return null;
    const given = files.map(async (file) => http.attach(pictures.get(file)!.name, pictures.get(file)!.bytes, "shared"));
    return http.press(action, place, { ...filled, [field.name]: await Promise.all(given) });
  };
  const fillAndSend = async (action: Action, { on, held }: Surface, filled: Filled): Promise<Answered> => {
    const dialog = objectOf(held);
    const given = givenIn(action.fields, filled);
    const inputs = given.filter(({ kind }) => kind !== "files");
    if (isFolded(dialog, inputs)) count.presses++;
    for (const field of inputs) countField(count, field, filled[field.name]);
    const sent = fillIn(dialog, inputs, filled, await zoneNow());
    count.presses++;
    const came = await send(rig, user, on, dialog, sent);
    const answer = answeredBy(came);
    if (!answer.ok && "dialog" in came && came.dialog["title"] === dialog["title"])
      open = { slot: slotOf(action), surface: { on, held: came.dialog, isDialog: true } };
    const files = given.find(({ kind }) => kind === "files");
    if (answer.ok && files) await putBelow(action, filled[files.name] as readonly string[]);
    return answer;
  };
  const withCase = async ({ press }: Action, answer: Answered): Promise<Answered> =>
    answer.ok && press.kind === "command" && press.case === null ? { ...answer, ...(await newestCase(read)) } : answer;

  const openMore = async (id: string): Promise<Message> => {
    const on = await cardOf(id as CaseId);
    if (!on) throw new Error(`${who} sees no card of ${id}`);
    const came = await pressOn(rig, user, { on, held: on.content, isDialog: false }, "action.more");
    if (!("dialog" in came)) throw new Error(`no dialog opens with what ${who} can do: ${came.text}`);
    more = { on, held: came.dialog, isDialog: true };
    return seen(came.dialog, undefined);
  };

  return {
    get count() {
      return { presses: count.presses + http.count.presses, words: count.words + http.count.words };
    },
    token: () => http.token(),
    ask: http.ask,
    read,
    // What was said in passing may come twice, and nothing is kept of it; nor of how everybody came in, with codes that are others each time.
    posted: async (room) =>
      isOnWeb(room) ? http.posted(room) : (await read(room)).filter(({ onlyYou, id }) => !onlyYou && Number(id) > rig.begun.id),
    async opens(file) {
      const found = pictures.get(file);
      if (!found) return http.opens(file);
      return found.by === user || found.in.some(({ conversation }) => usersIn(world, conversation).includes(user));
    },
    // What opens the shared room is the same for both firms: what its buttons do is asked for each who presses.
    welcome: () => http.welcome(),
    async more(id) {
      count.presses++;
      return openMore(id);
    },
    possible: openMore,
    async press(action, place, filled) {
      if (place.kind === "message" && isOnWeb(place.room)) return http.press(action, place, filled);
      // A form that cannot be sent without a file has no use where forms take none: it is filled in on the web.
      if (action.fields.some(({ kind, required }) => kind === "files" && required)) return http.press(action, place, filled);
      const onWeb = await givenOnWeb(action, place, filled);
      if (onWeb) return onWeb;
      if (asksFirst(action)) checkFilled(action, filled);
      const held = open?.slot === slotOf(action) && place.kind !== "more" ? open.surface : null;
      open = null;
      if (held) return withCase(action, await fillAndSend(action, held, filled));
      const surface = await surfaceOf(place);
      count.presses++;
      const key = place.kind !== "welcome" ? action.key : action.key === "action.report" ? "chat.start-report" : "chat.start-warn";
      const came = await pressOn(rig, user, surface, key);
      if (!asksFirst(action)) return withCase(action, answeredBy(came));
      if (!("dialog" in came)) throw new Error(`${who}: no form opens for ${action.key}: ${came.text}`);
      return withCase(action, await fillAndSend(action, { on: surface.on, held: came.dialog, isDialog: true }, filled));
    },
    // A bot gives nobody a file in a channel, and says so: the calendar's entry is on the web.
    async invitation(action, place) {
      count.presses++;
      const came = await pressOn(rig, user, await surfaceOf(place), action.key);
      // Where people come to the web by links, the answer is one.
      const leads = "dialog" in came ? JSON.stringify(came.dialog).includes("/in#") : came.text === en["teams.no-file"];
      if (!leads) throw new Error(`${who} is not told where a visit stands`);
      return http.invitation(action, place);
    },
    async report(id) {
      await openMore(id);
      const came = await pressOn(rig, user, more!, "action.full-report");
      return "dialog" in came ? clocks(textIn(came.dialog)) : came.text;
    },
    async say(room, text, files) {
      if (isOnWeb(room)) return http.say(room, text, files);
      count.presses++;
      count.words += wordsOf(text);
      await write(rig, user, channelOf(room)!, text, { files });
      return outcome(true, "done", "");
    },
    async attach(name, bytes, room) {
      // A table of orders is of use in a form alone.
      if (isOnWeb(room) || name.endsWith(".csv")) return http.attach(name, bytes, room);
      count.presses++;
      const id = `picture-${pictures.size + 1}`;
      pictures.set(id, { name, by: user, bytes, in: [] });
      return id;
    },
    speak: (language) => http.speak(language),
  };
}
