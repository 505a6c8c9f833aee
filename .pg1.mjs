import { chromium } from "playwright-core";

const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking"] });
const p = await b.newPage({ viewport: { width: 1400, height: 900 } });
p.on("websocket", (w) => {
  console.log("WS", w.url());
});
await p.goto("http://localhost:56150/");
await p.waitForTimeout(5000);
await p.screenshot({ path: "/tmp/pg/s1.png" });
console.log(await p.evaluate(() => document.body.innerText));
console.log(
  await p.evaluate(() =>
    [...document.querySelectorAll("button,[role=treeitem],[role=textbox],input,textarea,[contenteditable]")]
      .map((e) => `${e.tagName} ${e.getAttribute("role")} ${e.getAttribute("aria-label")} ${e.id} ${e.textContent?.slice(0, 30)}`)
      .join("\n"),
  ),
);
await b.close();
