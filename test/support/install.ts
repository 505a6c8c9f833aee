import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromiumMissing } from "./chromium.ts";
import { postgresMissing } from "./postgres.ts";
import { redisMissing } from "./redis.ts";
import { findProgram } from "./tools.ts";

/** Debian's packages that the tests lack on this machine. */
function missingPackages(): string[] {
  const wanted = [
    { name: "postgresql", here: postgresMissing() === null },
    { name: "redis-server", here: redisMissing() === null },
    { name: "chromium", here: chromiumMissing() === null },
    { name: "fonts-noto-core", here: existsSync("/usr/share/fonts/truetype/noto") },
  ];
  return wanted.filter(({ here }) => !here).map(({ name }) => name);
}

/**
 * Installs what the tests lack with apt, as root or by `sudo -n`; tries twice, because mirrors fail now and then.
 *
 * Gives null, or why it could not. Only a machine that is made for one run (CI=true) may be changed like this.
 * Whatever service Debian starts with a package is left alone and not used.
 */
export function installMissing(say: (line: string) => void): string | null {
  const packages = missingPackages();
  if (packages.length === 0) return null;
  const apt = findProgram(["apt-get"]);
  if (!apt) return `no apt-get here to install ${packages.join(", ")}`;
  const sudo = process.getuid?.() === 0 ? [] : findProgram(["sudo"]) ? ["sudo", "-n"] : null;
  if (!sudo) return `only root may install ${packages.join(", ")}`;

  const run = (...args: string[]) => {
    const [command = "", ...rest] = [...sudo, "env", "DEBIAN_FRONTEND=noninteractive", apt, ...args];
    const { status, error, stderr } = spawnSync(command, rest, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", timeout: 240_000 });
    return status === 0 ? null : (error?.message ?? stderr.trim().slice(-2_000));
  };
  say(`installing ${packages.join(", ")}`);
  run("update", "-q");
  const install = () => run("install", "-q", "-y", "--no-install-recommends", ...packages);
  const problem = install();
  if (problem === null) return null;
  say(`trying again, because: ${problem}`);
  return install();
}
