import type {
  Diagnostic,
  TypeScript,
} from "monaco-editor/languages/features/typescript/lib/typescriptServices";
import type { ErrorOutput } from "../../output.ts";
import type { CompiledCell, RefusedCell } from "../language-front-end.ts";
import { cellCompilerOptions } from "./compiler-options.ts";

/**
 * Turns one cell into JavaScript. Only its syntax is looked at: errors of types are the editor's to show,
 * and don't keep a cell from running.
 *
 * @param typescript the services that monaco-editor bundles
 * @param source the cell's text
 */
export function transpileCell(typescript: TypeScript, source: string): CompiledCell | RefusedCell {
  const result = transpile(typescript, source);
  const errors = (result.diagnostics ?? []).map((diagnostic) => describe(typescript, source, diagnostic));
  if (errors.length > 0) return { kind: "refused", errors: firstOfEachLine(errors) };
  const code = result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  return { kind: "compiled", target: "javascript", code, map: result.sourceMapText ?? null };
}

/** What is wrong with the syntax of a cell, as the compiler tells it. */
export function syntaxErrors(typescript: TypeScript, source: string): readonly Diagnostic[] {
  return transpile(typescript, source).diagnostics ?? [];
}

function transpile(typescript: TypeScript, source: string) {
  return typescript.transpileModule(source, {
    fileName: "cell.ts",
    reportDiagnostics: true,
    compilerOptions: { ...cellCompilerOptions, sourceMap: true },
  });
}

function describe(typescript: TypeScript, source: string, diagnostic: Diagnostic): ErrorOutput {
  const before = source.slice(0, diagnostic.start ?? 0).split(/\r\n|\r|\n/);
  return {
    kind: "error",
    name: "SyntaxError",
    message: typescript.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
    line: before.length,
    column: before.at(-1)!.length + 1,
  };
}

/** One mistake often draws several complaints after it; the first of a line says the most. */
function firstOfEachLine(errors: readonly ErrorOutput[]): ErrorOutput[] {
  const lines = new Set<number | null>();
  return errors.filter(({ line }) => !lines.has(line) && lines.add(line));
}
