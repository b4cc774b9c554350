import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Plugin } from "vite";

const root = path.resolve(import.meta.dirname, "../..");
const moduleId = "virtual:datajoint/types-url";
const fileName = "datajoint-types.json";

/**
 * Makes the type declarations of the package `datajoint` a file that the editor loads when it is first needed:
 * a JSON object of the declaration files by their paths, with those that the public module needs and no others.
 */
export function datajointTypesPlugin(): Plugin {
  let isServing = false;
  let base = "/";
  return {
    name: "datajoint:types",
    configResolved(config) {
      isServing = config.command === "serve";
      base = config.base;
    },
    resolveId: (id) => (id === moduleId ? `\0${id}` : null),
    async load(id) {
      if (id !== `\0${moduleId}`) return null;
      if (isServing) return `export default ${JSON.stringify(`${base}@datajoint/${fileName}`)};`;
      const source = JSON.stringify(await declarationFiles());
      const reference = this.emitFile({ type: "asset", name: fileName, source });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        if (!request.url?.replace(/\?.*$/, "").endsWith(`/@datajoint/${fileName}`)) return next();
        try {
          response.setHeader("Content-Type", "application/json");
          response.setHeader("Cache-Control", "no-store");
          response.end(JSON.stringify(await declarationFiles()));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

/** Declaration files by path, such as `index.d.ts`, that the public module refers to. */
export async function declarationFiles(): Promise<Record<string, string>> {
  const folder = await mkdtemp(path.join(tmpdir(), "datajoint-types-"));
  try {
    const log = await emitDeclarations(folder);
    const files: Record<string, string> = {};
    const collect = async (name: string): Promise<void> => {
      if (name in files) return;
      files[name] = "";
      const text = await readFile(path.join(folder, name), "utf8").catch(() => {
        throw new Error(`The types of core could not be made: ${name} is missing.\n${log}`);
      });
      const imported: string[] = [];
      // Without their extension: these names lead to declarations, not to sources.
      files[name] = text.replace(
        /((?:from|import)\s*\(?\s*")(\.[^"]*?)\.ts"/g,
        (_, start: string, target: string) => {
          imported.push(`${path.posix.join(path.posix.dirname(name), target)}.d.ts`);
          return `${start}${target}"`;
        },
      );
      for (const other of imported) await collect(other);
    };
    await collect("index.d.ts");
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the compiler; errors of types are for the check to report, and don't keep it from writing declarations. */
function emitDeclarations(folder: string): Promise<string> {
  const compiler = path.join(
    path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
    "bin/tsc",
  );
  const args = [
    compiler,
    "-p",
    path.join(root, "core/tsconfig.json"),
    "--emitDeclarationOnly",
    "--outDir",
    folder,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (_, output) => resolve(output));
  });
}
