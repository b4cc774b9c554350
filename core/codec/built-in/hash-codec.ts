import { DataJointError } from "../../errors/index.ts";
import { getByHash, type HashMetadata, putByHash } from "../../store/hash-address.ts";
import { Codec, type DecodeContext, type EncodeContext } from "../codec.ts";
import { asBytes } from "./as-bytes.ts";

/** `<hash@>`: bytes in a store, once for equal content of a schema. */
export class HashCodec extends Codec {
  readonly name = "hash";

  getDtype(isStore: boolean): string {
    if (isStore) return "json";
    throw new DataJointError("the codec <hash> keeps its values in a store; write <hash@> or <hash@store>");
  }

  override validate(value: unknown): void {
    if (asBytes(value) === null) throw new DataJointError("bytes are expected (Uint8Array, ArrayBuffer)");
  }

  encode(value: unknown, { stores, storeName, schema }: EncodeContext): Promise<HashMetadata> {
    return putByHash(asBytes(value)!, stores.open(storeName), schema, storeName);
  }

  decode(stored: unknown, { stores }: DecodeContext): Promise<Uint8Array> {
    return getByHash(stored, stores);
  }
}
