// npm test [-- files and options of vitest]: installs what is missing and runs the tests.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installNpmPackages } from "./install/npm-packages.mjs";
import { installTestPrograms } from "./install/test-programs.mjs";
import { main, packageProgram, run } from "./run.mjs";

/** One line with the counts that a vitest report in JSON holds. */
function summary(file) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  // A file that could not be loaded has no tests of its own, and still has failed.
  const broken = report.testResults.filter(
    (result) =>
      result.status === "failed" && !result.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${report.numPassedTests} passed, ${report.numFailedTests + broken} failed, ${skipped} skipped`;
}

await main(async () => {
  installNpmPackages();
  installTestPrograms();
  const folder = mkdtempSync(path.join(tmpdir(), "datajoint-test-"));
  const report = path.join(folder, "report.json");
  try {
    const code = await run(packageProgram("vitest/vitest.mjs"), [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ]);
    if (!existsSync(report)) throw new Error("The tests were ended before they were through.");
    console.log(summary(report));
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
