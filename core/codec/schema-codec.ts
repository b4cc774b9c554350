import { DataJointError } from "../errors/index.ts";
import { objectPath } from "../store/schema-address.ts";
import type { Store } from "../store/store.ts";
import { Codec, type DecodeContext, type EncodeContext } from "./codec.ts";

/**
 * Base of codecs that keep a file of their own for each value, at a path that mirrors schema, table and primary key.
 * Section "The SchemaCodec Base Class" of the codec specification.
 *
 * @example
 * class TextCodec extends dj.SchemaCodec {
 *   name = "textfile";
 *   async encode(text, context) {
 *     const path = this.buildPath(context, ".txt");
 *     await this.getStore(context).write(path, new TextEncoder().encode(text));
 *     return { path, store: context.storeName };
 *   }
 *   async decode({ path, store }, context) {
 *     return new TextDecoder().decode(await this.getStore(context, store).read(path));
 *   }
 * }
 */
export abstract class SchemaCodec extends Codec {
  /** `json`: what the row keeps tells where the file is. */
  getDtype(isStore: boolean): string {
    if (isStore) return "json";
    throw new DataJointError(
      `the codec <${this.name}> keeps its values in a store; write <${this.name}@> or <${this.name}@store>`,
    );
  }

  /**
   * A new path for a value.
   *
   * @param extension `.npy`; null for none
   */
  protected buildPath(context: EncodeContext, extension: string | null): string {
    return objectPath(context, extension, context.stores.open(context.storeName).spec);
  }

  /**
   * The store of a value.
   *
   * @param name as the row keeps it; by default that of the type
   */
  protected getStore(context: DecodeContext, name: string | null = context.storeName): Store {
    return context.stores.open(name).store;
  }
}
