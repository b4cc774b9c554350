/** What is used of the TypeScript that monaco-editor bundles, which comes without types of its own. */
declare module "monaco-editor/languages/features/typescript/lib/typescriptServices" {
  export interface DiagnosticMessageChain {
    readonly messageText: string;
    readonly next?: readonly DiagnosticMessageChain[];
  }

  export interface Diagnostic {
    readonly code: number;
    readonly category: number;
    readonly start?: number;
    readonly length?: number;
    readonly messageText: string | DiagnosticMessageChain;
  }

  export interface TypeScript {
    readonly version: string;
    transpileModule(
      source: string,
      options: {
        fileName: string;
        reportDiagnostics: boolean;
        compilerOptions: Readonly<Record<string, unknown>>;
      },
    ): { outputText: string; sourceMapText?: string; diagnostics?: readonly Diagnostic[] };
    flattenDiagnosticMessageText(message: string | DiagnosticMessageChain, newLine: string): string;
  }

  export const typescript: TypeScript;
}
