import { hasFileSystem } from "./node-files.ts";
import type { WasmMemory } from "./sqljs-types.ts";

/** What is used of WebAssembly, which the types of the language alone do not know. */
interface WebAssemblyHost {
  compile(bytes: ArrayBuffer | Uint8Array): Promise<object>;
  Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  Memory: new (...values: never[]) => WasmMemory;
}

/** What sql.js is told at its start; it adds its own functions to this same object. */
export interface SqlJsSettings {
  useOldExtensionFunctions: false;
  instantiateWasm?: (imports: object, receive: (instance: object) => unknown) => void;
  /** SQLite's memory, once it is there. */
  memory?: WasmMemory;
}

/**
 * Settings that make sql.js start SQLite by way of this program, which so comes to know its memory: sql.js itself does
 * not give it away.
 *
 * @param wasm SQLite's WebAssembly module
 */
export async function settingsWithMemory(wasm: ArrayBuffer | Uint8Array): Promise<SqlJsSettings> {
  const host = (globalThis as unknown as { WebAssembly: WebAssemblyHost }).WebAssembly;
  const module = await host.compile(wasm);
  const settings: SqlJsSettings = {
    useOldExtensionFunctions: false,
    instantiateWasm: (imports, receive) => {
      const instance = new host.Instance(module, imports);
      settings.memory = Object.values(instance.exports).find((one) => one instanceof host.Memory);
      receive(instance);
    },
  };
  return settings;
}

/** In Node, the WebAssembly module that lies beside sql.js; null where it can't be found. */
export function wasmBesideSqlJs(): Uint8Array | null {
  if (!hasFileSystem()) return null;
  try {
    const { resolve } = process.getBuiltinModule("node:module").createRequire(import.meta.url);
    return process.getBuiltinModule("node:fs").readFileSync(resolve("sql.js/dist/sql-wasm.wasm"));
  } catch {
    return null;
  }
}
