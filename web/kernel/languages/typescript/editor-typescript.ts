import typesUrl from "virtual:datajoint/types-url";
import { cellCompilerOptions } from "./compiler-options.ts";
import { cellListUri, type DescribedCell } from "./editor/cell-files.ts";

export { cellModelUri, type DescribedCell } from "./editor/cell-files.ts";
export { createTypeScriptWorker } from "./typescript-worker.ts";

/** Monaco's module of TypeScript features. */
type MonacoTypeScript = typeof import("monaco-editor/languages/features/typescript/register");

const packageFolder = "file:///node_modules/datajoint/";

let typescript: MonacoTypeScript | null = null;
let cells: readonly DescribedCell[] = [];

/**
 * Makes Monaco's TypeScript know cells and the types of `datajoint`. To be called before the first model is made;
 * what it needs is loaded then, and the editor can be used meanwhile.
 */
export async function configureTypeScript(module: MonacoTypeScript): Promise<void> {
  const { typescriptDefaults } = module;
  typescript = module;
  // Its types know fewer kinds of module resolution than its compiler.
  const options: unknown = cellCompilerOptions;
  typescriptDefaults.setCompilerOptions(
    options as Parameters<typeof typescriptDefaults.setCompilerOptions>[0],
  );
  typescriptDefaults.setDiagnosticsOptions({
    onlyVisible: true,
    noSemanticValidation: false,
    noSyntaxValidation: false,
    noSuggestionDiagnostics: true,
  });
  describeCells(cells);
  const response = await fetch(typesUrl);
  if (!response.ok)
    throw new Error(`The types of datajoint could not be loaded: the server answered ${response.status}.`);
  const files = (await response.json()) as Record<string, string>;
  for (const [name, content] of Object.entries(files))
    typescriptDefaults.addExtraLib(content, packageFolder + name);
}

/** Tells the editor which cells there are, in reading order: after loading, and after each edit, addition or move. */
export function describeCells(described: readonly DescribedCell[]): void {
  cells = described;
  typescript?.typescriptDefaults.addExtraLib(JSON.stringify(described), cellListUri);
}
