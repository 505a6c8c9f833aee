/** A person in Slack, as a scenario plays them: they see what stands in the stand-in, and press and fill what is there. */
import { DateTime } from "luxon";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Field, Message } from "../../src/domain/message.ts";
import type { Filling } from "../support/slack/fill-view.ts";
import { addFile } from "../support/slack/furnish.ts";
import { listOf, objectOf, textOf as plain } from "../support/slack/json.ts";
import { press as pressOf, submit as submitOf } from "../support/slack/payloads.ts";
import { buttonsOf, textOfBlocks } from "../support/slack/read.ts";
import { answerSubmission, modalOf, viewShown } from "../support/slack/views.ts";
import { type Channel, type Message as Posted, passingTo, type View } from "../support/slack/world.ts";
import { countField, givenIn, newestCase, outcome, zoneOf } from "./chat-hands.ts";
import { asksFirst, checkFilled, overHttp, wordsOf } from "./http.ts";
import { settled } from "./mail.ts";
import type { Answered, Filled, Hands, Place, Said, Seat } from "./player.ts";
import { actionIdOf, blocksIn, directOf, interact, interaction, type Rig, write } from "./slack-post.ts";

/** Plays a person in Slack. */
export function inSlack(seat: Seat, rig: Rig): Hands {
  const { id: who, firm } = seat;
  const { slack, people } = rig;
  const { world } = slack;
  const user = people.users.get(who)!;
  // Beside what is pressed, and to look at what the program holds, there is the same server over HTTP.
  const http = overHttp(seat);
  const count = { presses: 0, words: 0 };
  let open: { readonly slot: string; readonly view: View } | null = null;

  const channelOf = (room: string): Channel | null => {
    if (room === "shared") return people.shared;
    if (room === "supplier" || room === "customer") return room === firm ? (people.side[room] ?? null) : null;
    return room === `@${who}` ? directOf(rig, who) : null;
  };
  const caseOf = (message: Posted): CaseId | null =>
    (objectOf(objectOf(message.content.metadata)["event_payload"])["case"] as CaseId | undefined) ?? null;
  const seen = (blocks: readonly unknown[], name: string | null, id: CaseId | null): Promise<Message> => {
    const words = blocks.filter((block) => objectOf(block)["type"] !== "actions");
    const handles = buttonsOf(blocks).map(({ value }) => value);
    return rig.eyes.read(textOfBlocks(words), handles, name, id);
  };
  const read = async (room: string): Promise<readonly Said[]> => {
    const channel = channelOf(room);
    if (!channel?.members.includes(user.id)) return [];
    const all = world.messages.filter((one) => one.channel === channel && !one.deleted);
    const own = passingTo(world, user, channel);
    const known = await rig.eyes.standing(channel.id);
    const sorted = [...all, ...own].sort((one, other) => Number(one.ts) - Number(other.ts));
    return Promise.all(
      sorted.map(async (one, at): Promise<Said> => {
        const files = one.files.map((id) => ({ id, name: world.files.get(id)!.name }));
        const base = { id: one.ts, seq: at, case: caseOf(one), files, onlyYou: own.includes(one) };
        if (one.bot === null) return { ...base, text: one.content.text, message: null };
        const name = own.includes(one) ? null : (known.get(one.ts)?.name ?? null);
        return { ...base, text: null, message: await seen(one.content.blocks, name, base.case) };
      }),
    );
  };
  const standing = (place: Place): Posted | View => {
    if (place.kind === "more") return modalOf(world, user.id)!;
    const channel = channelOf(place.kind === "welcome" ? "shared" : place.room)!;
    const all = [...world.messages.filter((one) => one.channel === channel), ...passingTo(world, user, channel)];
    const isWelcome = ({ content }: Posted): boolean => buttonsOf(content.blocks).some(({ key }) => key === "chat.start-report");
    return place.kind === "welcome" ? all.find((one) => one.bot !== null && isWelcome(one))! : all.find(({ ts }) => ts === place.message)!;
  };
  const newest = (): { readonly told: number } => ({ told: world.ephemerals.length });
  const saidSince = (before: { readonly told: number }): string =>
    world.ephemerals
      .slice(before.told)
      .filter((one) => one.user === user.id)
      .map(({ blocks }) => textOfBlocks(blocks))
      .join("\n");
  const send = async (on: Posted | View, actionId: string): Promise<void> => {
    await interact(rig, pressOf(world, user, on, actionId));
  };
  const blocksOf = (on: Posted | View) => blocksIn(world, on);
  /** What a field of a view is filled with, as a client sends it. */
  const filling = (view: View, field: Field, given: unknown, zone: string): Filling => {
    const block = listOf(viewShown(world, view)["blocks"])
      .map(objectOf)
      .find((one) => one["block_id"] === `f:${field.name}`)!;
    const element = objectOf(block["element"]);
    const optionOf = (value: unknown): string => {
      const label =
        field.kind === "choice" || field.kind === "choices" ? field.options.find((one) => one.value === value)?.label : undefined;
      const all = [
        ...listOf(element["options"]),
        ...listOf(element["option_groups"]).flatMap((group) => listOf(objectOf(group)["options"])),
      ].map(objectOf);
      const found =
        all.find((one) => one["value"] === value) ??
        all.find((one) => label?.startsWith(plain(objectOf(one["text"])["text"]).replace("…", "")));
      if (!found) throw new Error(`${String(value)} is not offered for ${field.name}`);
      return plain(found["value"]);
    };
    switch (field.kind) {
      case "choice":
        return optionOf(given);
      case "choices":
        return (given as readonly string[]).map(optionOf);
      case "yes":
        return given === true ? listOf(element["options"]).map((one) => plain(objectOf(one)["value"])) : [];
      case "when":
        if (element["type"] === "datetimepicker") return DateTime.fromISO(String(given), { zone }).toSeconds();
        return String(given);
      case "files":
        return given as readonly string[];
      default:
        return given as string | number;
    }
  };
  const zoneNow = zoneOf(http.ask);
  /** Fills the form that is open and sends it; what others depend on is chosen first, as Slack tells of it. */
  const fillAndSend = async (action: Action, filled: Filled): Promise<Answered> => {
    const zone = await zoneNow();
    let view = modalOf(world, user.id)!;
    const shownBlocks = () => listOf(viewShown(world, view)["blocks"]).map(objectOf);
    const isShown = (name: string): boolean => shownBlocks().some((one) => one["block_id"] === `f:${name}`);
    const given = givenIn(action.fields, filled);
    if (given.some(({ name, rare }) => rare && !isShown(name))) {
      count.presses++;
      await send(view, "v1:rare");
      view = modalOf(world, user.id)!;
    }
    const leads = given.filter(({ name }) =>
      shownBlocks().some((one) => one["block_id"] === `f:${name}` && one["dispatch_action"] === true),
    );
    for (const field of leads) {
      await interact(rig, pressOf(world, user, view, `v:${field.name}`, filling(view, field, filled[field.name], zone)));
      view = modalOf(world, user.id)!;
    }
    const fillings: Record<string, Filling> = {};
    for (const field of given) {
      countField(count, field, filled[field.name]);
      fillings[`f:${field.name}`] = filling(view, field, filled[field.name], zone);
    }
    count.presses++;
    const before = newest();
    const answer = await interaction(rig, submitOf(world, user, view, fillings));
    const top = answerSubmission(world, view, answer.body);
    await settled(rig);
    const errors = objectOf(objectOf(answer.body === "" ? {} : JSON.parse(answer.body))["errors"]);
    if (Object.keys(errors).length > 0)
      return { ...outcome(false, "input", Object.values(errors).join(" ")), status: 400, field: Object.keys(errors)[0]!.slice(2) };
    if (top === view) {
      const code = plain(viewShown(world, top)["callback_id"]).split(":").slice(2).join(":");
      return outcome(false, code, textOfBlocks(blocksOf(top)));
    }
    return outcome(true, "done", saidSince(before));
  };
  const close = (): void => {
    for (const one of world.views) if (one.user === user.id && one.sent["type"] === "modal") one.open = false;
  };
  const openMore = async (id: string): Promise<Message> => {
    close();
    const card = world.messages.find(
      (one) =>
        one.channel === people.shared &&
        !one.deleted &&
        one.thread_ts === null &&
        caseOf(one) === id &&
        buttonsOf(one.content.blocks).some(({ key }) => key === "action.more"),
    );
    if (!card) throw new Error(`${who} sees no More… of ${id}`);
    await send(card, actionIdOf(card.content.blocks, "action.more"));
    const view = modalOf(world, user.id);
    if (!view) throw new Error(`no window opens with what ${who} can do`);
    return seen(blocksOf(view), null, id as CaseId);
  };

  return {
    count,
    token: () => http.token(),
    ask: http.ask,
    read,
    // What only one person sees is said in passing, and may come twice: nothing is kept of it.
    // Nor is how everybody came in, with codes that are others each time.
    posted: async (room) => (await read(room)).filter(({ onlyYou, id }) => !onlyYou && Number(id) > rig.begun.at),
    async opens(file) {
      const found = world.files.get(file);
      if (!found) return (await http.ask(`/api/files/${file}`)).ok;
      if (found.user === user.id || found.channels.some(({ members }) => members.includes(user.id))) return true;
      // A picture that stands on a card is seen by everybody in its channel.
      return world.messages.some(
        (one) => one.channel.members.includes(user.id) && JSON.stringify(one.content.blocks).includes(`"${file}"`),
      );
    },
    // The pinned message is the same for both firms: what its buttons do is asked for each who presses.
    welcome: () => http.welcome(),
    async more(id) {
      count.presses++;
      return openMore(id);
    },
    async possible(id) {
      const message = await openMore(id);
      close();
      return message;
    },
    async press(action, place, filled) {
      const slot = `${action.key}|${JSON.stringify(action.press)}`;
      const asks = asksFirst(action);
      if (asks) checkFilled(action, filled);
      const before = newest();
      if (open?.slot === slot && open.view.open) {
        const again = await fillAndSend(action, filled);
        if (again.ok) open = null;
        return again;
      }
      if (place.kind !== "more") close();
      open = null;
      const on = standing(place);
      count.presses++;
      const key = place.kind !== "welcome" ? action.key : action.key === "action.report" ? "chat.start-report" : "chat.start-warn";
      await send(on, actionIdOf(blocksOf(on), key));
      const view = modalOf(world, user.id);
      const callback = view === null ? "" : plain(viewShown(world, view)["callback_id"]);
      if (asks) {
        if (!view || !callback.startsWith("v1:form")) throw new Error(`${who}: no form opens for ${action.key}: ${saidSince(before)}`);
        const answer = await fillAndSend(action, filled);
        if (!answer.ok) {
          const now = modalOf(world, user.id);
          if (now && place.kind !== "more") open = { slot, view: now };
          return answer;
        }
        return action.press.kind === "command" && action.press.case === null ? { ...answer, ...(await newestCase(read)) } : answer;
      }
      if (view && callback.startsWith("v1:told:")) {
        const code = callback.slice("v1:told:".length);
        const text = textOfBlocks(blocksOf(view));
        return outcome(code === "done", code, text);
      }
      const answer = outcome(true, "done", saidSince(before));
      return action.press.kind === "command" && action.press.case === null ? { ...answer, ...(await newestCase(read)) } : answer;
    },
    async invitation(action, place) {
      count.presses++;
      const on = standing(place);
      const before = world.files.size;
      await send(on, actionIdOf(blocksOf(on), action.key));
      const file = [...world.files.values()].slice(before).at(-1);
      if (!file) throw new Error("no visit was saved");
      return Buffer.from(file.bytes).toString();
    },
    async report(id) {
      await openMore(id);
      const view = modalOf(world, user.id)!;
      await send(view, actionIdOf(blocksOf(view), "action.full-report"));
      const text = textOfBlocks(blocksOf(modalOf(world, user.id)!));
      close();
      return text;
    },
    async say(room, text, files) {
      count.presses++;
      count.words += wordsOf(text);
      await write(rig, user, channelOf(room)!, text, files);
      return outcome(true, "done", "");
    },
    async attach(name, bytes) {
      count.presses++;
      return addFile(world, user, name, name.endsWith(".csv") ? "text/csv" : "image/png", bytes as Uint8Array<ArrayBuffer>).id;
    },
    speak: (language) => http.speak(language),
  };
}
