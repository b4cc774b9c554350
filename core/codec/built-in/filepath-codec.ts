import { DataJointError, MissingExternalFile } from "../../errors/index.ts";
import { type ObjectMetadata, ObjectRef } from "../../store/object-ref.ts";
import { isWithin, storePath } from "../../store/store-path.ts";
import { Codec, type DecodeContext, type EncodeContext } from "../codec.ts";

/** `<filepath@>`: a reference to a file or folder that is in a store already, and stays the user's own. */
export class FilepathCodec extends Codec {
  readonly name = "filepath";

  getDtype(isStore: boolean): string {
    if (isStore) return "json";
    throw new DataJointError(
      "the codec <filepath> refers to files in a store; write <filepath@> or <filepath@store>",
    );
  }

  override validate(value: unknown): void {
    if (typeof value !== "string" && !(value instanceof ObjectRef))
      throw new DataJointError("a path within the store is expected");
  }

  async encode(value: string | ObjectRef, { stores, storeName }: EncodeContext): Promise<ObjectMetadata> {
    const path = typeof value === "string" ? value : value.path;
    const { store, spec } = stores.open(storeName, "filepath");
    const inside = storePath(path);
    for (const section of [spec.hashPrefix, spec.schemaPrefix]) {
      if (section !== "" && isWithin(inside, section)) {
        throw new DataJointError(
          `The path "${path}" lies in "${section}", which DataJoint keeps for itself. Put the file elsewhere in the store.`,
        );
      }
    }
    if (spec.filepathPrefix !== null && !isWithin(inside, spec.filepathPrefix))
      throw new DataJointError(`The path "${path}" must begin with "${spec.filepathPrefix}/" in this store.`);
    if (!(await store.exists(inside))) {
      throw new MissingExternalFile(
        `There is no "${path}" in the store${storeName === null ? "" : ` "${storeName}"`} (${store.url(inside)}). Put the file there first.`,
      );
    }
    const isFolder = await store.isFolder(inside);
    return {
      path: inside,
      store: storeName,
      size: isFolder ? null : await store.size(inside),
      is_dir: isFolder,
      timestamp: new Date().toISOString().replace("Z", "+00:00"),
    };
  }

  decode(stored: ObjectMetadata, { stores }: DecodeContext): ObjectRef {
    return new ObjectRef(stored, stores.open(stored.store ?? null, "filepath").store);
  }
}
