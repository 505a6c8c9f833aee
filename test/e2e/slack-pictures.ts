/**
 * `node .build/test/e2e/slack-pictures.js FOLDER`: pictures of the golden messages and forms of Slack, as near to Slack's own look as plain
 * HTML comes, in the width of a desktop channel in the light and of a phone in the dark; on sheets of many. Real Slack is the judge of details.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { projectFolder } from "../../src/files.ts";
import { launchOptions } from "../support/chromium.ts";
import { type Json, listOf, objectOf, textOf } from "../support/slack/json.ts";

const shown = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const dated = (seconds: unknown): string => new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace("T", " ");

/** Markup of Slack's as HTML: bold, dates, breaks. */
const marked = (text: string): string =>
  text
    .replaceAll(/<!date\^(\d+)\^[^>]*>/g, (_, seconds: string) => dated(seconds))
    .replaceAll(/(^|[\s])\*([^*\n]+)\*/g, "$1<b>$2</b>")
    .replaceAll("\n", "<br>");

function textObject(value: unknown): string {
  const { type, text } = objectOf(value);
  return type === "mrkdwn" ? marked(textOf(text)) : shown(textOf(text)).replaceAll("\n", "<br>");
}

function rich(value: unknown): string {
  const element = objectOf(value);
  const style = objectOf(element["style"]);
  const words = element["type"] === "date" ? dated(element["timestamp"]) : shown(textOf(element["text"])).replaceAll("\n", "<br>");
  return style["bold"] ? `<b>${words}</b>` : words;
}

function richPart(value: unknown): string {
  const part = objectOf(value);
  const inner = listOf(part["elements"]);
  if (part["type"] === "rich_text_list")
    return `<ol dir="auto">${inner.map((item) => `<li dir="auto">${listOf(objectOf(item)["elements"]).map(rich).join("")}</li>`).join("")}</ol>`;
  const tag = part["type"] === "rich_text_quote" ? "blockquote" : "p";
  return `<${tag} dir="auto">${inner.map(rich).join("")}</${tag}>`;
}

const button = (value: unknown): string => {
  const one = objectOf(value);
  return `<span class="button ${textOf(one["style"])}" dir="auto">${textObject(one["text"])}</span>`;
};

function input(value: unknown): string {
  const element = objectOf(value);
  const options = listOf(element["options"]).map((one) => objectOf(objectOf(one)["text"])["text"]);
  switch (element["type"]) {
    case "radio_buttons":
    case "checkboxes":
      return options
        .map((label) => `<div class="option" dir="auto"><i class="${textOf(element["type"])}"></i>${shown(textOf(label))}</div>`)
        .join("");
    case "plain_text_input":
      return `<div class="field ${element["multiline"] ? "tall" : ""}" dir="auto">${shown(textOf(element["initial_value"])) || textObject(element["placeholder"])}</div>`;
    default:
      return `<div class="field" dir="auto">${textOf(element["type"])} ${shown(String(element["initial_value"] ?? element["initial_date"] ?? (element["initial_date_time"] ? dated(element["initial_date_time"]) : "")))}</div>`;
  }
}

function block(value: unknown): string {
  const one = objectOf(value);
  switch (one["type"]) {
    case "header":
      return `<h3 dir="auto">${textObject(one["text"])}</h3>`;
    case "context":
      return `<div class="context" dir="auto">${listOf(one["elements"]).map(textObject).join(" ")}</div>`;
    case "rich_text":
      return listOf(one["elements"]).map(richPart).join("");
    case "section":
      return `<div class="section"><div class="fields">${[one["text"], ...listOf(one["fields"])]
        .filter(Boolean)
        .map((field) => `<div dir="auto">${textObject(field)}</div>`)
        .join("")}</div>${one["accessory"] ? button(one["accessory"]) : ""}</div>`;
    case "actions":
      return `<div class="actions">${listOf(one["elements"]).map(button).join("")}</div>`;
    case "divider":
      return "<hr>";
    case "image":
      return `<div class="picture">[${shown(textOf(one["alt_text"]))}]</div>`;
    case "table":
      return `<table>${listOf(one["rows"])
        .map(
          (row) =>
            `<tr>${listOf(row)
              .map(
                (cell) =>
                  `<td dir="auto">${objectOf(cell)["type"] === "rich_text" ? listOf(objectOf(cell)["elements"]).map(richPart).join("") : shown(textOf(objectOf(cell)["text"]))}</td>`,
              )
              .join("")}</tr>`,
        )
        .join("")}</table>`;
    case "input":
      return `<div class="input"><b dir="auto">${textObject(one["label"])}</b>${one["optional"] ? ' <span class="muted">(optional)</span>' : ""}${input(one["element"])}${one["hint"] ? `<div class="context" dir="auto">${textObject(one["hint"])}</div>` : ""}</div>`;
    default:
      return `<div class="unknown">${textOf(one["type"])}</div>`;
  }
}

function drawn(name: string, made: Json): string {
  const blocks = listOf(made["blocks"]).map(block).join("");
  if (made["type"] !== "modal")
    return `<article><small>${name}</small><div class="who"><i class="app"></i><b>Parley</b> <span class="muted">APP 09:10</span></div>${blocks}</article>`;
  return `<article class="modal"><small>${name}</small><h2 dir="auto">${textObject(made["title"])}</h2>${blocks}<div class="ends">${made["close"] ? button({ text: made["close"] }) : ""}${made["submit"] ? button({ text: made["submit"], style: "primary" }) : ""}</div></article>`;
}

const style = (dark: boolean, width: number): string => `
  body { margin: 0; background: ${dark ? "#1a1d21" : "#fff"}; color: ${dark ? "#d1d2d3" : "#1d1c1d"}; font: 15px/1.46 Lato, "Noto Sans", "Noto Naskh Arabic", sans-serif; columns: ${dark ? 4 : 3} ${width}px; column-gap: 24px; padding: 12px; }
  article { break-inside: avoid; width: ${width}px; margin: 0 0 28px; border: 1px solid ${dark ? "#35373b" : "#ddd"}; border-radius: 8px; padding: 10px 14px; box-sizing: border-box; }
  small { color: #8a8a8a; } h2 { font-size: 20px; margin: 4px 0 10px; } h3 { font-size: 18px; margin: 8px 0 4px; } p { margin: 4px 0; } ol { margin: 4px 0; padding-inline-start: 24px; }
  .who { margin-top: 4px; } .app { display: inline-block; width: 18px; height: 18px; background: #2b6a5b; border-radius: 4px; vertical-align: -4px; margin-inline-end: 6px; }
  .muted, .context { color: ${dark ? "#ababad" : "#616061"}; font-size: 13px; } .context { margin: 6px 0; }
  blockquote { margin: 4px 0; border-inline-start: 4px solid ${dark ? "#54575b" : "#ddd"}; padding-inline-start: 10px; }
  .button { display: inline-block; border: 1px solid ${dark ? "#565856" : "#bbb"}; border-radius: 4px; padding: 5px 12px; font-weight: 700; font-size: 14px; margin: 4px 8px 4px 0; }
  .primary { background: #007a5a; color: #fff; border-color: #007a5a; } .danger { background: #e01e5a; color: #fff; border-color: #e01e5a; }
  .section { display: flex; justify-content: space-between; align-items: center; gap: 8px; margin: 4px 0; } .fields { display: grid; grid-template-columns: ${dark ? "1fr" : "1fr 1fr"}; gap: 4px 12px; flex: 1; }
  hr { border: 0; border-top: 1px solid ${dark ? "#35373b" : "#ddd"}; margin: 10px 0; } table { border-collapse: collapse; margin: 6px 0; font-size: 13px; } td { border: 1px solid ${dark ? "#35373b" : "#ddd"}; padding: 3px 6px; } td p { margin: 0; }
  .input { margin: 14px 0; } .field { border: 1px solid ${dark ? "#565856" : "#bbb"}; border-radius: 4px; padding: 6px 10px; margin-top: 6px; color: ${dark ? "#d1d2d3" : "#1d1c1d"}; } .tall { min-height: 60px; }
  .option { margin: 6px 0; } .option i { display: inline-block; width: 14px; height: 14px; border: 1px solid #888; margin-inline-end: 8px; vertical-align: -2px; } .radio_buttons { border-radius: 50%; } .ends { text-align: end; } .picture { background: ${dark ? "#333" : "#eee"}; padding: 30px 10px; text-align: center; }`;

const [folder = "slack-pictures"] = process.argv.slice(2);
const golden = join(projectFolder, "test/golden/slack");
const files = readdirSync(golden).sort();
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(launchOptions());
for (const [look, width, dark] of [
  ["wide", 620, false],
  ["phone", 360, true],
] as const) {
  const page = await browser.newPage({ viewport: { width: dark ? 1620 : 2000, height: 900 } });
  for (const language of ["en", "da", "fa", "all"]) {
    const cards = files
      .filter((name) => name.endsWith(`.${language}.json`))
      .map((name) => drawn(name, JSON.parse(readFileSync(join(golden, name), "utf8")) as Json));
    if (cards.length === 0) continue;
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style(dark, width)}</style>${cards.join("")}`);
    await page.screenshot({ path: join(folder, `${look}-${language}.png`), fullPage: true });
    console.log(JSON.stringify({ look, language, cards: cards.length }));
  }
}
await browser.close();
