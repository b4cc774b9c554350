type Layer = Record<string, unknown>;

const systemFolder = "/run/secrets/datajoint";

/** The folder of secrets: `.secrets` beside the configuration file, or that of the system; null where there is none. */
function secretsFolder(configFolder: string | null): string | null {
  const fs = process.getBuiltinModule("node:fs");
  const path = process.getBuiltinModule("node:path");
  const folders = [...(configFolder === null ? [] : [path.join(configFolder, ".secrets")]), systemFolder];
  return folders.find((folder) => fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) ?? null;
}

/**
 * User, password and fields of stores from a folder with a file for each: `database.user`, `database.password`,
 * `stores.<name>.<field>`. Reference: "Configuration", secrets.
 *
 * @param configFolder where `datajoint.json` is; null where there is none
 */
export function readSecrets(configFolder: string | null): Layer {
  const folder = secretsFolder(configFolder);
  if (folder === null) return {};
  const fs = process.getBuiltinModule("node:fs");
  const path = process.getBuiltinModule("node:path");
  const secrets: Layer = {};
  for (const name of fs.readdirSync(folder)) {
    const isKnown =
      ["database.user", "database.password"].includes(name) || /^stores\.[^.]+\.[^.]+$/.test(name);
    const file = path.join(folder, name);
    if (isKnown && fs.statSync(file).isFile()) secrets[name] = fs.readFileSync(file, "utf8").trim();
  }
  return secrets;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Stores with the fields that secrets have for them; what a store says itself wins.
 *
 * @param stores as configured, or undefined
 */
export function withSecretFields(stores: unknown, secrets: Layer): unknown {
  if (stores !== undefined && !isObject(stores)) return stores;
  const all: Record<string, unknown> = { ...stores };
  for (const [name, value] of Object.entries(secrets)) {
    const [group, store, field] = name.split(".");
    if (group !== "stores") continue;
    const present = all[store!] ?? {};
    if (isObject(present)) all[store!] = { [field!]: value, ...present };
  }
  return all;
}
