import { type CodecCatalogue, knownCodecs } from "../types/codec-catalogue.ts";
import { checkComment, parseAttributeLine } from "./attribute-line.ts";
import { definitionError } from "./definition-error.ts";
import type { DefinitionLine, DefinitionTree, DefinitionWarning, TextSpan } from "./definition-tree.ts";
import { parseForeignKeyLine } from "./foreign-key-line.ts";
import { isIndexLine, parseIndexLine } from "./index-line.ts";
import { LineScanner } from "./line-scanner.ts";

/** The longest comment that a server keeps for a table. */
const maximumTableCommentLength = 2048;

/** Reads a line of three or more dashes, from behind them. */
function checkDivider(scanner: LineScanner): void {
  scanner.take(/-+/);
  if (scanner.isAtEnd || scanner.text[scanner.offset] === "#") return;
  throw scanner.expected(
    "the end of the line after ---",
    "What follows the primary key begins on a line of its own.",
  );
}

function parseLine(scanner: LineScanner, isInKey: boolean, codecs: CodecCatalogue): DefinitionLine {
  if (scanner.take(/->/) !== null) return parseForeignKeyLine(scanner, isInKey);
  if (isIndexLine(scanner.text)) return parseIndexLine(scanner);
  if (scanner.rest.startsWith("-")) {
    throw scanner.expected(
      "a foreign key (->) or at least three dashes (---)",
      /^-\s+>/.test(scanner.rest) ? "The arrow is written without a space: ->" : "",
    );
  }
  if (/^unique\s+(?!=|:)/i.test(scanner.rest)) {
    throw definitionError(
      "Expected an index. A unique index is written as: unique index(name)",
      scanner.span(scanner.offset, scanner.rest.length),
    );
  }
  return parseAttributeLine(scanner, isInKey, codecs);
}

function warningsOf(lines: readonly DefinitionLine[]): DefinitionWarning[] {
  const warnings: DefinitionWarning[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    if (line.kind !== "attribute") continue;
    if (seen.has(line.name)) {
      warnings.push({
        message: `the attribute "${line.name}" is declared more than once; the first line counts`,
        position: line.namePosition,
      });
    }
    seen.add(line.name);
    for (const message of line.type.warnings) {
      warnings.push({ message: `attribute "${line.name}": ${message}`, position: line.typePosition });
    }
  }
  return warnings;
}

/**
 * Reads the text of a table definition.
 *
 * ```
 * # a research lab
 * lab_id : int32
 * ---
 * lab_name : varchar(100)   # its full name
 * ```
 *
 * Section "Definition String Grammar" of the table declaration specification.
 *
 * @param text the definition; it may be indented, and it may be empty for a table of one row
 * @param options `codecs`: the codecs that types in angle brackets may name
 * @returns the lines as a tree; references to other tables are not looked up yet
 * @throws DataJointError with a position, saying what was found and what was expected
 */
export function parseDefinition(text: string, options: { codecs?: CodecCatalogue } = {}): DefinitionTree {
  const codecs = options.codecs ?? knownCodecs;
  const lines: DefinitionLine[] = [];
  let comment = "";
  let commentPosition: TextSpan | null = null;
  let isFirst = true;
  let isInKey = true;
  for (const [index, lineText] of text.split(/\r\n|\n|\r/).entries()) {
    const scanner = new LineScanner(lineText, index + 1);
    if (scanner.isAtEnd) continue;
    if (scanner.text[scanner.offset] === "#") {
      if (isFirst) {
        commentPosition = scanner.span(scanner.offset, scanner.text.length - scanner.offset);
        comment = scanner.takeComment();
        checkComment(comment, commentPosition, "the table");
        if ([...comment].length > maximumTableCommentLength) {
          throw definitionError(
            `The comment of the table is too long: at most ${maximumTableCommentLength} characters are possible.`,
            commentPosition,
          );
        }
      }
    } else if (scanner.rest.startsWith("---")) {
      checkDivider(scanner);
      isInKey = false;
    } else lines.push(parseLine(scanner, isInKey, codecs));
    isFirst = false;
  }
  return { comment, commentPosition, lines, warnings: warningsOf(lines) };
}
