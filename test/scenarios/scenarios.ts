/** The six recoveries by their letter, with whose they are; S is one that needs no agreement, P and W what goes before them all. */
import { scenarioA } from "./a.ts";
import { scenarioB } from "./b.ts";
import { scenarioC } from "./c.ts";
import { scenarioD } from "./d.ts";
import { scenarioE } from "./e.ts";
import { scenarioF } from "./f.ts";
import { scenarioP } from "./p.ts";
import type { Cast, Play } from "./play.ts";
import { scenarioS } from "./s.ts";
import { scenarioW } from "./w.ts";

type Scenario = { readonly cast: Cast; readonly run: (play: Play) => Promise<void> };
export const scenarios: Readonly<Record<string, Scenario>> = {
  A: { cast: "sahand-nordvik", run: scenarioA },
  B: { cast: "alvand-mellat", run: scenarioB },
  C: { cast: "linkra-borna", run: scenarioC },
  D: { cast: "cloudbase-datamark", run: scenarioD },
  E: { cast: "sahand-nordvik", run: scenarioE },
  F: { cast: "sahand-nordvik", run: scenarioF },
  S: { cast: "sahand-nordvik", run: scenarioS },
  P: { cast: "sahand-nordvik", run: scenarioP },
  W: { cast: "alvand-mellat", run: scenarioW },
};
