import type { LateScript } from "../messages.ts";

type LoadScript = (name: LateScript) => Promise<string>;

let load: LoadScript | null = null;
const loaded = new Map<LateScript, Promise<unknown>>();

/** Sets where scripts come from. */
export function setScriptLoader(loader: LoadScript): void {
  load = loader;
}

/**
 * What a script of the build exports. It is loaded once; after a failure, at the next call again.
 *
 * @throws Error where it can't be loaded
 */
export function lateScript<Exports>(name: LateScript): Promise<Exports> {
  let script = loaded.get(name);
  if (script === undefined) {
    script = evaluateScript(name).catch((error: unknown) => {
      loaded.delete(name);
      throw error;
    });
    loaded.set(name, script);
  }
  return script as Promise<Exports>;
}

async function evaluateScript(name: LateScript): Promise<unknown> {
  if (load === null) throw new Error(`The script "${name}" can't be loaded here.`);
  // The build names what a script exports so.
  return evaluate(`${await load(name)}\n;bundledScript`);
}

/** Evaluates in the global scope. */
// biome-ignore lint/security/noGlobalEval: the script is the site's own, and the sandbox lets no other way load it
const evaluate = globalThis.eval;
