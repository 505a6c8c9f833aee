/** `npm run slack:code -- RELATIONSHIP PERSON`: prints a one-time code that makes whoever sends it to Parley in Slack that person. */
import { printCode } from "./code.ts";

await printCode("slack");
