import { DataJointError, suggestion } from "../errors/index.ts";
import { setKnownCodec } from "../types/codec-catalogue.ts";
import { AttachCodec } from "./built-in/attach-codec.ts";
import { BlobCodec } from "./built-in/blob-codec.ts";
import { FilepathCodec } from "./built-in/filepath-codec.ts";
import { HashCodec } from "./built-in/hash-codec.ts";
import { NpyCodec } from "./built-in/npy-codec.ts";
import { ObjectCodec } from "./built-in/object-codec.ts";
import { Codec } from "./codec.ts";

const builtIn: readonly Codec[] = [
  new BlobCodec(),
  new AttachCodec(),
  new HashCodec(),
  new ObjectCodec(),
  new NpyCodec(),
  new FilepathCodec(),
];

const registered = new Map<string, Codec>(builtIn.map((codec) => [codec.name, codec]));

/** A class of codecs. */
export type CodecClass = new () => Codec;

/** `<graph@store>`, `<graph>` and `graph` as `graph`. */
const nameOf = (spec: string): string =>
  spec
    .replace(/^\s*<|>\s*$/g, "")
    .replace(/@.*/, "")
    .trim();

/**
 * Makes a codec known to definitions; works as a class decorator, too. Section "Auto-Registration" of the codec
 * specification.
 *
 * @param codec a codec, or a class that extends `dj.Codec`
 * @returns what was given
 * @throws DataJointError for a name that is not allowed, or taken by another class
 */
export function registerCodec<Given extends Codec | CodecClass>(codec: Given, _context?: unknown): Given {
  const one = typeof codec === "function" ? new (codec as CodecClass)() : codec;
  if (!(one instanceof Codec))
    throw new DataJointError("A codec is an instance of a class that extends dj.Codec.");
  if (typeof one.name !== "string" || !/^[A-Za-z_]\w*$/.test(one.name)) {
    throw new DataJointError(
      `A codec needs a name of letters, digits and underscores, not ${JSON.stringify(one.name)}: name = "graph".`,
    );
  }
  const present = registered.get(one.name);
  if (present !== undefined && !isSameCodec(present, one)) {
    throw new DataJointError(
      `There is a codec <${one.name}> already. Choose another name, or take the present one away with dj.unregisterCodec("${one.name}").`,
    );
  }
  registered.set(one.name, one);
  setKnownCodec(one.name, { name: one.name, storedAs: (isInStore) => one.getDtype(isInStore) });
  return codec;
}

/** A cell of a notebook that runs again defines the class once more, perhaps changed. */
const isSameCodec = (present: Codec, given: Codec): boolean =>
  !builtIn.includes(present) && present.constructor.name === given.constructor.name;

/**
 * Takes a codec away.
 *
 * @throws DataJointError where it is not registered, or comes with DataJoint
 */
export function unregisterCodec(name: string): void {
  const codec = getCodec(name);
  if (builtIn.includes(codec))
    throw new DataJointError(`The codec <${codec.name}> comes with DataJoint and stays.`);
  registered.delete(codec.name);
  setKnownCodec(codec.name, null);
}

/**
 * A codec by its name.
 *
 * @param name with or without angle brackets and store
 * @throws DataJointError for an unknown name
 */
export function getCodec(name: string): Codec {
  const found = registered.get(nameOf(name));
  if (found !== undefined) return found;
  const names = listCodecs();
  throw new DataJointError(
    `There is no codec <${nameOf(name)}>.${suggestion(nameOf(name), names)} Extend dj.Codec and register it with dj.registerCodec. Registered are ${names.join(", ")}.`,
  );
}

/** True if there is a codec of this name. */
export const isCodecRegistered = (name: string): boolean => registered.has(nameOf(name));

/** Names of all codecs, sorted. */
export const listCodecs = (): string[] => [...registered.keys()].sort();
