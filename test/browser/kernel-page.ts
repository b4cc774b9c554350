import type { DeletionQuestion } from "../../core/table/prompt.ts";
/** A page without an interface, on which tests use the kernel and the database files. */
import { IndexedDatabaseFiles } from "../../web/files/indexed-database-files.ts";
import type { CellLanguage, CellResult } from "../../web/kernel/cell.ts";
import { createKernel, type Kernel } from "../../web/kernel/kernel.ts";
import type { Output } from "../../web/kernel/output.ts";

export interface CellRunResult extends CellResult {
  readonly outputs: readonly Output[];
}

export interface KernelPage {
  readonly files: IndexedDatabaseFiles;
  readonly kernel: Kernel;
  /** Questions that cells have asked; each is answered with "yes". */
  readonly questions: DeletionQuestion[];
  run(source: string, language?: CellLanguage, info?: string): Promise<CellRunResult>;
}

declare global {
  interface Window {
    readonly kernelPage: KernelPage;
  }
}

const files = new IndexedDatabaseFiles();
const questions: DeletionQuestion[] = [];
const kernel = createKernel({
  files,
  confirm: async (question) => {
    questions.push(question);
    return true;
  },
});

async function run(source: string, language: CellLanguage = "ts", info = ""): Promise<CellRunResult> {
  const outputs: Output[] = [];
  const result = await kernel.run(
    { id: "cell", language, source, info },
    { onOutput: (output) => outputs.push(output) },
  );
  return { ...result, outputs };
}

Object.assign(window, { kernelPage: { files, kernel, questions, run } satisfies KernelPage });
