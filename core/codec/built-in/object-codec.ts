import { DataJointError } from "../../errors/index.ts";
import { fileModules } from "../../store/file-store.ts";
import { type ObjectMetadata, ObjectRef } from "../../store/object-ref.ts";
import { extensionOf, storePath } from "../../store/store-path.ts";
import type { DecodeContext, EncodeContext } from "../codec.ts";
import { SchemaCodec } from "../schema-codec.ts";
import { asBytes, isBlobLike } from "./as-bytes.ts";

/** A file, or the files of a folder by their paths in it. */
interface Content {
  readonly extension: string | null;
  readonly files: ReadonlyMap<string, () => Promise<Uint8Array>> | Uint8Array;
}

const isPair = (value: unknown): value is readonly [string, unknown] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === "string";

const isMetadata = (value: unknown): value is ObjectMetadata =>
  typeof value === "object" && value !== null && typeof (value as Partial<ObjectMetadata>).path === "string";

/**
 * `<object@>`: a file or a folder in a store. Inserted as bytes, `[extension, bytes]`, a File, a Map of files by their
 * paths for a folder, or the path of a file or folder (Node); fetched as an `ObjectRef`.
 */
export class ObjectCodec extends SchemaCodec {
  readonly name = "object";

  override validate(value: unknown): void {
    const isKnown =
      asBytes(value) !== null ||
      typeof value === "string" ||
      isBlobLike(value) ||
      (isPair(value) && (asBytes(value[1]) !== null || isBlobLike(value[1]))) ||
      value instanceof Map ||
      isMetadata(value);
    if (isKnown) return;
    throw new DataJointError(
      "bytes, [extension, bytes], a File, a Map of files by their paths, or the path of a file or folder is expected",
    );
  }

  async encode(value: unknown, context: EncodeContext): Promise<ObjectMetadata> {
    if (value instanceof ObjectRef) return value.toJSON();
    if (!(value instanceof Map) && asBytes(value) === null && !isBlobLike(value) && isMetadata(value))
      return value;
    const { extension, files } = await contentOf(value);
    const path = this.buildPath(context, extension);
    const store = this.getStore(context);
    const isFolder = files instanceof Map;
    let size = 0;
    if (files instanceof Uint8Array) {
      await store.write(path, files);
      size = files.length;
    } else {
      for (const [name, read] of files) {
        const content = await read();
        await store.write(`${path}/${storePath(name)}`, content);
        size += content.length;
      }
    }
    return {
      path,
      store: context.storeName,
      size,
      ext: extension,
      is_dir: isFolder,
      item_count: isFolder ? files.size : null,
      timestamp: new Date().toISOString().replace("Z", "+00:00"),
    };
  }

  decode(stored: ObjectMetadata, context: DecodeContext): ObjectRef {
    return new ObjectRef(stored, this.getStore(context, stored.store ?? null));
  }
}

async function bytesOf(value: unknown): Promise<Uint8Array> {
  const bytes = asBytes(value);
  if (bytes !== null) return bytes;
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (isBlobLike(value)) return new Uint8Array(await value.arrayBuffer());
  throw new DataJointError("The content of a file is bytes, a text or a File.");
}

async function contentOf(value: unknown): Promise<Content> {
  if (isPair(value)) return { extension: value[0], files: await bytesOf(value[1]) };
  if (value instanceof Map) {
    const files = new Map(
      [...(value as Map<unknown, unknown>)].map(([name, content]) => [String(name), () => bytesOf(content)]),
    );
    if (files.size === 0) throw new DataJointError("The folder has no files; stores keep files only.");
    return { extension: null, files };
  }
  if (typeof value === "string") return contentAt(value);
  const name = isBlobLike(value) ? value.name : undefined;
  return { extension: name === undefined ? null : extensionOf(name), files: await bytesOf(value) };
}

/** The file or folder at a path of the file system. */
async function contentAt(path: string): Promise<Content> {
  const { files, paths } = fileModules();
  const found = await files.stat(path).catch((error: Error) => {
    throw new DataJointError(`There is no file or folder "${path}" to store: ${error.message}`, {
      cause: error,
    });
  });
  if (!found.isDirectory()) return { extension: extensionOf(path), files: await files.readFile(path) };
  const entries = await files.readdir(path, { recursive: true });
  const inside = new Map<string, () => Promise<Uint8Array>>();
  for (const entry of entries.sort()) {
    const full = paths.join(path, entry);
    if ((await files.stat(full)).isFile())
      inside.set(entry.split(paths.sep).join("/"), () => files.readFile(full));
  }
  if (inside.size === 0)
    throw new DataJointError(`The folder "${path}" has no files; stores keep files only.`);
  return { extension: null, files: inside };
}
