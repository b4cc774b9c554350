import { lexer, type Token, type Tokens } from "marked";
import type { Block, CellBlock, CellLanguage, Document } from "./document.ts";

export type { Block, CellBlock, CellLanguage, Document, ProseBlock } from "./document.ts";

/**
 * Reads a Markdown text as a document of prose and cells.
 *
 * A fenced block at the top level whose info string starts with `ts` or `sql` is a cell; any other
 * fence, and any fence inside of a list, a quotation or a comment, stays prose.
 *
 * @param markdown - the text of the file
 * @returns its blocks in reading order; `serializeDocument` gives the same text back
 */
export function parseDocument(markdown: string): Document {
  const text = markdown.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const tokens = lexer(text);

  const blocks: Block[] = [];
  let gap = "";
  const addProse = (between: string): void => {
    const [, before = "", content = "", after = ""] = /^((?:[ \t]*\n)*)([\s\S]*?)(\s*)$/.exec(between)!;
    if (content === "") {
      gap += between;
      return;
    }
    blocks.push({ kind: "prose", lead: gap + before, markdown: content });
    gap = after;
  };

  let proseStart = 0;
  let position = 0;
  for (const token of tokens) {
    const start = text.indexOf(token.raw, position);
    position = start + token.raw.length;
    const fence = readFence(token);
    if (fence === null) continue;
    addProse(text.slice(proseStart, start));
    blocks.push({ ...fence, lead: gap });
    gap = "";
    proseStart = start + fence.original!.text.length;
  }
  addProse(text.slice(proseStart));

  return {
    title: findTitle(tokens),
    blocks,
    linkDefinitions: findLinkDefinitions(tokens),
    tail: gap,
    lineEnding: markdown.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** What the prose of a document says about the whole of it, when some of it was edited. */
export function describeProse(blocks: readonly Block[]): Pick<Document, "title" | "linkDefinitions"> {
  const tokens = blocks.flatMap((block) => (block.kind === "prose" ? [...lexer(block.markdown)] : []));
  return { title: findTitle(tokens), linkDefinitions: findLinkDefinitions(tokens) };
}

function findLinkDefinitions(tokens: readonly Token[]): string {
  return tokens
    .filter((token) => token.type === "def")
    .map((token) => token.raw.trim())
    .join("\n");
}

/** Reads a token as a cell; null if it is anything else. */
function readFence(token: Token): Omit<CellBlock, "lead"> | null {
  if (token.type !== "code" || token.codeBlockStyle === "indented") return null;
  const text = token.raw.replace(/\n+$/, "");
  const [opening = "", ...lines] = text.split("\n");
  const [, indent = "", marker = "", infoString = ""] = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(opening) ?? [];
  const [word = "", ...rest] = infoString.trim().split(/\s+/);
  const language = cellLanguage(word);
  if (language === null) return null;

  const last = (lines.at(-1) ?? "").trim();
  const isClosed = last.length >= marker.length && last === marker.charAt(0).repeat(last.length);
  if (isClosed) lines.pop();
  const source = lines.map((line) => withoutIndent(line, indent.length)).join("\n");
  return { kind: "cell", language, info: rest.join(" "), source, original: { text, source } };
}

function cellLanguage(word: string): CellLanguage | null {
  return word === "ts" || word === "sql" ? word : null;
}

/** A fence that is itself indented takes as many spaces off each of its lines. */
function withoutIndent(line: string, width: number): string {
  return line.replace(new RegExp(`^ {0,${width}}`), "");
}

function findTitle(tokens: readonly Token[]): string | null {
  const heading = tokens.find((token) => token.type === "heading" && token.depth === 1);
  return heading === undefined ? null : plainText((heading as Tokens.Heading).tokens);
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      "tokens" in token && token.tokens ? plainText(token.tokens) : "text" in token ? token.text : "",
    )
    .join("");
}
