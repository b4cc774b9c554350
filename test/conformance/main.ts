import { parseArgs } from "node:util";
import { startTestServer } from "../servers/mariadb.ts";
import type { BackendName } from "./backend.ts";
import { countCases, type FileResult } from "./case-result.ts";
import { raiseFloor } from "./floor.ts";
import { report } from "./report.ts";
import { runFiles } from "./run-files.ts";
import { dropSchemas, uniquePrefix } from "./server-schemas.ts";
import { vectorFiles } from "./vector-folder.ts";

const usage = `npm run conformance -- [files or folders …] [options]
  --backend sqlite|mysql   where the cases run (sqlite). For mysql, DJ_TEST_MYSQL_URL names a server;
                           otherwise a MariaDB is started for the run
  --raise-floor            add the cases that pass to those that npm test wants to pass
Files and folders may be named within the folder of vectors: query, declare/types.`;

async function runOn(backend: BackendName, files: readonly string[]): Promise<FileResult[]> {
  const prefix = uniquePrefix();
  if (backend === "sqlite") return await runFiles(files, { backend, url: null, prefix });
  const server = await startTestServer();
  try {
    return await runFiles(files, { backend, url: server.url, prefix });
  } finally {
    await dropSchemas(server.url, (name) => name.startsWith(prefix));
    await server.stop();
  }
}

/** Runs conformance vectors from the command line; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      backend: { type: "string", default: "sqlite" },
      "raise-floor": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { backend } = values;
  if (backend !== "sqlite" && backend !== "mysql")
    throw new Error(`There is no backend ${backend}.\n${usage}`);
  const files = vectorFiles(positionals);
  const results = await runOn(backend, files);
  if (values["raise-floor"]) console.log(`The floor holds ${raiseFloor(backend, results)} more cases.`);
  console.log(report(results));
  return countCases(results).failed === 0 ? 0 : 1;
}
