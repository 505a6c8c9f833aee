/** Mail, connected: the web's chat around which it stands. Loaded only where it is configured. */
import type { Database } from "../../src/ports/database.ts";
import { type Mailing, type MailingChat, mailingChat } from "./chat.ts";
import { type Settings, smtp } from "./smtp.ts";
import { tables } from "./tables.ts";

type Connecting = Omit<Mailing, "tables" | "send"> & { readonly settings: Settings; readonly database: Database };

/** The web's chat, with mail to whom no chat platform reaches. */
export const connectMail = ({ settings, database, ...others }: Connecting): MailingChat =>
  mailingChat({ ...others, tables: tables(database), send: smtp(settings, () => performance.now()) });
