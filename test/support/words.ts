import type { ChatWord } from "../../adapters/chat/words.ts";
import { plain, wording } from "../../flows/wording/index.ts";

/** The catalogue's words of chat platforms. */
export const words = (key: ChatWord, language: string): string => plain(wording(language)(key));
