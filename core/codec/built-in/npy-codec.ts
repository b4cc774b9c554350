import { DataJointError } from "../../errors/index.ts";
import { dtypeOfTypedArray } from "../array/dtype.ts";
import { NDArray } from "../array/nd-array.ts";
import { writeNpy } from "../array/npy-format.ts";
import type { DecodeContext, EncodeContext } from "../codec.ts";
import { type NpyMetadata, NpyRef } from "../npy-ref.ts";
import { SchemaCodec } from "../schema-codec.ts";

/** `<npy@>`: an array as a `.npy` file in a store. Inserted as `NDArray` or typed array, fetched as an `NpyRef`. */
export class NpyCodec extends SchemaCodec {
  readonly name = "npy";

  override validate(value: unknown): void {
    if (!(value instanceof NDArray) && dtypeOfTypedArray(value) === null)
      throw new DataJointError("a dj.NDArray or a typed array is expected; dj.NDArray.from([…]) makes one");
    if (value instanceof NDArray && value.dtype === "object")
      throw new DataJointError("an array of dtype object can't be written to a .npy file; use <blob@>");
  }

  async encode(value: NDArray | ArrayLike<unknown>, context: EncodeContext): Promise<NpyMetadata> {
    const array = value instanceof NDArray ? value : new NDArray({ data: value });
    const path = this.buildPath(context, ".npy");
    const file = writeNpy(array);
    await this.getStore(context).write(path, file);
    return { path, store: context.storeName, dtype: dtypeName(array), shape: array.shape };
  }

  decode(stored: NpyMetadata, context: DecodeContext): NpyRef {
    return new NpyRef(stored, this.getStore(context, stored.store ?? null));
  }
}

/** The dtype as NumPy prints it: of texts with their greatest length. */
function dtypeName(array: NDArray): string {
  if (array.dtype !== "str") return array.dtype;
  return `<U${Math.max(1, ...(array.data as string[]).map((text) => [...text].length))}`;
}
