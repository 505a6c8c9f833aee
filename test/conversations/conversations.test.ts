/** Five hundred conversations of up to two hundred steps, pressed, repeated, forged and late, with the clock and the settings moving. */
import { conversations } from "../support/model/suite.ts";

conversations(500);
