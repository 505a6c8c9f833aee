/** `npm run replay -- FILE [--data FOLDER]`: plays the incidents of a log as cases, at the log's own time, and compares every line. */
import { setMaxListeners } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { firmsOf, writeFirms } from "./firms.ts";
import { courseOf } from "./mapping.ts";
import { play, summary } from "./play.ts";
import { connect, type Running, startPlayground, verify } from "./playground.ts";
import { progress } from "./progress.ts";
import { incidentsOf, readLog } from "./read.ts";

async function replay(file: string, data: string | null): Promise<boolean> {
  const startedMs = performance.now();
  const incidents = incidentsOf(readLog(await readFile(file, "utf8")));
  const firms = firmsOf(incidents);
  const steps = courseOf(incidents, firms);
  const [first] = steps;
  if (!first) throw new Error(`${file} holds no incident`);
  const place = await mkdtemp(join(tmpdir(), "parley-replay-"));
  const folder = data ?? join(place, "data");
  const warnings: string[] = [];
  const warn = (line: string) => {
    warnings.push(line);
    console.error(line);
  };
  const interrupt = new AbortController();
  // Each of many thousand requests listens to it; those that are answered are let go of now and then.
  setMaxListeners(0, interrupt.signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupt.abort());
  let own: Running | null = null;
  try {
    await mkdir(join(place, "firms"));
    await writeFirms(firms, join(place, "firms"));
    own = await startPlayground({ folder, start: first.at, firms: join(place, "firms") }, warn, interrupt.signal);
    const client = await connect(own.url, interrupt.signal);
    const now = await client.forwardTo(first.at);
    if (now > first.at) throw new Error(`${folder} is not new: it is ${now} there already`);
    const show = progress(process.stderr, steps.length);
    const played = await play(client, incidents, steps, (done, { at }) => show(done, at.slice(0, 10)));
    const parked = await client.parked();
    const code = await own.stop();
    const verified = await verify(folder, warn);
    for (const failure of played.failures.slice(0, 50)) console.error(failure);
    const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
    const counts = summary(played, incidents);
    console.log(
      JSON.stringify({
        replay: basename(file),
        firms: firms.length,
        ...counts,
        warnings: warnings.length,
        parked,
        verify: verified,
        seconds,
      }),
    );
    return counts.failures === 0 && parked === 0 && warnings.length === 0 && code === 0 && verified === "clean";
  } finally {
    await own?.stop();
    await rm(place, { recursive: true, force: true });
  }
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: "string" } } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error("Name one file: npm run replay -- FILE [--data FOLDER]");
  process.exitCode = (await replay(file, values.data ?? null)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
