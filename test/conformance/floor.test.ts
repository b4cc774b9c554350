import { describe, expect, test } from "vitest";
import { isMysqlSkipped, mysqlUrl } from "../servers/mysql-url.ts";
import type { BackendName } from "./backend.ts";
import { brokenCases, newlyPassing, readFloor } from "./floor.ts";
import { failureLine } from "./report.ts";
import { runFiles } from "./run-files.ts";
import { dropSchemas, uniquePrefix } from "./server-schemas.ts";
import { folderIsAbsent, hasVectorFolder, vectorFiles } from "./vector-folder.ts";

if (!hasVectorFolder()) console.warn(`${folderIsAbsent} The floor is not tested.`);

const minutes = 60_000;

async function runFloor(backend: BackendName, url: string | null): Promise<void> {
  const floor = readFloor()[backend];
  const prefix = uniquePrefix();
  const names = Object.keys(floor);
  const files = names.length === 0 ? [] : vectorFiles(names);
  const results = await runFiles(files, { backend, url, prefix });
  if (url !== null) await dropSchemas(url, (name) => name.startsWith(prefix));
  const more = newlyPassing(floor, results);
  if (more > 0) {
    console.log(
      `${more} more vectors pass on ${backend}: npm run conformance -- --backend ${backend} --raise-floor adds them to the floor.`,
    );
  }
  expect(brokenCases(floor, results).map(({ file, result }) => failureLine(file, result))).toEqual([]);
}

describe.skipIf(!hasVectorFolder())("the vectors that hold", () => {
  test("hold on sqlite", () => runFloor("sqlite", null), 10 * minutes);

  test.skipIf(isMysqlSkipped)("hold on mysql", async () => runFloor("mysql", await mysqlUrl()), 30 * minutes);
});
