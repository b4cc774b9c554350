import type { TextSpan } from "../../../core/definition/definition-tree.ts";
import { parseDefinition } from "../../../core/definition/index.ts";
import { DataJointError } from "../../../core/errors/index.ts";
import { namesInCells, unknownReferences } from "./check-references.ts";
import { type DefinitionText, definitionTexts } from "./definition-texts.ts";

/** Something that the parser has to say about a place in a cell. */
export interface DefinitionProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** Where it stands in the cell, counted in characters. */
  readonly start: number;
  readonly end: number;
  /** What to write there instead, where the parser names it. */
  readonly replacement: string | null;
}

/** So many mistakes are told of one definition. */
const MOST_PROBLEMS = 20;

/**
 * What the parser has to say about the table definitions in a cell, each with its place; and their references to
 * tables that neither the cell nor another one knows of.
 *
 * @param others the other cells of the document
 */
export function checkDefinitions(source: string, others: readonly string[] = []): DefinitionProblem[] {
  const definitions = definitionTexts(source);
  if (definitions.length === 0) return [];
  const names = namesInCells([...others, source]);
  return definitions.flatMap((definition) => [
    ...checkDefinition(definition),
    ...unknownReferences(definition, names).map(({ message, position }) =>
      problemAt(definition, "warning", message, position),
    ),
  ]);
}

/** The parser ends at a mistake: the rest is read again without that line. */
function checkDefinition(definition: DefinitionText): DefinitionProblem[] {
  const lines = definition.text.split("\n");
  const problems: DefinitionProblem[] = [];
  while (problems.length < MOST_PROBLEMS) {
    try {
      const { warnings } = parseDefinition(lines.join("\n"));
      for (const { message, position } of warnings) {
        problems.push(
          problemAt(
            definition,
            "warning",
            `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
            position,
          ),
        );
      }
      break;
    } catch (error) {
      if (!(error instanceof DataJointError) || error.position === null || error.position === undefined)
        throw error;
      const message = error.message.replace(/^Line \d+, column \d+: /, "");
      problems.push(problemAt(definition, "error", message, error.position));
      lines[error.position.line - 1] = "";
    }
  }
  return problems;
}

function problemAt(
  { text, places, end }: DefinitionText,
  severity: DefinitionProblem["severity"],
  message: string,
  position: { readonly line: number; readonly column: number } & Partial<Pick<TextSpan, "length">>,
): DefinitionProblem {
  const lines = text.split("\n");
  const line = lines[position.line - 1] ?? "";
  const lineStart = lines.slice(0, position.line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const from = lineStart + Math.min(position.column - 1, line.length);
  // What is missing at the end of a line is marked at what stands before it.
  const isAtEnd = from >= lineStart + line.trimEnd().length;
  const first = isAtEnd ? Math.max(lineStart, lineStart + line.trimEnd().length - 1) : from;
  const last = isAtEnd
    ? first + 1
    : Math.min(from + Math.max(1, position.length ?? 1), lineStart + line.length);
  return {
    severity,
    message,
    start: places[first] ?? end,
    end: places[last] ?? end,
    replacement: isAtEnd ? null : replacementIn(message),
  };
}

/** What the parser would rather read, as far as it takes the place of what it marks. */
function replacementIn(message: string): string | null {
  const found =
    /Did you mean "([^"]+)"\?/.exec(message) ??
    /To refer to a table write: (.+)$/.exec(message) ??
    /A unique index is written as: (unique index\((?!name\)).+\))$/.exec(message);
  return found?.[1] ?? null;
}
