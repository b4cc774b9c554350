import { createHash } from "node:crypto";
import path from "node:path";
import type { Plugin, ViteDevServer } from "vite";
import { sandboxPage } from "../../web/kernel/sandbox/sandbox-page.ts";
import { bundleScript } from "./bundle-script.ts";

interface KernelFile {
  readonly moduleId: string;
  readonly fileName: string;
  readonly contentType: string;
  make(isMinified: boolean): Promise<{ text: string; files: readonly string[] }>;
}

const kernelFolder = path.resolve(import.meta.dirname, "../../web/kernel");
const drawing = path.resolve(import.meta.dirname, "../../core/diagram/drawing/svg.ts");

/** What the worker asks the page for when it is first used. */
const late = new Map([[drawing, path.join(kernelFolder, "worker/late-drawing.ts")]]);

const kernelFiles: readonly KernelFile[] = [
  {
    moduleId: "virtual:datajoint/cell-worker-url",
    fileName: "cell-worker.js",
    contentType: "text/javascript",
    make: async (isMinified) => {
      const entry = path.join(kernelFolder, "worker/cell.worker.ts");
      const { code, files } = await bundleScript(entry, { target: "iife", isMinified, replaced: late });
      return { text: code, files };
    },
  },
  {
    moduleId: "virtual:datajoint/diagram-drawing-url",
    fileName: "diagram-drawing.js",
    contentType: "text/javascript",
    make: async (isMinified) => {
      const { code, files } = await bundleScript(drawing, { target: "iife", isMinified });
      return { text: code, files };
    },
  },
  {
    moduleId: "virtual:datajoint/sandbox-url",
    fileName: "sandbox.html",
    contentType: "text/html",
    make: async (isMinified) => {
      const entry = path.join(kernelFolder, "sandbox/sandbox-frame.ts");
      const { code, files } = await bundleScript(entry, { target: "iife", isMinified });
      const script = code.trim();
      const hash = createHash("sha256").update(script).digest("base64");
      return { text: sandboxPage(script, hash), files };
    },
  },
];

/**
 * Makes the files that the kernel loads by their address: the worker's script, which is handed into the sandbox
 * as text, and the sandbox's page. Each is a module that exports its address.
 */
export function kernelFilesPlugin(): Plugin {
  let isServing = false;
  let base = "/";
  return {
    name: "datajoint:kernel-files",
    configResolved(config) {
      isServing = config.command === "serve";
      base = config.base;
    },
    resolveId(id) {
      return kernelFiles.some(({ moduleId }) => moduleId === id) ? `\0${id}` : null;
    },
    async load(id) {
      const file = kernelFiles.find(({ moduleId }) => id === `\0${moduleId}`);
      if (file === undefined) return null;
      if (isServing) return `export default ${JSON.stringify(`${base}@datajoint/${file.fileName}`)};`;
      const { text } = await file.make(true);
      const reference = this.emitFile({ type: "asset", name: file.fileName, source: text });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
    configureServer: serveKernelFiles,
  };
}

function serveKernelFiles(server: ViteDevServer): void {
  const made = new Map<KernelFile, Promise<{ text: string; files: readonly string[] }>>();
  server.watcher.on("change", async (changed) => {
    for (const [file, making] of made) {
      const { files } = await making.catch(() => ({ files: [changed] }));
      if (!files.includes(changed)) continue;
      made.delete(file);
      server.ws.send({ type: "full-reload" });
    }
  });
  server.middlewares.use(async (request, response, next) => {
    const address = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = kernelFiles.find(({ fileName }) => address.endsWith(`/@datajoint/${fileName}`));
    if (file === undefined) return next();
    try {
      const making = made.get(file) ?? file.make(false);
      made.set(file, making);
      const { text } = await making;
      response.setHeader("Content-Type", file.contentType);
      response.setHeader("Cache-Control", "no-store");
      response.end(text);
    } catch (error) {
      made.delete(file);
      next(error);
    }
  });
}
