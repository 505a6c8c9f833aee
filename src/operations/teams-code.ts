/** `npm run teams:code -- RELATIONSHIP PERSON`: prints a one-time code that makes whoever sends it to Parley in Teams that person. */
import { printCode } from "./code.ts";

await printCode("teams");
