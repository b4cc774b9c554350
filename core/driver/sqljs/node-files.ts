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
  const savedAtExit = new Set<() => void>();

  const stamp = (file: string): string => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat === undefined ? "absent" : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
  };
  const isChangedElsewhere = (name: string): boolean => {
    const file = path.resolve(name);
    const seen = lastSeen.get(file);
    return seen !== undefined && seen !== stamp(file);
  };
  const writeNow = (name: string, bytes: Uint8Array): void => {
    const file = path.resolve(name);
    if (isChangedElsewhere(name)) {
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

  /** One file that can't be saved keeps no other from it. */
  const saveAll = (): void => {
    for (const save of savedAtExit) {
      try {
        save();
      } catch (error) {
        console.error(`Changes were not saved. ${(error as Error).message}`);
        process.exitCode = 1;
      }
    }
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
    isChangedElsewhere,
    opened(name, saveNow) {
      const save = () => saveNow((bytes) => writeNow(name, bytes));
      if (savedAtExit.size === 0) process.once("exit", saveAll);
      savedAtExit.add(save);
      return () => {
        savedAtExit.delete(save);
        if (savedAtExit.size === 0) process.off("exit", saveAll);
      };
    },
  };
}
