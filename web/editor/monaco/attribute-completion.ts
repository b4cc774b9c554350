import * as monaco from "monaco-editor/editor";
import { coreTypeNames } from "../../../core/types/type-names.ts";
import { hasMark } from "../../documents/cell-info.ts";
import { cellModelUri } from "../../kernel/languages/typescript/editor-typescript.ts";
import { knownCells } from "../known-cells.ts";
import { definitionTexts } from "../tables/definition-texts.ts";
import { attributesOfTable, kernelTables } from "../tables/kernel-tables.ts";
import { type KnownAttribute, type KnownTables, knownTables } from "../tables/known-tables.ts";
import { attributesIn, placeInCall } from "../tables/place-in-code.ts";

/** Completes and explains attributes: in calls on tables, in SQL, and tables and types in definitions. */
export function completeAttributes(): void {
  monaco.languages.registerCompletionItemProvider("typescript", {
    triggerCharacters: ['"', "'", "`", "{", " ", ":", ">"],
    async provideCompletionItems(model, position, { triggerCharacter }) {
      const source = textOf(model);
      const place = model.getOffsetAt(position);
      const items =
        definitionItems(source, place) ?? (await callItems(model, source, place, triggerCharacter));
      const range = wordRange(model, position);
      return { suggestions: items.map((item) => ({ ...item, range })) };
    },
  });
  monaco.languages.registerCompletionItemProvider("sql", {
    async provideCompletionItems(model, position) {
      const range = wordRange(model, position);
      const uri = model.uri.toString();
      const cell = knownCells.cells.find(({ id }) => uri === `${cellModelUri(id)}.sql`);
      const isMysql = cell !== undefined && hasMark(cell.info, "mysql");
      const tables = await allTables(knownCells.cells.map(sourceOf), true);
      const items = [...uniqueItems([...tables.values()].flat(), ""), ...(await tableItems(isMysql))];
      return { suggestions: items.map((item) => ({ ...item, range })) };
    },
  });
  monaco.languages.registerHoverProvider("typescript", {
    async provideHover(model, position) {
      const word = model.getWordAtPosition(position);
      if (word === null) return null;
      const source = textOf(model);
      const place = model.getOffsetAt({ ...position, column: word.startColumn });
      const attributes = await attributesAt(model, source, place);
      const attribute = attributes?.find(({ name }) => name === word.word);
      if (attribute === undefined) return null;
      return {
        range: new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn),
        contents: [
          { value: `\`\`\`\n${attribute.name} : ${attribute.type}\n\`\`\`` },
          { value: explain(attribute) },
        ],
      };
    },
  });
}

type Item = Omit<monaco.languages.CompletionItem, "range">;

/** What can stand at a place of a definition; null where the place is in none. */
function definitionItems(source: string, place: number): Item[] | null {
  const definition = definitionTexts(source, true).find(({ start, end }) => start <= place && place <= end);
  if (definition === undefined) return null;
  const line = source.slice(Math.max(definition.start, source.lastIndexOf("\n", place - 1) + 1), place);
  if (/^\s*->\s*(?:\[[^\]]*\]\s*)?[\w.]*$/.test(line)) {
    const names = [...knownTables([...knownCells.cells.map(sourceOf), source]).keys()];
    return names
      .filter((name) => name !== definition.table)
      .map((name) => ({ label: name, insertText: name, kind: monaco.languages.CompletionItemKind.Class }));
  }
  if (/^\s*\w+\s*(?:=[^:]*)?:\s*\w*$/.test(line)) {
    return coreTypeNames.map((name) => ({
      label: name,
      insertText: name,
      kind: monaco.languages.CompletionItemKind.TypeParameter,
    }));
  }
  return [];
}

async function callItems(
  model: monaco.editor.ITextModel,
  source: string,
  place: number,
  triggerCharacter: string | undefined,
): Promise<Item[]> {
  const at = placeInCall(source, place);
  // In SQL a space follows each word: what comes next is offered there when it is asked for.
  if (at === null || (triggerCharacter === " " && at.kind === "string")) return [];
  return uniqueItems((await attributesAt(model, source, place)) ?? [], at.kind === "key" ? ": " : "");
}

/**
 * The tables that cells define, and those that the kernel knows besides.
 *
 * @param isForSql - takes also tables that no code names
 */
async function allTables(sources: readonly string[], isForSql: boolean): Promise<KnownTables> {
  const tables = new Map(knownTables(sources));
  for (const table of await kernelTables()) {
    const names = table.names.length === 0 && isForSql ? [`${table.schema}.${table.table}`] : table.names;
    for (const name of names) if (!tables.has(name)) tables.set(name, attributesOfTable(table, name));
  }
  return tables;
}

async function attributesAt(
  model: monaco.editor.ITextModel,
  source: string,
  place: number,
): Promise<KnownAttribute[] | null> {
  const at = placeInCall(source, place);
  if (at === null) return null;
  // What this editor holds is newer than what the page knows of the cell.
  const uri = model.uri.toString();
  const sources = knownCells.cells
    .filter(({ language }) => language === "ts")
    .map((cell) => (cellModelUri(cell.id) === uri ? source : cell.source));
  return attributesIn(at.receiver, await allTables(sources, false), sources);
}

/** The tables of the databases that are open, as SQL names them. */
async function tableItems(isMysql: boolean): Promise<Item[]> {
  return (await kernelTables()).map(({ schema, table, sqlName }) => ({
    label: { label: table, description: schema },
    insertText: isMysql ? `\`${schema}\`.\`${table}\`` : sqlName,
    kind: monaco.languages.CompletionItemKind.Class,
    sortText: `t${table}`,
  }));
}

function uniqueItems(attributes: readonly KnownAttribute[], behind: string): Item[] {
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  return [...byName.values()].map((attribute, index) => ({
    label: { label: attribute.name, detail: ` : ${attribute.type}`, description: attribute.table },
    insertText: attribute.name + behind,
    kind: monaco.languages.CompletionItemKind.Field,
    documentation: explain(attribute),
    sortText: String(index).padStart(4, "0"),
  }));
}

function explain({ table, isInKey, comment }: KnownAttribute): string {
  const place = isInKey ? `In the primary key, from ${table}` : `Of ${table}`;
  return comment === "" ? `${place}.` : `${comment}. ${place}.`;
}

function wordRange(model: monaco.editor.ITextModel, position: monaco.Position): monaco.IRange {
  const { startColumn, endColumn } = model.getWordUntilPosition(position);
  return new monaco.Range(position.lineNumber, startColumn, position.lineNumber, endColumn);
}

const sourceOf = ({ source }: { readonly source: string }): string => source;

function textOf(model: monaco.editor.ITextModel): string {
  return model.getValue(monaco.editor.EndOfLinePreference.LF);
}
