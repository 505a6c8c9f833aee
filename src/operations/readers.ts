/** What set-up files are read with. It costs a start some milliseconds, so whoever needs it imports it then. */
import { publicHolidays } from "../../adapters/set-up/holidays.ts";
import { yaml } from "../../adapters/set-up/yaml.ts";
import type { Readers } from "../engine/set-up-files.ts";

export const readers: Readers = { notation: yaml, holidays: publicHolidays };
