import type { CompiledCell, RefusedCell } from "../language-front-end.ts";

/** Sent by the page to the TypeScript worker. */
export interface CompileRequest {
  readonly request: number;
  readonly source: string;
}

/** Sent by the TypeScript worker to the page. */
export interface CompileReply {
  readonly request: number;
  readonly result: CompiledCell | RefusedCell;
}
