/** Orders from a CSV file (RFC 4180, commas or semicolons): strict columns; every line that cannot be read is named, and then none is taken. */
import { numberKey, readQuantity } from "./orders.ts";
import { readDay } from "./time.ts";

/** The columns of a file, in any order; the first line names them. */
export const columns = ["order", "article", "quantity", "unit", "placed", "wanted", "specification"] as const;
type Column = (typeof columns)[number];

/** A file of three orders, as the form and the API page show it. */
export const exampleFile = [
  columns.join(","),
  '4500123,HP-120,500,pcs,2026-11-02,2026-11-24,"Grey iron, coated"',
  "4500124,HP-120,480,pcs,2026-11-09,2026-12-01,",
].join("\n");

/** An order as it comes in, its parts still as they were written. */
export type OrderText = { readonly [C in "number" | "article" | "quantity" | "placed" | "wanted"]: string } & {
  readonly specification: string | null;
};

/** A line that cannot be read: which field, what is wrong (a key under `input.`), and what would do. */
export type WrongLine = { readonly line: number; readonly field: string; readonly problem: string; readonly example: string | null };

export type ReadFile =
  | { readonly ok: true; readonly orders: readonly OrderText[] }
  | { readonly ok: false; readonly wrong: readonly WrongLine[] };

/** How many orders one file may hold. */
const mostOrders = 1_000;

const examples: { readonly [C in Column]: string } = {
  order: "4500123",
  article: "HP-120",
  quantity: "500",
  unit: "pcs",
  placed: "2026-11-02",
  wanted: "2026-11-24",
  specification: "Grey iron, coated",
};
const longest: { readonly [C in Column]: number } = {
  order: 40,
  article: 60,
  quantity: 14,
  unit: 20,
  placed: 10,
  wanted: 10,
  specification: 600,
};

type Line = { readonly line: number; readonly cells: readonly string[] };

/** The orders of a file; when a single line cannot be read, what is wrong with each of those that cannot. */
export function readOrderFile(text: string): ReadFile {
  const found = linesOf(text.replace(/^\ufeff/, ""));
  if ("wrong" in found) return { ok: false, wrong: [found.wrong] };
  const [head, ...lines] = found.lines;
  const wrongHead = head ? wrongColumns(head) : [{ line: 1, field: "file", problem: "empty", example: columns.join(",") }];
  if (!head || wrongHead.length > 0) return { ok: false, wrong: wrongHead };
  if (lines.length === 0)
    return { ok: false, wrong: [{ line: 2, field: "file", problem: "no-orders", example: exampleFile.split("\n")[1]! }] };
  if (lines.length > mostOrders)
    return { ok: false, wrong: [{ line: mostOrders + 2, field: "file", problem: "too-many-orders", example: null }] };
  const names = head.cells.map((name) => name.trim().toLowerCase()) as Column[];
  const read = lines.map((line) => readLine(line, names));
  const wrong = [...read.flatMap((one) => one.wrong), ...twice(read)].sort((a, b) => a.line - b.line);
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, orders: read.map(({ order }) => order) };
}

/** The cells of every line that is not empty, with the number of the line it begins in. */
function linesOf(text: string): { readonly lines: readonly Line[] } | { readonly wrong: WrongLine } {
  const delimiter = (/^[^\n]*/.exec(text)?.[0] ?? "").includes(";") ? ";" : ",";
  const lines: Line[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], "", false, 1, 1];
  const end = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== "")) lines.push({ line: began, cells });
    [cells, cell, began] = [[], "", line + 1];
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted && character === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (character === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (!quoted && character === "\n") end();
    else if (quoted || character !== "\r") cell += character;
    if (character === "\n") {
      line++;
      if (!quoted) began = line;
    }
  }
  if (quoted) return { wrong: { line: began, field: "file", problem: "open-quote", example: '"Grey iron, coated"' } };
  end();
  return { lines };
}

/** What is wrong with the line that names the columns. */
function wrongColumns({ line, cells }: Line): WrongLine[] {
  const names = cells.map((name) => name.trim().toLowerCase());
  const example = columns.join(",");
  const known = (name: string): boolean => (columns as readonly string[]).includes(name);
  return [
    ...names
      .filter((name, i) => !known(name) || names.indexOf(name) !== i)
      .map((field) => ({ line, field: field || "column", problem: "unknown-column", example })),
    ...columns.filter((name) => !names.includes(name)).map((field) => ({ line, field, problem: "missing-column", example })),
  ];
}

type ReadLine = { readonly line: number; readonly order: OrderText; readonly wrong: readonly WrongLine[] };

/** Control characters but tab and line feed, and the marks that make text read backwards: what cannot be shown. */
const unshowable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff]/u;

function readLine({ line, cells }: Line, names: readonly Column[]): ReadLine {
  const cell = (name: Column): string => (cells[names.indexOf(name)] ?? "").trim().normalize("NFC");
  const quantity = `${cell("quantity")} ${cell("unit")}`.trim();
  const [placed, wanted] = [readDay(cell("placed")), readDay(cell("wanted"))];
  const problemOf = (name: Column): string | null => {
    const value = cell(name);
    if (value.length > longest[name]) return "too-long";
    if (unshowable.test(value) || (name !== "specification" && value.includes("\n"))) return "unshowable";
    if (name === "unit" || name === "specification")
      return name === "unit" && value !== "" && !readQuantity(`1 ${value}`) ? "wrong-shape" : null;
    if (value === "") return "empty";
    if (name === "quantity" && readQuantity(value)?.unit !== null) return "not-a-number";
    if ((name === "placed" && !placed) || (name === "wanted" && !wanted)) return "not-a-day";
    if (name === "wanted" && placed && wanted && wanted < placed) return "before-placed";
    return null;
  };
  const problems = columns.flatMap((field) => {
    const problem = problemOf(field);
    return problem === null ? [] : [{ line, field, problem, example: examples[field] }];
  });
  const extra = cells.length > names.length ? [{ line, field: "line", problem: "too-many-cells", example: null }] : [];
  const specification = cell("specification") || null;
  const order = {
    number: cell("order"),
    article: cell("article"),
    quantity,
    placed: cell("placed"),
    wanted: cell("wanted"),
    specification,
  };
  return { line, order, wrong: [...problems, ...extra] };
}

/** An order number that stands in two lines. */
function twice(read: readonly ReadLine[]): WrongLine[] {
  const first = new Map<string, number>();
  return read.flatMap(({ line, order: { number } }) => {
    const key = numberKey(number);
    if (key === "") return [];
    if (first.has(key)) return [{ line, field: "order", problem: "twice", example: String(first.get(key)) }];
    first.set(key, line);
    return [];
  });
}
