import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../root.mjs";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The packages that package-lock.json wants and that node_modules lacks, by their folder. */
export function missingPackages() {
  const installed = path.join(root, "node_modules", ".package-lock.json");
  const wanted = readJson(path.join(root, "package-lock.json")).packages;
  // npm writes this list of what it installed last, once all of it is there.
  const present = existsSync(installed) ? readJson(installed).packages : {};
  return Object.keys(wanted).filter(
    (folder) =>
      folder !== "" && !wanted[folder].optional && present[folder]?.version !== wanted[folder].version,
  );
}

/** Installs the npm packages of package-lock.json where one is missing or of another version. */
export function installNpmPackages() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
  }
  if (missingPackages().length === 0) return;
  console.log("Installing npm packages …");
  // Not `npm ci`, which refuses a lock file that lacks the packages of some other platform; and not saved, so that
  // the lock file stays as it is.
  const npm = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) {
    throw new Error(
      "npm could not install the packages; its own message stands above. Is the registry reachable?",
    );
  }
}
