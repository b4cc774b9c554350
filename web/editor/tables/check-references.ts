import { suggestion } from "../../../core/errors/index.ts";
import { type DefinitionText, definitionTexts } from "./definition-texts.ts";
import { knownTables, readLine } from "./known-tables.ts";

/** A reference to a table that no cell knows of. */
export interface UnknownReference {
  readonly message: string;
  /** In the definition's text; from 1. */
  readonly position: { readonly line: number; readonly column: number; readonly length?: number };
}

/** What cells name in any way, and which tables they define. */
export interface NamesInCells {
  readonly words: ReadonlySet<string>;
  readonly tables: readonly string[];
}

/** Reads the names in cells: all words of their code, as a class can come from a context, a schema or a function. */
export function namesInCells(sources: readonly string[]): NamesInCells {
  const words = new Set<string>();
  for (const source of sources) {
    for (const [word] of withoutDefinitions(source).matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) words.add(word);
  }
  return { words, tables: [...knownTables(sources).keys()] };
}

function withoutDefinitions(source: string): string {
  let rest = "";
  let place = 0;
  for (const { start, end } of definitionTexts(source, true)) {
    rest += `${source.slice(place, start)} `;
    place = end;
  }
  return rest + source.slice(place);
}

/** The references of a definition of which no cell names even the first word. */
export function unknownReferences(
  { text, table }: DefinitionText,
  { words, tables }: NamesInCells,
): UnknownReference[] {
  return text.split("\n").flatMap((line, index): UnknownReference[] => {
    const node = readLine(line);
    if (node?.kind !== "foreign key" || !/^[\p{L}_$]/u.test(node.reference)) return [];
    const [first = ""] = node.reference.split(".");
    if (first === "master" || words.has(first)) return [];
    const others = tables.filter((name) => name !== table);
    return [
      {
        message: `No cell has a class "${node.reference}".${suggestion(node.reference, others)}`,
        position: { ...node.referencePosition, line: index + 1 },
      },
    ];
  });
}
