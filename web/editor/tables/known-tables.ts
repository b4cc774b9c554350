import type { AttributeNode } from "../../../core/definition/definition-tree.ts";
import { parseDefinition } from "../../../core/definition/index.ts";
import { type DefinitionText, definitionTexts } from "./definition-texts.ts";

/** An attribute as a reader wants to see it. */
export interface KnownAttribute {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
  readonly isInKey: boolean;
  /** The table that declares it. */
  readonly table: string;
}

/** The tables that cells define, by the names of their classes, with what they inherit through foreign keys. */
export type KnownTables = ReadonlyMap<string, readonly KnownAttribute[]>;

interface OwnLines {
  readonly attributes: readonly KnownAttribute[];
  readonly references: readonly {
    readonly table: string;
    readonly isInKey: boolean;
    readonly renames: readonly { readonly newName: string; readonly oldName: string }[];
  }[];
}

/** Reads the definitions in cells; of two with one name the later counts. */
export function knownTables(sources: readonly string[]): KnownTables {
  const own = new Map<string, OwnLines>();
  for (const definition of sources.flatMap((source) => definitionTexts(source))) {
    if (definition.table !== null) own.set(definition.table, readLines(definition, definition.table));
  }
  return new Map([...own.keys()].map((name) => [name, attributesOf(name, own, new Set())] as const));
}

/** Line by line, so that one that is being written hides none of the others. */
function readLines({ text }: DefinitionText, table: string): OwnLines {
  const attributes: KnownAttribute[] = [];
  const references: OwnLines["references"][number][] = [];
  let isInKey = true;
  for (const line of text.split("\n")) {
    if (/^\s*---/.test(line)) isInKey = false;
    const node = readLine(line);
    if (node?.kind === "attribute") attributes.push(describe(node, line, isInKey, table));
    if (node?.kind === "foreign key") {
      const reference = node.reference === "master" ? table.replace(/\.[^.]*$/, "") : node.reference;
      references.push({ table: reference, isInKey, renames: node.renames });
    }
  }
  return { attributes, references };
}

/** A line of a definition by itself; null where it can't be read. */
export function readLine(line: string) {
  // Options that only some places allow say nothing about the table that is referred to.
  const plain = line.replace(/^\s*->\s*\[[^\]]*\]/, (start) =>
    start.replace(/\[.*/, (option) => " ".repeat(option.length)),
  );
  try {
    return parseDefinition(plain).lines[0] ?? null;
  } catch {
    return null;
  }
}

function describe(node: AttributeNode, line: string, isInKey: boolean, table: string): KnownAttribute {
  const { column, length } = node.typePosition;
  const type = line.slice(column - 1, column - 1 + length).trim();
  return { name: node.name, type, comment: node.comment, isInKey, table };
}

function attributesOf(name: string, own: ReadonlyMap<string, OwnLines>, seen: Set<string>): KnownAttribute[] {
  const lines = own.get(name) ?? own.get(name.split(".").at(-1)!);
  if (lines === undefined || seen.has(name)) return [];
  const inside = new Set(seen).add(name);
  const found = new Map<string, KnownAttribute>();
  for (const { table, isInKey, renames } of lines.references) {
    for (const attribute of attributesOf(table, own, inside)) {
      if (!attribute.isInKey) continue;
      const renamed = renames.find(({ oldName }) => oldName === attribute.name)?.newName ?? attribute.name;
      found.set(renamed, { ...attribute, name: renamed, isInKey });
    }
  }
  for (const attribute of lines.attributes) found.set(attribute.name, attribute);
  return [...found.values()];
}
