import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Plugin } from "vite";
import type { DocumentRun } from "../../web/kernel/saved/run-document.ts";
import { bundleScript } from "./bundle-script.ts";

const root = path.resolve(import.meta.dirname, "../..");
const threadEntry = path.join(root, "web/kernel/saved/document-thread.ts");
// Within node_modules, so that the program finds the packages that it is not bundled with.
const cacheFolder = path.join(root, "node_modules/.cache/datajoint");

/**
 * Makes the saved outputs of tutorials, `tutorials/NAME.outputs.json`, by running them: all of them when the site
 * is built, which fails with a cell that fails, and each on request while it is served.
 *
 * @param tutorialFolder where the tutorials' Markdown files are; by default in the folder of public files
 */
export function savedOutputsPlugin(tutorialFolder?: string): Plugin {
  let folder: string | null = null;
  return {
    name: "datajoint:saved-outputs",
    configResolved({ publicDir }) {
      folder = tutorialFolder ?? (publicDir === "" ? null : path.join(publicDir, "tutorials"));
    },
    async generateBundle() {
      if (folder === null) return;
      const program = await buildProgram();
      for (const name of await tutorialNames(folder)) {
        const file = path.join(folder, `${name}.md`);
        this.addWatchFile(file);
        const { saved, failures } = await runTutorial(program, await readFile(file, "utf8"));
        if (failures.length > 0) {
          this.error(`The tutorial ${name}.md does not run:\n${failures.join("\n")}`);
        }
        this.emitFile({
          type: "asset",
          fileName: `tutorials/${name}.outputs.json`,
          source: JSON.stringify(saved),
        });
      }
    },
    configureServer(server) {
      const made = new Map<string, Promise<DocumentRun>>();
      server.middlewares.use(async (request, response, next) => {
        const name = /\/tutorials\/([\w-]+)\.outputs\.json(?:\?|$)/.exec(request.url ?? "")?.[1];
        if (name === undefined || folder === null || !(await tutorialNames(folder)).includes(name))
          return next();
        try {
          const [program, markdown] = await Promise.all([
            buildProgram(),
            readFile(path.join(folder, `${name}.md`), "utf8"),
          ]);
          const key = `${program}\n${markdown}`;
          const making = made.get(key) ?? runTutorial(program, markdown);
          made.set(key, making);
          const { saved, failures } = await making;
          for (const failure of failures) server.config.logger.warn(`${name}.md: ${failure}`);
          response.setHeader("Content-Type", "application/json");
          response.setHeader("Cache-Control", "no-store");
          response.end(JSON.stringify(saved));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

async function tutorialNames(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith(".md")).map((file) => path.basename(file, ".md"));
}

/** Bundles the program that runs a tutorial; its path changes with its content. */
async function buildProgram(): Promise<string> {
  const { code } = await bundleScript(threadEntry, { target: "node", isMinified: false });
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const file = path.join(cacheFolder, `document-thread-${hash}.mjs`);
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(file, code);
  return file;
}

/** Runs a tutorial in a thread of its own, with nothing of this machine's settings. */
function runTutorial(program: string, markdown: string): Promise<DocumentRun> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: markdown, env: {}, stdin: true });
    thread.once("message", (run: DocumentRun) => {
      resolve(run);
      void thread.terminate();
    });
    thread.once("error", reject);
    thread.once("exit", (code) =>
      reject(new Error(`The tutorial ended the thread that ran it, with code ${code}.`)),
    );
  });
}
