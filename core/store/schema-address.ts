import { md5 } from "./md5.ts";
import { storePath } from "./store-path.ts";
import type { StoreSpec } from "./store-spec.ts";

const tokenAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A random part of a file's name, so that no file is written over another. */
function token(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.min(16, Math.max(4, length))));
  return Array.from(bytes, (byte) => tokenAlphabet[byte & 63]).join("");
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** As Python's `quote` with nothing held safe: all but letters, digits and `_.-~` as %XX. */
const quote = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A value of a primary key as a part of a path. */
function pathValue(value: unknown): string {
  const text =
    value instanceof Date
      ? value.toISOString().slice(0, 19)
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  const moment = /^(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d+)?$/.exec(text);
  if (moment !== null) return `${moment[1]}T${moment[2]}-${moment[3]}-${moment[4]}`;
  const characters = [...text];
  if (characters.length > 100) {
    const digest = hex(md5(new TextEncoder().encode(text))).slice(0, 8);
    return quote(`${characters.slice(0, 50).join("")}_${digest}`);
  }
  return /[/\\:*?"<>|\0]/.test(text) ? quote(text) : text;
}

/** The attributes that a pattern puts first: `subject_id/session_date`, or with braces around each. */
const partitionAttributes = (pattern: string | null): string[] => pattern?.match(/\w+/g) ?? [];

/** What a schema-addressed object belongs to. */
export interface ObjectOwner {
  readonly schema: string;
  readonly table: string;
  readonly attribute: string;
  /** The primary key of the row, in the order of the heading. */
  readonly key: Readonly<Record<string, unknown>>;
}

/**
 * `_schema/lab/recording/recording_id=1/waveform_x8f2a9b1.npy`: where an object of a row is stored.
 * Section "Schema-Addressed Storage" of the object store configuration.
 *
 * @param extension with or without its dot; null for none
 */
export function objectPath(owner: ObjectOwner, extension: string | null, spec: StoreSpec): string {
  const names = Object.keys(owner.key);
  const wanted = partitionAttributes(spec.partitionPattern);
  // A pattern serves many tables; one without all of its attributes is not partitioned.
  const partition = wanted.every((name) => names.includes(name)) ? wanted : [];
  const part = (name: string): string => `${name}=${pathValue(owner.key[name])}`;
  const suffix =
    extension === null || extension === "" ? "" : extension.startsWith(".") ? extension : `.${extension}`;
  return storePath(
    [
      spec.schemaPrefix,
      ...partition.map(part),
      owner.schema,
      owner.table,
      ...names.filter((name) => !partition.includes(name)).map(part),
      `${owner.attribute}_${token(spec.tokenLength)}${suffix}`,
    ].join("/"),
  );
}
