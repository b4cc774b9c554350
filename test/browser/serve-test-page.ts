import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "vite";
import { type ServedSite, serveSite } from "./serve-site.ts";

/** Builds one of the pages in this folder the way that the site is built, and serves it. */
export async function serveTestPage(name: "kernel-page" | "editor-page"): Promise<ServedSite> {
  const root = path.resolve(import.meta.dirname, "../..");
  const folder = await mkdtemp(path.join(tmpdir(), `datajoint-${name}-`));
  await build({
    root,
    configFile: path.join(root, "vite.config.ts"),
    logLevel: "error",
    publicDir: false,
    build: {
      outDir: folder,
      minify: false,
      rolldownOptions: { input: path.join(import.meta.dirname, `${name}.html`) },
    },
  });
  const site = await serveSite(folder);
  return {
    url: `${site.url}test/browser/${name}.html`,
    requests: site.requests,
    close: async () => {
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
