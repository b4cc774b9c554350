// npm start [-- options of vite]: installs what is missing and serves the playground, printing its address.
import { installNpmPackages } from "./install/npm-packages.mjs";
import { main, packageProgram, run } from "./run.mjs";

await main(() => {
  installNpmPackages();
  return run(packageProgram("vite/bin/vite.js"), process.argv.slice(2));
});
