import { findProgram, ToolMissing } from "./tools.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Why no browser can be started here; null if one can. For `describe.skipIf(chromiumMissing() !== null)`. */
export function chromiumMissing(): string | null {
  return findProgram(names) ? null : "Chromium was not found; install Debian's chromium";
}

/**
 * What Playwright's `chromium.launch` needs to start the machine's own browser, quietly and without a sandbox (we may be root).
 *
 * @throws {ToolMissing} when there is no browser.
 */
export function launchOptions(): { executablePath: string; headless: true; args: string[] } {
  const executablePath = findProgram(names);
  if (!executablePath) throw new ToolMissing(chromiumMissing() ?? "");
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return { executablePath, headless: true, args };
}
