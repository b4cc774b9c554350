import { pack } from "../blob/pack.ts";
import { unpack } from "../blob/unpack.ts";
import { Codec } from "../codec.ts";

/** `<blob>`, `<blob@>`: values of any kind in the format of DataJoint for Python and MATLAB. */
export class BlobCodec extends Codec {
  readonly name = "blob";

  getDtype(isStore: boolean): string {
    return isStore ? "<hash>" : "bytes";
  }

  encode(value: unknown): Uint8Array {
    return pack(value);
  }

  decode(stored: Uint8Array): unknown {
    return unpack(stored);
  }
}
