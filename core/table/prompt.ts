import { DataJointError } from "../errors/index.ts";

/** What a host shows before rows or tables are deleted. */
export interface DeletionQuestion {
  /** One sentence that says what would happen. */
  readonly question: string;
  /** What would be taken: full table names with the number of rows. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/** Asks the user; true to go on. */
export type Prompt = (question: DeletionQuestion) => Promise<boolean>;

let hostPrompt: Prompt | null = null;

/** Sets how users are asked before something is deleted; null for the terminal, where there is one. */
export function setPrompt(prompt: Prompt | null): void {
  hostPrompt = prompt;
}

async function askInTerminal({ question, tables }: DeletionQuestion): Promise<boolean> {
  const { createInterface } = process.getBuiltinModule("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const lines = tables.map(({ table, rows }) => `  ${table}: ${rows} rows\n`).join("");
    const answer = await terminal.question(`${lines}${question} [yes, No]: `);
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
  if (hostPrompt !== null) return hostPrompt(question);
  if (hasTerminal()) return askInTerminal(question);
  throw new DataJointError(
    `${question.question} Nobody can be asked here: pass { prompt: false } or set config.safemode = false to go on without asking.`,
  );
}
