import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/index.ts";
import { knownCodecs, resolveCodec } from "../types/codec-catalogue.ts";
import { coreType } from "../types/core-type.ts";
import type { DataType } from "../types/data-type.ts";
import { scanType } from "../types/type-scanner.ts";
import type { Codec } from "./codec.ts";
import { getCodec } from "./registry.ts";

/** The codecs of an attribute, and how what they store is stored. */
export interface CodecChain {
  /** From the outermost to the innermost. */
  readonly codecs: readonly Codec[];
  /** The core type at the end. */
  readonly dataType: DataType;
  /** Null for the default store and for values in the table. */
  readonly storeName: string | null;
}

/**
 * The codecs of an attribute of a codec type.
 *
 * @throws DataJointError where one of them is not registered
 */
export function codecChain(attribute: Attribute): CodecChain {
  const { name, store } = attribute.codec!;
  const resolved = resolveCodec(name, store, knownCodecs);
  if ("problem" in resolved) {
    throw new DataJointError(
      `The values of "${attribute.name}" (${attribute.type}) can't be read or stored: ${resolved.problem}. ` +
        "Register the codec with dj.registerCodec first.",
    );
  }
  return {
    codecs: resolved.names.map(getCodec),
    dataType: coreType(scanType(resolved.coreType))!.dataType,
    storeName: resolved.store === "" ? null : resolved.store,
  };
}

/** True for what has to be awaited. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  value instanceof Promise ||
  (typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function");

/**
 * Runs a value through functions, one after the other; at once unless one of them is asynchronous.
 *
 * @param steps each takes what the one before gave
 */
export function runSteps(value: unknown, steps: readonly ((value: unknown) => unknown)[]): unknown {
  let current = value;
  for (let index = 0; index < steps.length; index++) {
    current = steps[index]!(current);
    if (isPromise(current)) {
      const rest = steps.slice(index + 1);
      return rest.length === 0 ? current : current.then((given) => runSteps(given, rest));
    }
  }
  return current;
}
