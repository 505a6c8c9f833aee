/** The bot, over whichever SDK: who may come in, what goes out and how long it may take, and what an answer must hold to be one. */
import { DeliveryError } from "../../src/errors.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { mostPictureBytes, readAtMost } from "../chat/pictures.ts";
import { notKnown, TeamsRefusal, timeoutMs } from "./client.ts";
import { receive } from "./gate.ts";
import { isAllowed } from "./hosts.ts";
import { fieldOf, memberOf, roomOf } from "./parse.ts";
import type { Bot, Content, Handle, Member } from "./port.ts";
import type { Connector, MakeSdk, PageOf, Settings } from "./sdk.ts";
import { remembering } from "./verdicts.ts";

/** More pages than a channel has members: a list that goes on for ever ends. */
const mostPages = 60;

/** Connects a bot; nothing is asked of Teams before it is used. `handle` gets what is Teams's own. */
export function connectBot(make: MakeSdk, settings: Settings, handle: Handle, log: Log): Bot {
  const { appId, insecure, standIn, tenants } = settings;
  if (insecure) log.warn({}, "TEAMS_INSECURE_DEV: whoever reaches this machine can speak for anybody. Never leave it so.");
  // What the adapter is without an id: a door that is open to everyone.
  else if (appId === "" || tenants.length === 0 || !settings.password) throw new Error("a bot without id, secret or tenants");
  const beyond = { standIn, insecure };
  const sdk = make(settings);
  const clocks = { steadyMs: () => performance.now(), nowMs: () => Date.now() };
  const gate = { isSigned: insecure ? null : remembering(sdk.isSigned, clocks), beyond, tenants, handle, log };

  /** One call in time, to an address that is allowed still. */
  async function call(what: string, serviceUrl: string, run: (connector: Connector) => Promise<unknown>): Promise<unknown> {
    if (!isAllowed(serviceUrl, beyond)) throw new TeamsRefusal(what, 0, "host-not-allowed");
    const signal = AbortSignal.timeout(timeoutMs);
    const late = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
    try {
      // Whatever is late is cut off, so that it is not sent after it was given up.
      return await Promise.race([sdk.connector(serviceUrl, signal).then(run), late]);
    } catch (error) {
      throw notKnown(what, error);
    }
  }

  const us = { id: `28:${appId}`, name: "Parley" };
  const activity = (conversation: string, content: Content): object => ({
    ...content,
    channelId: "msteams",
    from: us,
    conversation: { id: conversation },
  });

  return {
    receive: (authorization, rawBody) => receive(gate, authorization, rawBody),
    async post({ serviceUrl, conversation }, content) {
      return idIn("post", await call("post", serviceUrl, (to) => to.post(conversation, activity(conversation, content))));
    },
    async update({ serviceUrl, conversation }, id, content) {
      await call("update", serviceUrl, (to) => to.update(conversation, id, { ...activity(conversation, content), id }));
    },
    async remove({ serviceUrl, conversation }, id) {
      await call("remove", serviceUrl, (to) => to.remove(conversation, id));
    },
    async member({ serviceUrl, conversation }, id) {
      return memberIn("member", await call("member", serviceUrl, (to) => to.member(roomOf(conversation), id)));
    },
    members: ({ serviceUrl, conversation }) =>
      everybody((page) => call("members", serviceUrl, (to) => to.members(roomOf(conversation), page))),
    async picture(serviceUrl, url) {
      if (!isAllowed(serviceUrl, beyond) || !isAllowed(url, beyond)) throw new TeamsRefusal("picture", 0, "host-not-allowed");
      const authorization = await sdk.authorization(serviceUrl);
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await fetch(url, { headers: authorization === "" ? {} : { authorization }, redirect: "error", signal }).catch(
        (error: unknown) => {
          throw notKnown("picture", error);
        },
      );
      if (!answer.ok) throw new TeamsRefusal("picture", answer.status, `HTTP ${answer.status}`);
      return readAtMost(answer, mostPictureBytes);
    },
    async open({ serviceUrl, tenant, user }) {
      if (!insecure && tenant !== tenants[0]) throw new TeamsRefusal("open", 0, "other-tenant");
      const asked = { bot: us, isGroup: false, members: [{ id: user }], tenantId: tenant, channelData: { tenant: { id: tenant } } };
      return idIn("open", await call("open", serviceUrl, (to) => to.open(asked)));
    },
  };
}

/** Everybody, page by page; one may bring again who was on one before (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context). */
async function everybody(read: (page: PageOf) => Promise<unknown>): Promise<readonly Member[]> {
  const all = new Map<string, Member>();
  let from = {};
  for (let page = 0; page < mostPages; page++) {
    const answer = await read({ pageSize: 500, ...from });
    const members = fieldOf(answer, "members");
    if (!Array.isArray(members)) throw noAnswer("members");
    for (const one of members.map((entry) => memberIn("members", entry))) all.set(one.id, one);
    const continuationToken = fieldOf(answer, "continuationToken");
    if (typeof continuationToken !== "string" || continuationToken === "") return [...all.values()];
    from = { continuationToken };
  }
  // Half a roster would make a room look safe that is not.
  throw new DeliveryError("members: a list without end", { retryable: true });
}

const noAnswer = (call: string): DeliveryError => new DeliveryError(`${call}: no answer of Teams's`, { retryable: true });

/** An entry that cannot be read might be somebody who must not see what is said: no list without them. */
function memberIn(call: string, entry: unknown): Member {
  const member = memberOf(entry);
  if (member === null) throw noAnswer(call);
  return member;
}

function idIn(call: string, answer: unknown): string {
  const id = fieldOf(answer, "id");
  if (typeof id !== "string" || id === "") throw noAnswer(call);
  return id;
}
