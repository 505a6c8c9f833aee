/**
 * `node .build/test/support/teams/pictures.js FOLDER`: pictures of the golden cards and dialogs of Teams, drawn by the cards' own renderer with
 * colours and sizes near to those of Teams: 700 pixels wide in the light, 320 in the dark. Real Teams is the judge of details.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { projectFolder } from "../../../src/files.ts";
import { launchOptions } from "../chromium.ts";
import { type Json, objectOf, textOf } from "../slack/json.ts";

const colours = {
  light: {
    page: "#f5f5f5",
    card: "#ffffff",
    text: "#242424",
    subtle: "#616161",
    line: "#d1d1d1",
    ground: "#f0f0f0",
    accent: "#5b5fc7",
    attention: "#fdf3f4",
  },
  dark: {
    page: "#1f1f1f",
    card: "#292929",
    text: "#ffffff",
    subtle: "#adadad",
    line: "#525252",
    ground: "#3d3d3d",
    accent: "#9299f7",
    attention: "#3b1d20",
  },
} as const;
type Theme = keyof typeof colours;

/** A host configuration like that of Teams: samples/HostConfig/microsoft-teams-light.json of the renderer's own repository. */
function hostConfig(theme: Theme): Json {
  const { text, subtle, accent, card, ground, attention, line } = colours[theme];
  const foregroundColors = {
    default: { default: text, subtle },
    accent: { default: accent, subtle: accent },
    attention: { default: "#c4314b", subtle },
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: '"Segoe UI", "Noto Sans", "Noto Naskh Arabic", sans-serif',
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    textStyles: { heading: { size: "large", weight: "bolder" } },
    containerStyles: { default: style(card), emphasis: style(ground), accent: style(ground), attention: style(attention) },
    actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", spacing: "default" },
  };
}

const style = (theme: Theme, width: number): string => {
  const { page, card, text, subtle, line, ground } = colours[theme];
  return `
  body { margin: 0; padding: 16px; background: ${page}; color: ${text}; font: 14px/20px "Segoe UI", "Noto Sans", sans-serif; columns: ${width}px; column-gap: 20px; }
  article { break-inside: avoid; margin-bottom: 20px; box-sizing: border-box; width: ${width}px; background: ${card}; border: 1px solid ${line}; border-radius: 8px; overflow: hidden; } small { display: block; color: ${subtle}; padding: 4px 16px 0; font-size: 11px; } h2 { font-size: 18px; margin: 8px 16px 0; }
  .ac-pushButton { font: 600 14px/20px "Segoe UI", "Noto Sans", "Noto Naskh Arabic", sans-serif; padding: 5px 12px; border-radius: 4px; border: 1px solid ${line}; background: ${card}; color: ${text}; min-height: 32px; overflow: hidden; text-overflow: ellipsis; }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; } .ac-pushButton.style-destructive { border-color: #c4314b; color: ${theme === "dark" ? "#e37d80" : "#c4314b"}; }
  .ac-input:not([type=checkbox]):not([type=radio]):not(.ac-choiceSetInput-expanded):not(.ac-choiceSetInput-multiSelect):not(.ac-toggleInput) { border: 1px solid ${line}; border-radius: 4px; background: ${ground}; color: ${text}; padding: 6px 10px; font: inherit; box-sizing: border-box; } textarea.ac-input { min-height: 80px; }`;
};

/** The name of a golden file with the card in it, and a dialog's title. */
type Shown = { readonly name: string; readonly title: string | null; readonly card: unknown };

function shownOf(name: string, made: Json): Shown {
  if (made["type"] === "AdaptiveCard") return { name, title: null, card: made };
  return { name, title: textOf(made["title"]), card: objectOf(made["card"])["content"] };
}

/** Runs in the page: the renderer's own script gives `AdaptiveCards`. */
const draw = `({ shown, config }) => {
  for (const { name, title, card } of shown) {
    const article = document.body.appendChild(document.createElement("article"));
    article.appendChild(document.createElement("small")).textContent = name;
    if (title !== null) article.appendChild(document.createElement("h2")).textContent = title;
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = new AdaptiveCards.HostConfig(config);
    drawn.parse(card);
    article.appendChild(drawn.render());
  }
}`;

const [folder = "teams-pictures"] = process.argv.slice(2);
const golden = join(projectFolder, "test/golden/teams");
const files = readdirSync(golden).sort();
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(launchOptions());
for (const [theme, width] of [
  ["light", 700],
  ["dark", 320],
  ["light", 320],
] as const) {
  const page = await browser.newPage({ viewport: { width: width === 700 ? 1500 : 2080, height: 900 } });
  for (const language of ["en", "da", "fa", "all"]) {
    const shown = files
      .filter((name) => name.endsWith(`.${language}.json`))
      .map((name) => shownOf(name, objectOf(JSON.parse(readFileSync(join(golden, name), "utf8")))));
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style(theme, width)}</style>`);
    await page.addScriptTag({ path: join(projectFolder, "node_modules/adaptivecards/dist/adaptivecards.js") });
    await page.evaluate(`(${draw})(${JSON.stringify({ shown, config: hostConfig(theme) })})`);
    await page.screenshot({ path: join(folder, `${theme}-${width}-${language}.png`), fullPage: true });
    console.log(JSON.stringify({ theme, width, language, cards: shown.length }));
  }
}
await browser.close();
