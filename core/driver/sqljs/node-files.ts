import { DataJointError } from "../../errors/index.ts";
import type { SqliteFiles } from "./sqlite-files.ts";

/** True in Node and its kin, where database files are files of the file system. */
export const hasFileSystem = (): boolean =>
  typeof process !== "undefined" && typeof process.versions?.node === "string";

/**
 * Database files in Node's file system. A file is replaced as a whole, by renaming, so that a crash leaves
 * the old or the new one; one that another process changed meanwhile is not overwritten.
 */
export function nodeFiles(): SqliteFiles {
  // Asked for at run time, so that bundles for the browser hold no trace of them.
  const fs = process.getBuiltinModule("node:fs");
  const path = process.getBuiltinModule("node:path");
  const lastSeen = new Map<string, string>();

  const stamp = (file: string): string => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat === undefined ? "absent" : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
  };
  const writeNow = (name: string, bytes: Uint8Array): void => {
    const file = path.resolve(name);
    const seen = lastSeen.get(file);
    if (seen !== undefined && seen !== stamp(file)) {
      throw new DataJointError(
        `The database file "${name}" was changed by another program since it was opened, and is left as it is. ` +
          `Close this Instance and open the file again to work on its present state.`,
      );
    }
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, bytes);
    fs.renameSync(temporary, file);
    lastSeen.set(file, stamp(file));
  };

  return {
    identify: (name) => path.resolve(name),
    async read(name) {
      const file = path.resolve(name);
      lastSeen.set(file, stamp(file));
      if (fs.existsSync(file)) return new Uint8Array(fs.readFileSync(file));
      const folder = path.dirname(file);
      if (!fs.existsSync(folder)) {
        throw new DataJointError(
          `The database file "${name}" can't be made: there is no folder "${folder}". Create it first.`,
        );
      }
      return null;
    },
    async write(name, bytes) {
      writeNow(name, bytes);
    },
    async remove(name) {
      fs.rmSync(path.resolve(name), { force: true });
      lastSeen.delete(path.resolve(name));
    },
    opened(name, saveNow) {
      process.once("exit", () => {
        const bytes = saveNow();
        if (bytes !== null) writeNow(name, bytes);
      });
    },
  };
}
