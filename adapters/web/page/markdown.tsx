/** The case report's Markdown, drawn for reading and printing; only what our report uses, and never any markup of other people's. */
import type { ComponentChildren } from "preact";

/** Draws headings, lists, tables, quotes and paragraphs. */
export function Markdown({ text }: { text: string }) {
  const blocks = text
    .replaceAll("\r\n", "\n")
    .split(/\n{2,}|\n(?=#)|(?<=^#.*)\n/m)
    .map((block) => block.trim())
    .filter((block) => block !== "");
  return (
    <article class="report" dir="auto">
      {blocks.map((block, at) => (
        <Block key={at} block={block} />
      ))}
    </article>
  );
}

function Block({ block }: { block: string }): ComponentChildren {
  const lines = block.split("\n");
  const heading = /^(#{1,6})\s+(.*)$/.exec(block);
  if (heading) return heading[1] === "#" ? <h3 class="report-title">{inline(heading[2] ?? "")}</h3> : <h4>{inline(heading[2] ?? "")}</h4>;
  if (lines.every((line) => line.startsWith("|"))) return <Table lines={lines} />;
  if (lines.every((line) => /^\s*([-*]|\d+\.)\s/.test(line))) {
    const items = lines.map((line, at) => <li key={at}>{inline(line.replace(/^\s*([-*]|\d+\.)\s+/, ""))}</li>);
    return /^\s*\d/.test(block) ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  if (lines.every((line) => line.startsWith(">")))
    return <blockquote>{lines.map((line) => inline(`${line.replace(/^>\s?/, "")}\n`))}</blockquote>;
  if (/^(-{3,}|\*{3,})$/.test(block)) return <hr />;
  return <p>{inline(block)}</p>;
}

function Table({ lines }: { lines: readonly string[] }) {
  const rows = lines.filter((line) => !/^\|[\s:|]*-[\s:|-]*$/.test(line)).map((line) => line.replace(/^\||\|\s*$/g, "").split(/(?<!\\)\|/));
  const [head, ...rest] = lines.length > rows.length ? rows : [null, ...rows];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls is reachable by keyboard
    <section class="report-table" tabIndex={0}>
      <table>
        {head?.some((cell) => cell.trim() !== "") && (
          <thead>
            <tr>
              {head.map((cell, at) => (
                <th key={at} scope="col">
                  {inline(cell.trim())}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rest.map((row, at) => (
            <tr key={at}>
              {row?.map((cell, place) => (
                <td key={place}>{inline(cell.trim())}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Bold, italics and escapes within a line. */
function inline(text: string): ComponentChildren[] {
  return text.split(/(\*\*(?:[^*\\]|\\.)+\*\*|(?<![\w*\\])[*_](?:[^*_\\]|\\.)+[*_](?!\w))/).map((piece) => {
    if (piece.startsWith("**") && piece.length > 4) return <strong>{plainly(piece.slice(2, -2))}</strong>;
    if (/^([*_]).+\1$/s.test(piece) && piece.length > 2) return <em>{plainly(piece.slice(1, -1))}</em>;
    return plainly(piece);
  });
}

const plainly = (text: string): string => text.replace(/\\([\\`*_{}[\]()#+\-.!|<>~&])/g, "$1").replace(/<br\s*\/?>/g, "\n");
