/** The servers to which the bot's token may go. An activity names one, and what it names is asked for answers for as long as it is kept. */

/**
 * Teams in the public cloud and in GCC, each name as a whole: anybody can have a name under trafficmanager.net. As the vendor's newer SDK
 * has them (microsoft/teams.ts, packages/api/src/auth/cloud-environment.ts: `allowedServiceUrls` of PUBLIC, read 2026-12).
 */
const hosts = new Set(["smba.trafficmanager.net", "smba.onyx.prod.teams.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"]);
/** The Bot Framework's own domain, whose names Microsoft alone gives: the host list of the Agents SDK's `OutboundHostValidator` has it, too. */
const botFramework = /^([a-z0-9-]+\.)+botframework\.com$/;
/** What is allowed beyond Teams: nothing, the stand-in's own address, or, for a developer, any server on this machine. */
export type Beyond = { readonly standIn: string | null; readonly insecure: boolean };

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);
/** Plain names, a port where it is a local one, a plain path: what is written otherwise is read by no two programs in the same way. */
const shape = /^https?:\/\/([a-z0-9.-]+|\[::1\])(:\d{1,5})?(\/[\w.~-]*)*$/i;

/** Whether an address is one of the Bot Connector's: https, its usual port, an allowed host, nothing else in it. */
export function isAllowed(serviceUrl: unknown, { standIn, insecure }: Beyond): serviceUrl is string {
  if (typeof serviceUrl !== "string" || serviceUrl.length > 300 || !shape.test(serviceUrl) || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, port, origin } = new URL(serviceUrl);
  // A stand-in is the only one, and so is this machine: what is tried out never reaches Teams.
  if (standIn !== null) return origin === standIn;
  if (insecure) return protocol === "http:" && loopback.has(hostname);
  return protocol === "https:" && port === "" && (hosts.has(hostname) || botFramework.test(hostname));
}
