import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Where vectors are looked for: `DJ_CONFORMANCE`, or `shared/conformance` beside the project's folder. */
export const vectorFolder = path.resolve(
  process.env.DJ_CONFORMANCE || path.join(root, "../shared/conformance"),
);

/** What to tell where the folder is absent. */
export const folderIsAbsent = `There are no conformance vectors at ${vectorFolder}; DJ_CONFORMANCE may name another folder.`;

export const hasVectorFolder = (): boolean => existsSync(vectorFolder);

/** The vector files in a folder, at any depth, or the file itself. */
function filesIn(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = path.join(place, entry.name);
      return entry.isDirectory() ? filesIn(inner) : entry.name.endsWith(".json") ? [inner] : [];
    });
}

/**
 * The vector files that are meant: those named, or all.
 *
 * @param named files or folders, from here or within the folder of vectors
 * @throws Error that says what is not there
 */
export function vectorFiles(named: readonly string[]): string[] {
  if (named.length === 0) {
    if (!hasVectorFolder()) throw new Error(folderIsAbsent);
    return filesIn(vectorFolder);
  }
  return named.flatMap((name) => {
    const places = [
      path.resolve(name),
      path.join(vectorFolder, name),
      path.join(vectorFolder, `${name}.json`),
    ];
    const place = places.find((candidate) => existsSync(candidate));
    if (place === undefined)
      throw new Error(`There is no vector file or folder ${name}, here or in ${vectorFolder}.`);
    return filesIn(place);
  });
}
