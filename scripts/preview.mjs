// npm run preview [-- options of vite]: serves the built site.
import { existsSync } from "node:fs";
import path from "node:path";
import { installNpmPackages } from "./install/npm-packages.mjs";
import { root } from "./root.mjs";
import { main, packageProgram, run } from "./run.mjs";

await main(() => {
  installNpmPackages();
  if (!existsSync(path.join(root, "dist", "index.html"))) {
    throw new Error("There is no built site yet: npm run build makes it.");
  }
  return run(packageProgram("vite/bin/vite.js"), ["preview", ...process.argv.slice(2)]);
});
