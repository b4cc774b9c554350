import { accessSync, constants } from "node:fs";
import path from "node:path";

// Servers stand in sbin, which is not on everyone's PATH.
const folders = () => [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin"];

/** The path of the first of these programs that is installed, or null. */
export function findProgram(...names) {
  for (const name of names) {
    for (const folder of folders()) {
      if (folder === "") continue;
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not there
      }
    }
  }
  return null;
}

/** The browser that tests drive: `CHROMIUM_PATH`, or the one that is installed; null where there is none. */
export const findChromium = () =>
  process.env.CHROMIUM_PATH ||
  findProgram("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

/** MariaDB's server and the program that makes a data folder for it; null where one is missing. */
export function findMariadb() {
  const server = findProgram("mariadbd");
  const install = findProgram("mariadb-install-db");
  const defaults = findProgram("my_print_defaults");
  return server && install && defaults ? { server, install } : null;
}
