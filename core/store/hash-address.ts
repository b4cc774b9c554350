import { DataJointError, MissingExternalFile } from "../errors/index.ts";
import { md5 } from "./md5.ts";
import { storePath } from "./store-path.ts";
import type { StoreSpec } from "./store-spec.ts";
import type { OpenStore, Stores } from "./stores.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** What a row keeps of content that is found by its hash. */
export interface HashMetadata {
  readonly hash: string;
  readonly path: string;
  readonly schema: string;
  readonly store: string | null;
  readonly size: number;
}

/** The name of content: its MD5 digest in 26 characters of Base32. */
export function contentHash(content: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of md5(content)) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
  }
  return text + alphabet[(held << (5 - bits)) & 31];
}

/** `_hash/schema/ab/cd/abcd…`: the section, the schema, folders and the hash. Section "Hash-Addressed Storage". */
export function hashPath(hash: string, schema: string, spec: StoreSpec): string {
  const folders: string[] = [];
  let start = 0;
  for (const length of spec.subfolding ?? []) {
    folders.push(hash.slice(start, start + length));
    start += length;
  }
  return storePath([spec.hashPrefix, schema, ...folders, hash].join("/"));
}

/** Stores content under its hash, unless it is there already. */
export async function putByHash(
  content: Uint8Array,
  { store, spec }: OpenStore,
  schema: string,
  storeName: string | null,
): Promise<HashMetadata> {
  const hash = contentHash(content);
  const path = hashPath(hash, schema, spec);
  if (!(await store.exists(path))) await store.write(path, content);
  return { hash, path, schema, store: storeName, size: content.length };
}

/**
 * Reads content that was stored under its hash.
 *
 * @throws MissingExternalFile where it is gone
 * @throws DataJointError where it is no longer what was stored
 */
export async function getByHash(stored: unknown, stores: Stores): Promise<Uint8Array> {
  const { path, hash, store } = (stored ?? {}) as Partial<HashMetadata>;
  if (typeof path !== "string" || typeof hash !== "string") {
    throw new DataJointError(
      `The row does not say where its content is stored: ${JSON.stringify(stored)} has no path and hash.`,
    );
  }
  const content = await stores.open(store ?? null).store.read(path);
  const actual = contentHash(content);
  if (actual === hash) return content;
  throw new MissingExternalFile(
    `The content at "${path}" is not what was stored: its hash is ${actual} instead of ${hash}. Restore the file from a copy.`,
  );
}
