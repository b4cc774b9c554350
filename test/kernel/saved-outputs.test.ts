import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build, createServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { savedOutputsPlugin } from "../../scripts/vite/saved-outputs.ts";
import { parseDocument } from "../../web/documents/parse-document.ts";
import { hashSource, type SavedOutputs } from "../../web/documents/saved-outputs.ts";

const tutorials = path.resolve(import.meta.dirname, "../../public/tutorials");

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "datajoint-saved-outputs-"));
  await writeFile(path.join(folder, "entry.js"), "export {};");
  await writeFile(path.join(folder, "good.md"), "# Good\n\n```ts\n6 * 7\n```\n");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Builds a site that has nothing but tutorials, and gives the files that it made. */
async function buildSite(tutorialFolder: string): Promise<Map<string, string>> {
  const outDir = path.join(folder, "out");
  await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    plugins: [savedOutputsPlugin(tutorialFolder)],
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: path.join(folder, "entry.js") } },
  });
  const made = path.join(outDir, "tutorials");
  const names = await readdir(made);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(made, name), "utf8")] as const),
    ),
  );
}

describe("saved outputs", () => {
  test("every tutorial runs, and each of its cells has outputs of its own", async () => {
    const files = await buildSite(tutorials);
    const names = (await readdir(tutorials)).filter((name) => name.endsWith(".md"));
    expect([...files.keys()].sort()).toEqual(
      names.map((name) => name.replace(/\.md$/, ".outputs.json")).sort(),
    );
    for (const name of names) {
      const saved = JSON.parse(files.get(name.replace(/\.md$/, ".outputs.json"))!) as SavedOutputs;
      const { blocks } = parseDocument(await readFile(path.join(tutorials, name), "utf8"));
      const sources = blocks.flatMap((block) => (block.kind === "cell" ? [block.source] : []));
      expect(saved.format).toBe(1);
      expect(saved.cells.map(({ source }) => source)).toEqual(sources.map(hashSource));
      expect(saved.cells.some(({ outputs }) => outputs.some((output) => output.kind === "table"))).toBe(true);
    }
  });

  test("the build fails with a tutorial that fails, and says where", async () => {
    await writeFile(path.join(folder, "bad.md"), "# Bad\n\n```ts\nconst a = 1;\nmissing(a);\n```\n");
    await expect(buildSite(folder)).rejects.toThrow(
      /bad\.md does not run:\s+Cell 1 failed at line 2: ReferenceError: missing is not defined/,
    );
    await rm(path.join(folder, "bad.md"));
  });

  test("while the site is served they are made on request, and again after a change", async () => {
    const server = await createServer({
      root: folder,
      configFile: false,
      logLevel: "silent",
      publicDir: false,
      plugins: [savedOutputsPlugin(folder)],
      server: { host: "127.0.0.1", port: 0, watch: null, hmr: false },
    });
    try {
      await server.listen();
      const url = `${server.resolvedUrls!.local[0]}tutorials/good.outputs.json`;
      const value = async () => ((await (await fetch(url)).json()) as SavedOutputs).cells[0]!.outputs;
      expect(await value()).toEqual([{ kind: "value", value: { kind: "number", text: "42" } }]);
      await writeFile(path.join(folder, "good.md"), "# Good\n\n```ts\n6 * 8\n```\n");
      expect(await value()).toEqual([{ kind: "value", value: { kind: "number", text: "48" } }]);
    } finally {
      await server.close();
    }
  });
});
