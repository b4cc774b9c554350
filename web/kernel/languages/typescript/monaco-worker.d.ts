/** What is used of Monaco's own TypeScript worker, which comes without types. */
declare module "monaco-editor/languages/features/typescript/ts.worker" {
  import type { TypeScript } from "monaco-editor/languages/features/typescript/lib/typescriptServices";

  /** A text model of the editor, as the worker sees it. */
  export interface MirrorModel {
    readonly uri: { toString(skipEncoding?: boolean): string };
    readonly version: number;
    getValue(): string;
  }

  export interface WorkerContext {
    getMirrorModels(): MirrorModel[];
  }

  /** Answers Monaco's requests; a language service host as well. */
  export class TypeScriptWorker {
    constructor(context: WorkerContext, createData: { extraLibs?: ExtraLibs });
    getScriptFileNames(): string[];
    getScriptVersion(fileName: string): string;
    _getScriptText(fileName: string): string | undefined;
    getScriptSnapshot(fileName: string): unknown;
    getSyntacticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
    getSemanticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
    getSuggestionDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
    findRenameLocations(fileName: string, ...rest: unknown[]): Promise<WorkerTextSpan[] | undefined>;
    getReferencesAtPosition(fileName: string, position: number): Promise<WorkerTextSpan[] | undefined>;
    updateExtraLibs(extraLibs: ExtraLibs): Promise<void>;
    getExtraLibs(): ExtraLibs;
  }

  export type ExtraLibs = Record<string, { readonly content: string; readonly version: number }>;

  export interface WorkerTextSpan {
    readonly fileName?: string;
    readonly textSpan: { readonly start: number; readonly length: number };
  }

  export interface WorkerDiagnostic {
    readonly code: number;
    readonly category?: number;
    readonly start?: number;
    readonly length?: number;
    readonly messageText?: unknown;
    readonly file?: { readonly fileName: string };
  }

  export const ts: { readonly typescript: TypeScript };
  export const libFileMap: Readonly<Record<string, string>>;
  export function initialize(
    make: (context: WorkerContext, createData: { extraLibs?: ExtraLibs }) => TypeScriptWorker,
  ): void;
}
