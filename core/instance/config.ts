import { DataJointError, suggestion } from "../errors/index.ts";
import { allowedValues, defaultSettings, nullableTypes, type Settings } from "./settings.ts";

type Group = Record<string, unknown>;

const isGroup = (value: unknown): value is Group =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * `display__limit`, `display.limit`, `add_job_metadata` → the path in camelCase; the names of stores, and what is under
 * them, stay as they are.
 *
 * @param within the path of the group that the key belongs to
 */
function pathOf(key: string, within: readonly string[] = []): string[] {
  const path = [...within];
  for (const name of key.split(/\.|__/)) path.push(path[0] === "stores" ? name : camelCase(name));
  return path;
}

/** Settings of which any free key is allowed. */
const isOpen = (path: readonly string[]): boolean => path[0] === "stores" && path.length > 1;

function check(path: readonly string[], value: unknown, present: unknown): void {
  const name = path.join(".");
  const allowed = allowedValues[name];
  if (allowed !== undefined) {
    if (!allowed.includes(value)) {
      throw new DataJointError(
        `config.${name} can't be ${JSON.stringify(value)}; it is one of ${allowed.map((one) => JSON.stringify(one)).join(", ")}.`,
      );
    }
    return;
  }
  const types = nullableTypes[name];
  if (types !== undefined ? value === null || types.includes(typeof value) : typeof value === typeof present)
    return;
  throw new DataJointError(
    `config.${name} must be a ${(types ?? [typeof present]).join(" or ")}${types ? " or null" : ""}, not ${JSON.stringify(value) ?? typeof value}.`,
  );
}

/**
 * The settings of one Instance, or of the global pattern.
 *
 * Read and set by name (`config.display.limit`) or by path (`config["display.limit"]`); an unknown name or a
 * value of the wrong type is a DataJointError.
 */
export interface Config extends Settings {
  [path: string]: unknown;

  /**
   * Runs something with other settings, and puts back those that were before, also after an error.
   *
   * @example
   * await dj.config.override({ safemode: false, "display.limit": 5 }, () => Session.delete());
   *
   * @param settings nested, dotted or with double underscores
   * @param work what to run; where it gives a promise, the settings hold until that is settled
   * @returns what `work` returns
   * @throws DataJointError for a setting that does not exist or has the wrong type; nothing is run then
   */
  override<Result>(settings: Readonly<Record<string, unknown>>, work: () => Result): Result;

  /** The settings as JSON, secrets left out. */
  toString(): string;
}

const rootOf = new WeakMap<object, Group>();

function guarded(root: Group, group: Group, path: readonly string[]): Group {
  const nested = new Map<string, Group>();
  const proxy = new Proxy(group, {
    get(target, key) {
      if (typeof key !== "string") return Reflect.get(target, key);
      if (Object.hasOwn(target, key)) {
        const value = target[key];
        if (!isGroup(value) || isOpen([...path, key])) return value;
        let inner = nested.get(key);
        if (inner === undefined) {
          inner = guarded(root, value, [...path, key]);
          nested.set(key, inner);
        }
        return inner;
      }
      if (key === "toString") return () => JSON.stringify(withoutSecrets(target), null, 2);
      if (key === "override" && path.length === 0) {
        return (settings: Group, work: () => unknown) => override(root, settings, work);
      }
      if (/\.|_/.test(key)) return getSetting(root, pathOf(key, path));
      return undefined;
    },
    set(_target, key, value) {
      setSetting(root, pathOf(String(key), path), value);
      return true;
    },
    deleteProperty(_target, key) {
      throw new DataJointError(`config.${[...path, String(key)].join(".")} can be set, but not deleted.`);
    },
  });
  rootOf.set(proxy, root);
  return proxy;
}

function getSetting(root: Group, path: readonly string[]): unknown {
  let value: unknown = root;
  for (const name of path) value = isGroup(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

function setSetting(root: Group, path: readonly string[], value: unknown): void {
  let group = root;
  path.slice(0, -1).forEach((name, index) => {
    if (!Object.hasOwn(group, name) && isOpen(path.slice(0, index + 1))) group[name] = {};
    const inner = Object.hasOwn(group, name) ? group[name] : undefined;
    if (!isGroup(inner)) throw unknownSetting(path, Object.keys(group), name);
    group = inner;
  });
  const last = path.at(-1)!;
  if (isOpen(path)) {
    group[last] = value;
    return;
  }
  if (!Object.hasOwn(group, last)) throw unknownSetting(path, Object.keys(group), last);
  const present = group[last];
  if (isGroup(present)) {
    if (!isGroup(value))
      throw new DataJointError(`config.${path.join(".")} is a group of settings; give it an object.`);
    for (const [name, inner] of Object.entries(value)) setSetting(root, pathOf(name, path), inner);
    return;
  }
  check(path, value, present);
  group[last] = value;
}

const unknownSetting = (path: readonly string[], known: readonly string[], word: string): DataJointError =>
  new DataJointError(
    `There is no setting "${path.join(".")}".${suggestion(word, known)} Known here: ${known.join(", ")}.`,
  );

function override<Result>(root: Group, settings: Group, work: () => Result): Result {
  const before = copyOf(root);
  let result: Result;
  try {
    for (const [key, value] of Object.entries(settings)) setSetting(root, pathOf(key), value);
    result = work();
  } catch (error) {
    putBack(root, before);
    throw error;
  }
  if (result instanceof Promise) return result.finally(() => putBack(root, before)) as Result;
  putBack(root, before);
  return result;
}

const copyOf = (group: Group): Group =>
  Object.fromEntries(
    Object.entries(group).map(([name, value]) => [name, isGroup(value) ? copyOf(value) : value]),
  );

/** Makes a group what it was; the group itself stays, since others hold it. */
function putBack(group: Group, before: Group): void {
  for (const name of Object.keys(group)) if (!Object.hasOwn(before, name)) delete group[name];
  for (const [name, value] of Object.entries(before)) {
    const present = group[name];
    if (isGroup(value) && isGroup(present)) putBack(present, value);
    else group[name] = value;
  }
}

const isSecret = (name: string): boolean => /^(password|access_?key|secret_?key|token)$/i.test(name);

/** A copy that may be shown. */
function withoutSecrets(group: Group): Group {
  const shown: Group = {};
  for (const [name, value] of Object.entries(group)) {
    if (isGroup(value)) shown[name] = withoutSecrets(value);
    else shown[name] = isSecret(name) && value !== null ? "***" : value;
  }
  return shown;
}

/** Keeps secrets out of what Node prints. */
function hideSecrets(group: Group): void {
  const value = () => withoutSecrets(group);
  Object.defineProperty(group, Symbol.for("nodejs.util.inspect.custom"), { value });
}

/**
 * A configuration with the defaults and, over them, what is given.
 *
 * @param layers settings by name, nested or by path; later ones win
 * @throws DataJointError for an unknown name or a value of the wrong type
 */
export function createConfig(...layers: readonly Record<string, unknown>[]): Config {
  const root = defaultSettings() as unknown as Group;
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) setSetting(root, pathOf(key), value);
  }
  for (const group of [root, root.database, root.stores]) hideSecrets(group as Group);
  return guarded(root, root, []) as Config;
}
