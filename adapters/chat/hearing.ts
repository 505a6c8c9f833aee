/** What is said to Parley in plain words, whatever the platform: words of linking, or a failure that is read back. Chatter is nobody's business. */
import { type Actors, type Asker, askerHere, type Tools } from "./asking.ts";
import { offerRooms } from "./channels.ts";
import type { Origin } from "./does.ts";
import { linkWords, offerInvitations, useCode } from "./linking.ts";

/** The most UTF-16 units that are read of what somebody wrote; more is not one failure. */
export const mostSigns = 2_000;

/** Tells an account that is nobody here how it becomes somebody; nothing else, whatever it asked. @throws what whispering does. */
export async function stranger(
  tools: Pick<Tools, "whisper" | "say">,
  { accounts }: Actors,
  installation: string,
  origin: Origin,
): Promise<void> {
  const [account] = accounts;
  if (account) await tools.whisper(installation, account, origin, { parts: tools.say("en")("chat.stranger"), language: "en" });
}

/** How a platform answers whoever is nobody here, and how it reads a failure back. */
type Answers = { readonly stranger: () => Promise<void>; readonly hear: (asker: Asker) => Promise<void> };

/** Answers words that were meant for us, privately; gives who said them, `null` where that is nobody here. */
export async function answered(
  tools: Tools,
  by: Actors,
  { installation, origin }: { readonly installation: string; readonly origin: Origin },
  text: string,
  answers: Answers,
): Promise<Asker | null> {
  const asker = await askerHere(tools, by, installation, origin);
  const linking = linkWords(text);
  if (linking?.word === "code") await useCode(tools, by, installation, origin, linking.code, asker?.who.language ?? "en");
  else if (!asker) await answers.stranger();
  else if (linking?.word === "invite") await offerInvitations(tools, asker);
  else if (linking?.word === "link") await offerRooms(tools, asker);
  else await answers.hear(asker);
  return asker;
}
