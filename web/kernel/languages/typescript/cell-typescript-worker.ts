import { TypeScriptWorker } from "monaco-editor/languages/features/typescript/ts.worker";

/** Monaco's TypeScript worker, for cells. */
export class CellTypeScriptWorker extends TypeScriptWorker {}
