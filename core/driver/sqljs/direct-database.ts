import { type SqliteFunctions, sqliteFunctions } from "./sqlite-functions.ts";
import type { Address, SqlJsDatabase, SqlJsModule } from "./sqljs-types.ts";
import { WasmScratch } from "./wasm-scratch.ts";
import { WasmTexts } from "./wasm-texts.ts";

/** A database of sql.js as statements see it that use SQLite's C functions and memory themselves. */
export class DirectDatabase {
  readonly sqlite: SqliteFunctions;
  readonly handle: Address;
  readonly texts: WasmTexts;
  /** Scratch room that no statement uses now. */
  readonly #scratches: WasmScratch[] = [];

  private constructor(sqlite: SqliteFunctions, handle: Address, texts: WasmTexts) {
    this.sqlite = sqlite;
    this.handle = handle;
    this.texts = texts;
  }

  /** @returns null where SQLite's memory can't be reached */
  static of(sqlite: SqlJsModule, { db: handle }: SqlJsDatabase): DirectDatabase | null {
    if (sqlite.memory === undefined || typeof handle !== "number") return null;
    return new DirectDatabase(sqliteFunctions(sqlite), handle, new WasmTexts(sqlite.memory));
  }

  takeScratch(): WasmScratch {
    return this.#scratches.pop() ?? new WasmScratch(this.sqlite);
  }

  returnScratch(scratch: WasmScratch): void {
    scratch.clear();
    this.#scratches.push(scratch);
  }

  /** Gives all memory back. */
  free(): void {
    for (const scratch of this.#scratches.splice(0)) scratch.free();
  }
}
