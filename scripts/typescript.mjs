// Runs a TypeScript file of the project in Node: node scripts/typescript.mjs FILE [arguments …]
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";

/** Imports a TypeScript module of the project, and whatever it imports, by the compiler that Vite brings. */
export async function importTypeScript(file) {
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(path.resolve(root, file), {
    root,
    configFile: false,
    logLevel: "error",
  });
  return module;
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
