// npm run build: the site to dist/ and the package to lib/. With "site" or "package" as argument, that one alone.
import { rmSync } from "node:fs";
import path from "node:path";
import { installNpmPackages } from "./install/npm-packages.mjs";
import { root } from "./root.mjs";
import { main, packageProgram, run } from "./run.mjs";

const targets = {
  package: () => {
    rmSync(path.join(root, "lib"), { recursive: true, force: true });
    return run(packageProgram("typescript/bin/tsc"), ["-p", "core/tsconfig.json"]);
  },
  site: () => run(packageProgram("vite/bin/vite.js"), ["build"]),
};

await main(async () => {
  installNpmPackages();
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(targets);
  for (const name of wanted) {
    if (!(name in targets))
      throw new Error(`What can be built is ${Object.keys(targets).join(" or ")}, not ${name}.`);
    if ((await targets[name]()) !== 0) throw new Error(`Building the ${name} failed.`);
  }
  return 0;
});
