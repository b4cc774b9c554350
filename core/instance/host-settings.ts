import { DataJointError } from "../errors/index.ts";
import { readSecrets, withSecretFields } from "./secrets.ts";

type Layer = Record<string, unknown>;

const environmentNames: Readonly<Record<string, string>> = {
  "database.host": "DJ_HOST",
  "database.user": "DJ_USER",
  "database.password": "DJ_PASS",
  "database.port": "DJ_PORT",
  "database.backend": "DJ_BACKEND",
  "database.useTls": "DJ_USE_TLS",
  "database.createTables": "DJ_CREATE_TABLES",
  loglevel: "DJ_LOG_LEVEL",
  "display.diagramDirection": "DJ_DIAGRAM_DIRECTION",
  "display.diagramTheme": "DJ_DIAGRAM_THEME",
};

const isTrue = (text: string): boolean => ["true", "1", "yes"].includes(text.toLowerCase());

let provided: Layer = {};
let threadSafe: boolean | null = null;

/**
 * Gives settings from the host, as the page does in a browser, where there is no environment to read.
 *
 * @param settings settings by name or path
 */
export function provideSettings(settings: Layer): void {
  provided = settings;
}

/**
 * Turns thread-safe mode on or off, or (null) leaves it to the environment variable `DJ_THREAD_SAFE`.
 * In thread-safe mode all global state is refused. Specification: "Thread-safe mode".
 */
export function setThreadSafe(isOn: boolean | null): void {
  threadSafe = isOn;
}

/** True in thread-safe mode. */
export const isThreadSafe = (): boolean => threadSafe ?? isTrue(environment().DJ_THREAD_SAFE ?? "");

const environment = (): Record<string, string | undefined> =>
  typeof process === "undefined" ? {} : (process.env ?? {});

function environmentLayer(): Layer {
  const layer: Layer = {};
  for (const [path, name] of Object.entries(environmentNames)) {
    const text = environment()[name];
    if (text === undefined || text === "") continue;
    if (path === "database.port") {
      const port = Number(text);
      if (!Number.isInteger(port))
        throw new DataJointError(`The environment variable ${name} is no port number: "${text}".`);
      layer[path] = port;
    } else if (path === "database.useTls" || path === "database.createTables") layer[path] = isTrue(text);
    else if (path === "loglevel") layer[path] = text.toUpperCase();
    else layer[path] = text;
  }
  const stores = environment().DJ_STORES;
  if (stores !== undefined && stores !== "") layer.stores = storesOf(stores);
  return layer;
}

function storesOf(text: string): unknown {
  try {
    const stores: unknown = JSON.parse(text);
    if (typeof stores === "object" && stores !== null && !Array.isArray(stores)) return stores;
  } catch (error) {
    throw new DataJointError(
      `The environment variable DJ_STORES is not valid JSON: ${(error as Error).message}`,
      { cause: error },
    );
  }
  throw new DataJointError("The environment variable DJ_STORES must be a JSON object of stores by name.");
}

/** Whether settings come from the environment alone. */
const ignoresFile = (): boolean => isTrue(environment().DJ_IGNORE_CONFIG_FILE ?? "");

/** `datajoint.json` of the working folder or of a folder above it, up to the root of the repository, and the secrets. */
function fileLayers(): { secrets: Layer; file: Layer } {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function" || ignoresFile())
    return { secrets: {}, file: {} };
  const fs = process.getBuiltinModule("node:fs");
  const path = process.getBuiltinModule("node:path");
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const file = path.join(folder, "datajoint.json");
    if (fs.existsSync(file)) {
      try {
        return { secrets: readSecrets(folder), file: JSON.parse(fs.readFileSync(file, "utf8")) as Layer };
      } catch (error) {
        throw new DataJointError(
          `The configuration file ${file} is not valid JSON: ${(error as Error).message}`,
          {
            cause: error,
          },
        );
      }
    }
    if (fs.existsSync(path.join(folder, ".git")) || path.dirname(folder) === folder)
      return { secrets: readSecrets(null), file: {} };
  }
}

/** What the host sets, weakest first. */
export function hostLayers(): Layer[] {
  const { secrets, file } = fileLayers();
  const environmental = environmentLayer();
  // The stores of the environment take the place of all of the file's.
  if (environmental.stores !== undefined) delete file.stores;
  const ofDatabase = Object.entries(secrets).filter(([name]) => name.startsWith("database."));
  if (ofDatabase.length < Object.keys(secrets).length) {
    const layer = environmental.stores === undefined ? file : environmental;
    layer.stores = withSecretFields(layer.stores, secrets);
  }
  return [Object.fromEntries(ofDatabase), file, environmental, provided];
}
