/** `node .build/test/e2e/pictures.js [FOLDER]`: plays scenario A at the page and keeps the pictures of the README, in their own folder by default. */
import { join } from "node:path";
import { projectFolder } from "../../src/files.ts";
import type { Moment } from "../scenarios/page.ts";
import { noKills, Play } from "../scenarios/play.ts";
import { scenarios } from "../scenarios/scenarios.ts";
import { desktop, pageStage, startBrowser } from "../scenarios/stage.ts";
import type { Tab } from "../scenarios/tab.ts";

type Wanted = {
  readonly file: string;
  readonly width: 390 | 1280;
  /** The moment, and whose screen is kept. */
  readonly at: readonly [when: Moment["when"], who: string, key: string];
  readonly of: string;
  /** Words of the message that is brought into view; `null`: what is pressed. */
  readonly words: string | null;
  /** The room that they turn to first, if they are elsewhere. */
  readonly room?: string;
};
const wanted: readonly Wanted[] = [
  { file: "read-back-390", width: 390, at: ["before", "freja", "action.report-right"], of: "freja", words: null },
  { file: "ask-390", width: 390, at: ["before", "reza", "action.take"], of: "reza", words: null },
  { file: "side-room-1280", width: 1280, at: ["before", "reza", "action.share"], of: "reza", words: "For us:" },
  { file: "offer-1280", width: 1280, at: ["before", "freja", "action.accept"], of: "freja", words: null },
  { file: "approver-390", width: 390, at: ["before", "lars", "action.sign"], of: "lars", words: null },
  { file: "promises-1280", width: 1280, at: ["before", "jens", "action.snooze"], of: "reza", words: "this clock stands still" },
  { file: "closing-1280", width: 1280, at: ["before", "freja", "action.effect-good"], of: "reza", words: "Closed by", room: "shared" },
];

const [folder = join(projectFolder, "test/e2e/pictures")] = process.argv.slice(2);
const tabs = new Map<string, Tab>();

async function keep({ when, who, key, tab, show }: Moment): Promise<void> {
  tabs.set(who, tab);
  for (const { file, width, at, of, words, room } of wanted) {
    const shown = tabs.get(of);
    if (at.join() !== [when, who, key].join() || !shown) continue;
    await shown.page.setViewportSize({ width, height: width === 390 ? 844 : desktop.height });
    if (room !== undefined) await shown.go(room);
    await shown.settled();
    await (words === null ? show() : shown.show(words));
    await shown.page.screenshot({ path: join(folder, `${file}.png`) });
    await shown.page.setViewportSize(desktop);
  }
}

const browser = await startBrowser();
const { cast, run } = scenarios["A"]!;
const play = await Play.begin(cast, noKills, pageStage(browser, { customer: desktop, supplier: desktop }, keep));
try {
  await run(play);
} finally {
  await play.abandon();
  await browser.close();
}
