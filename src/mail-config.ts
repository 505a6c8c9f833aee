/** What sending mail takes, from the environment. What is wrong is named, never shown: there is a password in it. */
import { isMailAddress } from "./domain/mail-address.ts";
import { ConfigError } from "./errors.ts";
import { isLoopback } from "./public-url.ts";
import type { Value } from "./secret-keys.ts";

export type MailConfig = {
  readonly host: string;
  readonly port: number;
  /** From the first byte on; otherwise the connection becomes encrypted once it stands, where `isEncrypted` asks for it. */
  readonly isSecure: boolean;
  /** Whether nothing is sent over a connection that does not become encrypted: always where there is a password, but for this machine. */
  readonly isEncrypted: boolean;
  /** `null`: the server takes mail from whoever reaches it. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: { readonly name: string; readonly address: string };
};

const urlExample = "For example MAIL_URL=smtp://user:password@mail.example:587, or smtps://… with TLS from the first byte on";
const fromExample = "For example MAIL_FROM=Parley <parley@firm.example>";

/** The settings, or `null` where nothing is said of mail. `hasLinks`: without links nobody could open what they are sent. @throws {ConfigError} that names the variable and the remedy. */
export function mailConfig(value: Value, hasLinks: boolean): MailConfig | null {
  const written = value("MAIL_URL");
  const from = value("MAIL_FROM");
  if (written === null && from === null) return null;
  if (written === null) throw new ConfigError(`MAIL_URL is missing: MAIL_FROM alone sends nothing. ${urlExample}`);
  if (from === null) throw new ConfigError(`MAIL_FROM is missing: mail needs a sender. ${fromExample}`);
  if (!hasLinks)
    throw new ConfigError(
      "MAIL_URL needs PARLEY_URL and PARLEY_SECRET_KEY: what is mailed is opened by a link. Set both, or leave MAIL_URL and MAIL_FROM out.",
    );
  return { ...serverOf(written), from: senderOf(from) };
}

function serverOf(written: string): Omit<MailConfig, "from"> {
  const wrong = new ConfigError(`MAIL_URL is not the address of a mail server. ${urlExample}`);
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") throw wrong;
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "") throw wrong;
  if ((url.username === "") !== (url.password === "")) throw wrong;
  const isSecure = url.protocol === "smtps:";
  const login = url.username === "" ? null : loginOf(url, wrong);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    isEncrypted: login !== null && !isLoopback(url),
    login,
  };
}

function loginOf({ username, password }: URL, wrong: ConfigError): MailConfig["login"] {
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw wrong;
  }
}

function senderOf(written: string): MailConfig["from"] {
  const [, name = "", inBrackets, alone] = /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^<>]+))$/.exec(written) ?? [];
  const address = inBrackets ?? alone ?? "";
  if (!isMailAddress(address) || /[\p{Cc}]/u.test(name)) throw new ConfigError(`MAIL_FROM is not one address. ${fromExample}`);
  return { name: name.trim() || "Parley", address };
}
