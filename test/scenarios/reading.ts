/** Reads what stands on the playground's page: runs in the browser, so it may name nothing outside itself. */

/** A message as it stands on the page. */
export type Standing = {
  readonly id: string;
  readonly seq: number;
  /** What a person said. */
  readonly said: string | null;
  /** The text of each block, instants and amounts as they are exactly; `null`: drawn in a way that is not read here. */
  readonly blocks: readonly (string | null)[];
  /** An earlier copy of a question that was asked again. */
  readonly again: boolean;
  /** Who can see it. */
  readonly footer: string;
  /** What can be pressed on it now. */
  readonly buttons: readonly string[];
};
/** What should stand there; with `seq` it may be newer. */
export type Wanted = { readonly id: string; readonly seq: number; readonly optional: boolean };
/** What the page shows once everything wanted stands there, or what is missing when that takes too long. */
export type Shown = { readonly standing: readonly Standing[]; readonly missing: readonly string[] };

/** As much of the browser's document as reading takes. */
type Part = {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly nodeName: string;
  readonly childNodes: Iterable<Part>;
  readonly children: Iterable<Part>;
  readonly id: string;
  readonly textContent: string;
  readonly classList: { contains(name: string): boolean };
  readonly parentElement: Part;
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part>;
  closest(selector: string): Part | null;
  getAttribute(name: string): string | null;
  checkVisibility(): boolean;
  click(): void;
};
declare const document: Part & { readonly body: Part };
declare const MutationObserver: new (tell: () => void) => { observe(part: Part, what: object): void; disconnect(): void };

/** Waits until the open room shows everything wanted, unfolding what is folded, and reads it all; folds it again. */
export function readRoom({ wanted, patienceMs }: { wanted: readonly Wanted[]; patienceMs: number }): Promise<Shown> {
  const textOf = (part: Part): string => {
    if (part.nodeType === 3) return part.nodeValue ?? "";
    if (part.nodeName === "TIME") return part.getAttribute("datetime") ?? "";
    if (part.nodeName === "DATA") return part.getAttribute("value") ?? "";
    return [...part.childNodes].map(textOf).join("");
  };
  const textOfBlock = (part: Part): string | null => {
    const is = (name: string): boolean => part.classList.contains(name);
    if (is("block-heading") || is("block-text")) return textOf(part);
    if (is("block-list")) return [...part.children].map(textOf).join("\n");
    if (!is("block-facts")) return null;
    return [...part.children].map((row) => [...row.children].map(textOf).join(": ")).join("\n");
  };
  const isText = (part: Part): boolean => !["tone-label", "files", "picture", "actions"].some((name) => part.classList.contains(name));
  const read = (article: Part): Standing => {
    const said = article.querySelector(".said");
    const body = article.querySelector(".message-body");
    const blocks = body === null ? [] : [...body.children].filter(isText).map(textOfBlock);
    // The heading of a case's card stands above its thread.
    const head = article.parentElement.classList.contains("thread") ? article.parentElement.querySelector(".thread-head") : null;
    const buttons = [...article.querySelectorAll("[data-action]")].filter((button) => !button.closest(".note") && button.checkVisibility());
    return {
      id: article.id.slice("message-".length),
      seq: Number(article.getAttribute("data-seq")),
      said: said === null ? null : said.textContent,
      blocks: head === null ? blocks : [textOf(head), ...blocks],
      again: said === null && body === null,
      footer: textOf(article.querySelector(".seen > span") ?? article),
      buttons: buttons.map((button) => button.getAttribute("data-action") ?? ""),
    };
  };
  return new Promise((resolve) => {
    const look = (late: boolean): void => {
      for (const fold of document.querySelectorAll("#room .reply[aria-expanded=false]")) fold.click();
      const standing = [...document.querySelectorAll("#room .column article.message")].map(read);
      const stands = ({ id, seq, optional }: Wanted): boolean => {
        const found = standing.find((one) => one.id === id);
        return found ? found.seq >= seq : optional;
      };
      const missing = wanted.filter((one) => !stands(one)).map(({ id, seq }) => `${id} (${seq})`);
      if (missing.length > 0 && !late) return;
      observer.disconnect();
      clearTimeout(timer);
      for (const fold of document.querySelectorAll("#room .reply[aria-expanded=true]")) fold.click();
      resolve({ standing, missing });
    };
    const observer = new MutationObserver(() => look(false));
    const timer = setTimeout(() => look(true), patienceMs);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    look(false);
  });
}
