import { Marked, type Tokens } from "marked";
import { highlight } from "../../editor/tokens/highlight.ts";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character]!);

const marked = new Marked({
  gfm: true,
  renderer: {
    code({ text, lang }: Tokens.Code): string {
      const lines = highlight(text, lang?.split(/\s/)[0] ?? "").map((line) =>
        line.map((piece) => `<span class="code-${piece.kind}">${escapeHtml(piece.text)}</span>`).join(""),
      );
      return `<pre tabindex="0"><code>${lines.join("\n")}</code></pre>\n`;
    },
    heading({ tokens, depth }: Tokens.Heading): string {
      const content = this.parser.parseInline(tokens);
      const anchor = anchorOf(this.parser.parseInline(tokens, this.parser.textRenderer));
      return `<h${depth} id="${anchor}">${content}</h${depth}>\n`;
    },
    table(token: Tokens.Table): string {
      const row = (cells: readonly Tokens.TableCell[], isHeader: boolean): string =>
        `<tr>${cells.map((cell) => tableCell(cell, isHeader, this.parser.parseInline(cell.tokens))).join("")}</tr>`;
      const hasHeader = token.header.some((cell) => cell.text.trim() !== "");
      const head = hasHeader ? `<thead>${row(token.header, true)}</thead>` : "";
      const body = token.rows.map((cells) => row(cells, false)).join("");
      return `<div class="wide" tabindex="0"><table>${head}<tbody>${body}</tbody></table></div>\n`;
    },
  },
});

function tableCell(cell: Tokens.TableCell, isHeader: boolean, content: string): string {
  const name = isHeader ? "th" : "td";
  const align = cell.align === null ? "" : ` align="${cell.align}"`;
  return `<${name}${isHeader ? ' scope="col"' : ""}${align}>${content}</${name}>`;
}

/** `section-` in front keeps a heading from taking a name that the page itself uses. */
function anchorOf(html: string): string {
  const words = html
    .replace(/<[^>]*>|&[^;]+;/g, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return `section-${(words ?? []).join("-")}`;
}

/**
 * Markdown as HTML, with whatever HTML its author put into it.
 *
 * @param markdown - one block of prose
 * @param linkDefinitions - the link reference definitions of the whole document
 */
export function markdownHtml(markdown: string, linkDefinitions: string): string {
  return marked.parse(`${markdown}\n\n${linkDefinitions}`, { async: false });
}
