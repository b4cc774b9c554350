// npm run check: formatting, lint rules and types.
import { installNpmPackages } from "./install/npm-packages.mjs";
import { main, packageProgram, run } from "./run.mjs";

const tsc = packageProgram("typescript/bin/tsc");

const steps = [
  ["Format and lint", packageProgram("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings"]],
  ["Types of everything", tsc, ["--noEmit", "-p", "tsconfig.json"]],
  // Without the DOM's types, so that core can't lean on a browser.
  ["Types of core alone", tsc, ["--noEmit", "-p", "core/tsconfig.json"]],
];

await main(async () => {
  installNpmPackages();
  const failed = [];
  for (const [title, command, args] of steps) {
    console.log(`\n${title}`);
    if ((await run(command, args)) !== 0) failed.push(title);
  }
  if (failed.length > 0) throw new Error(`Failed: ${failed.join(", ")}`);
  console.log("\nAll checks passed.");
  return 0;
});
