import { definitionError } from "./definition-error.ts";
import type { IndexColumnNode, IndexNode } from "./definition-tree.ts";
import type { LineScanner } from "./line-scanner.ts";

/** Where an argument ends: at a comma or parenthesis outside of quotes and of inner parentheses. */
function endOfArgument(text: string, start: number): number {
  let depth = 0;
  let quote: string | null = null;
  for (let index = start; index < text.length; index++) {
    const character = text[index]!;
    if (quote !== null) {
      if (character === "\\") index++;
      else if (character === quote) quote = null;
    } else if (character === "'" || character === '"' || character === "`") quote = character;
    else if (character === "(") depth++;
    else if (character === ")" && depth > 0) depth--;
    else if (depth === 0 && (character === ")" || character === ",")) return index;
  }
  return -1;
}

/** True if the first parenthesis closes at the very end, so that it encloses the whole. */
function isEnclosed(text: string): boolean {
  return text.startsWith("(") && endOfArgument(text, 1) === text.length - 1;
}

/** `attribute.path:type` as the function call that it stands for. */
function jsonPath(text: string): string | null {
  const match = /^(\w+)\.([\w.*[\]]+)(?::([\w(,\s)]+))?$/.exec(text);
  if (match === null) return null;
  const returning = match[3] === undefined ? "" : ` returning ${match[3].trim()}`;
  return `json_value(\`${match[1]}\`, '$.${match[2]}'${returning})`;
}

function columnOf(text: string, scanner: LineScanner, offset: number): IndexColumnNode {
  const position = scanner.span(offset, text.length);
  const attribute = /^(?:`(\w+)`|(\w+))$/.exec(text);
  if (attribute !== null) return { attribute: (attribute[1] ?? attribute[2])!, position };
  const prefix = /^`?(\w+)`?\s*\(\s*(\d+)\s*\)$/.exec(text);
  if (prefix !== null) return { expression: `left(\`${prefix[1]}\`, ${prefix[2]})`, position };
  const path = jsonPath(text);
  if (path !== null) return { expression: path, position };
  if (isEnclosed(text)) {
    const expression = text.slice(1, -1).trim();
    if (/\/\*|\*\//.test(expression)) {
      throw definitionError("An expression of an index can't hold a comment.", position);
    }
    if (expression !== "") return { expression, position };
  }
  throw definitionError(
    `Expected the name of an attribute or an expression in parentheses but found "${text}".` +
      ` An expression is written as: index((${text === "()" ? "year(birth_date)" : text}))`,
    position,
  );
}

/** True if the line begins an index. */
export const isIndexLine = (text: string): boolean => /^\s*(?:unique\s+)?index\s*\(/i.test(text);

/**
 * Reads a line `index(a, b)` or `unique index(a, (expression))`.
 * Section "Index Declarations" of the table declaration specification.
 *
 * @throws DataJointError with a position
 */
export function parseIndexLine(scanner: LineScanner): IndexNode {
  const start = scanner.offset;
  const isUnique = scanner.take(/unique\b/i) !== null;
  scanner.take(/index\b/i);
  scanner.take(/\(/);
  const columns: IndexColumnNode[] = [];
  for (;;) {
    const end = endOfArgument(scanner.text, scanner.offset);
    if (end < 0) {
      throw definitionError(
        "The parenthesis of this index is not closed on its line.",
        scanner.span(start, scanner.text.length - start),
      );
    }
    const text = scanner.text.slice(scanner.offset, end).trim();
    const isLast = scanner.text[end] === ")";
    if (text === "") {
      if (!isLast || columns.length === 0) throw scanner.expected("the name of an attribute");
    } else columns.push(columnOf(text, scanner, scanner.offset));
    scanner.offset = end + 1;
    if (isLast) break;
    scanner.skipSpaces();
  }
  const position = scanner.span(start, scanner.offset - start);
  scanner.skipSpaces();
  scanner.takeComment();
  return { kind: "index", isUnique, columns, position };
}
