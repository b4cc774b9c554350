import type { TableName } from "../declaration/table-declaration.ts";
import { classNameOf } from "../declaration/table-names.ts";
import { DataJointError } from "../errors/index.ts";
import { fullTableName } from "./full-table-name.ts";

/** A table with the number of rows that an action takes or touches. */
export interface CountedTable {
  /** The full name in the database. */
  readonly table: string;
  readonly schema: string;
  /** The name of its class: `Session`, `Session.Trial`. */
  readonly className: string;
  readonly rows: number;
}

/** What a host shows before rows or tables are deleted. */
export interface DeletionQuestion {
  readonly action: "delete" | "drop" | "alter";
  /** One sentence that says what would happen. */
  readonly question: string;
  /** What would be taken, parents before children. */
  readonly tables: readonly CountedTable[];
}

/** Asks the user; true to go on, null where there is nobody to ask. */
export type Prompt = (question: DeletionQuestion) => Promise<boolean | null>;

let hostPrompt: Prompt | null = null;

/** Sets how users are asked before something is deleted; null for the terminal, where there is one. */
export function setPrompt(prompt: Prompt | null): void {
  hostPrompt = prompt;
}

/** A table as a question lists it. */
export const countedTable = (name: TableName, rows: number): CountedTable => ({
  table: fullTableName(name),
  schema: name.schema,
  className: classNameOf(name.table),
  rows,
});

/** The tables with their rows in two columns, then the question. */
export function questionText({ question, tables }: DeletionQuestion): string {
  const lines = [["table", "rows"], ...tables.map(({ table, rows }) => [table, String(rows)])];
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  const listed = lines.map(
    ([table, rows]) => `  ${table!.padEnd(widths[0]!)}  ${rows!.padStart(widths[1]!)}\n`,
  );
  return `${tables.length === 0 ? "" : listed.join("")}${question}`;
}

async function askInTerminal(question: DeletionQuestion): Promise<boolean> {
  const { createInterface } = process.getBuiltinModule("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${questionText(question)} [yes, No]: `);
    return ["y", "yes"].includes(answer.trim().toLowerCase());
  } finally {
    terminal.close();
  }
}

const hasTerminal = (): boolean => typeof process !== "undefined" && process.stdin?.isTTY === true;

/**
 * Asks before something is deleted. Specification: "Data manipulation", safemode.
 *
 * @throws DataJointError where there is nobody to ask
 */
export async function confirmDeletion(question: DeletionQuestion): Promise<boolean> {
  const answer =
    hostPrompt !== null ? await hostPrompt(question) : hasTerminal() ? await askInTerminal(question) : null;
  if (answer !== null) return answer;
  throw new DataJointError(
    `${question.question} Nobody can be asked here: pass { prompt: false } or set config.safemode = false to go on without asking.`,
  );
}
