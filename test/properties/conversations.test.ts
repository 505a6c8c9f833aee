/** A sample of the long run in `test/conversations`: the same rules, fewer conversations. */
import { conversations } from "../support/model/suite.ts";

conversations(40);
