import drawingUrl from "virtual:datajoint/diagram-drawing-url";
import { loadFile } from "./load-file.ts";
import type { LateScript } from "./messages.ts";

const urls: Readonly<Record<LateScript, string>> = { "diagram-drawing": drawingUrl };

/**
 * The text of a script that workers load when they first need it.
 *
 * @throws Error where there is none of the name, or it can't be loaded
 */
export async function loadLateScript(name: LateScript): Promise<string> {
  if (!Object.hasOwn(urls, name)) throw new Error(`There is no script "${name}".`);
  return (await loadFile(urls[name])).text();
}
