import { DataJointError, suggestion } from "../errors/index.ts";
import { storageAdapter, storageProtocols } from "./storage-adapter.ts";
import { isWithin } from "./store-path.ts";

/** How a store is configured, with the defaults filled in. Section "Store Configuration". */
export interface StoreSpec {
  readonly protocol: string;
  /** The folder, or another root of all paths. */
  readonly location: string;
  /** Lengths of the folders' names between schema and hash; null for none. */
  readonly subfolding: readonly number[] | null;
  /** Attributes whose values come first in the path, such as `subject_id/session_date`. */
  readonly partitionPattern: string | null;
  readonly tokenLength: number;
  /** Where hash-addressed objects are. */
  readonly hashPrefix: string;
  /** Where schema-addressed objects are. */
  readonly schemaPrefix: string;
  /** Where the files of `<filepath@>` must be; null for anywhere but in the other sections. */
  readonly filepathPrefix: string | null;
  readonly [key: string]: unknown;
}

const defaults = {
  location: "",
  subfolding: null,
  partitionPattern: null,
  tokenLength: 8,
  hashPrefix: "_hash",
  schemaPrefix: "_schema",
  filepathPrefix: null,
};

const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const defaultKeys = { integrated: "default", filepath: "filepath_default" } as const;

type StoreSettings = Readonly<Record<string, unknown>>;

/** Names of the stores that are configured. */
const storeNames = (stores: StoreSettings): string[] =>
  Object.keys(stores).filter((name) => typeof stores[name] === "object");

function defaultStore(stores: StoreSettings, kind: keyof typeof defaultKeys): string {
  const key = defaultKeys[kind];
  const name = stores[key] ?? stores[camelCase(key)];
  if (typeof name === "string") return name;
  throw new DataJointError(
    name === undefined
      ? `No store is named in the type, and config.stores.${key} is not set. Set it to the name of a store, or name one: ${kind === "filepath" ? "<filepath@store>" : "<blob@store>"}.`
      : `config.stores.${key} must be the name of a store, not ${JSON.stringify(name)}.`,
  );
}

/** The name of the default store. @throws DataJointError where none is set */
export const defaultStoreName = (stores: StoreSettings): string => defaultStore(stores, "integrated");

/**
 * The configuration of a store.
 *
 * @param stores `config.stores`
 * @param store the name, or null for the default
 * @param kind which default: that of objects that DataJoint keeps, or of `<filepath@>`
 * @throws DataJointError where the store is not configured, or not as its protocol needs it
 */
export function storeSpec(
  stores: StoreSettings,
  store: string | null,
  kind: keyof typeof defaultKeys = "integrated",
): StoreSpec {
  const name = store ?? defaultStore(stores, kind);
  const given = Object.hasOwn(stores, name) ? stores[name] : undefined;
  if (typeof given !== "object" || given === null) {
    const names = storeNames(stores);
    throw new DataJointError(
      `The store "${name}" is not configured.${suggestion(name, names)} ` +
        (names.length === 0
          ? `Set config.stores to { default: "${name}", ${name}: { protocol: "file", location: "…" } }.`
          : `Known stores: ${names.join(", ")}.`),
    );
  }
  const spec: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(given)) if (value !== undefined) spec[camelCase(key)] = value;
  const protocol = typeof spec.protocol === "string" ? spec.protocol.toLowerCase() : "";
  const adapter = storageAdapter(protocol);
  if (adapter === null) {
    throw new DataJointError(
      `The store "${name}" has the unknown protocol "${protocol}".${suggestion(protocol, storageProtocols())} ` +
        `Known are ${storageProtocols().join(", ")}; dj.registerStorageAdapter adds others.`,
    );
  }
  spec.protocol = protocol;
  adapter.validateSpec(spec, name);
  checkValues(name, spec);
  checkSections(name, spec as StoreSpec);
  return spec as StoreSpec;
}

function checkValues(store: string, spec: Readonly<Record<string, unknown>>): void {
  const refuse = (key: string, what: string): never => {
    throw new DataJointError(
      `config.stores.${store}.${key} must be ${what}, not ${JSON.stringify(spec[key])}.`,
    );
  };
  for (const key of ["location", "hashPrefix", "schemaPrefix"]) {
    if (typeof spec[key] !== "string") refuse(key, "a text");
  }
  for (const key of ["filepathPrefix", "partitionPattern"]) {
    if (spec[key] !== null && typeof spec[key] !== "string") refuse(key, "a text or null");
  }
  const { subfolding, tokenLength } = spec;
  const isLength = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;
  if (!isLength(tokenLength)) refuse("tokenLength", "a whole number");
  if (subfolding !== null && !(Array.isArray(subfolding) && subfolding.every(isLength)))
    refuse("subfolding", "a list of lengths or null");
}

/** Refuses sections that lie in one another, so that nothing is taken for something else. */
function checkSections(store: string, spec: StoreSpec): void {
  const sections = (["hashPrefix", "schemaPrefix", "filepathPrefix"] as const).flatMap((key) => {
    const prefix = spec[key];
    return prefix === null || prefix === "" ? [] : [{ key, prefix }];
  });
  for (const one of sections) {
    const other = sections.find(({ key, prefix }) => key !== one.key && isWithin(one.prefix, prefix));
    if (other === undefined) continue;
    throw new DataJointError(
      `In config.stores.${store} ${one.key} "${one.prefix}" and ${other.key} "${other.prefix}" overlap; the sections of a store lie apart from one another.`,
    );
  }
}
