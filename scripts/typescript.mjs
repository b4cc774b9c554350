// Runs a TypeScript file of the project in Node: node scripts/typescript.mjs FILE [arguments …]
// The file exports a function `main`, which takes the arguments and returns the exit code.
import { register } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";

let isRegistered = false;

/** Imports a TypeScript module of the project, and whatever it imports, by the compiler that Vite brings. */
export async function importTypeScript(file) {
  if (!isRegistered) {
    process.setSourceMapsEnabled(true);
    register("./typescript-hooks.mjs", import.meta.url);
    isRegistered = true;
  }
  return await import(pathToFileURL(path.resolve(root, file)).href);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { installNpmPackages } = await import("./install/npm-packages.mjs");
  const { main } = await import("./run.mjs");
  const [file, ...args] = process.argv.slice(2);
  await main(async () => {
    installNpmPackages();
    return (await importTypeScript(file)).main(args);
  });
}
