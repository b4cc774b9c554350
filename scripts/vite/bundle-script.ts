import path from "node:path";
import { build, type Plugin } from "vite";

export interface BundledScript {
  readonly code: string;
  /** The files that went into it, for noticing changes. */
  readonly files: readonly string[];
}

/** In a browser, what core would use of Node is not there, and is not asked for. */
const withoutNodePlugin: Plugin = {
  name: "datajoint:without-node",
  enforce: "pre",
  resolveId: (id) => (id.startsWith("node:") ? "\0datajoint:without-node" : null),
  load: (id) => (id === "\0datajoint:without-node" ? "export default undefined;" : null),
};

/** Puts other modules in the place of some; both by their paths. */
const replacedModules = (replaced: ReadonlyMap<string, string>): Plugin => ({
  name: "datajoint:replaced-modules",
  enforce: "pre",
  resolveId(id, importer) {
    if (importer === undefined || !id.startsWith(".")) return null;
    return replaced.get(path.resolve(path.dirname(importer), id)) ?? null;
  },
});

/**
 * Bundles a module with all that it imports into one script that needs no other file.
 *
 * @param entry path of the module
 * @param options `iife` for a classic script in browsers, which names what it exports `bundledScript`; `node` for a
 *   module in Node; `replaced`: modules that others take the place of, by their paths
 */
export async function bundleScript(
  entry: string,
  options: {
    readonly target: "iife" | "node";
    readonly isMinified: boolean;
    readonly replaced?: ReadonlyMap<string, string>;
  },
): Promise<BundledScript> {
  const files: string[] = [];
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [
      ...(options.target === "iife" ? [withoutNodePlugin] : []),
      ...(options.replaced === undefined ? [] : [replacedModules(options.replaced)]),
      {
        name: "datajoint:bundled-files",
        moduleParsed: ({ id }) => {
          if (!id.startsWith("\0")) files.push(id.replace(/\?.*$/, ""));
        },
      },
    ],
    // A classic script has no address of its own.
    ...(options.target === "iife" && { define: { "import.meta.url": "undefined" } }),
    ...(options.target === "node" && { ssr: { noExternal: [/^(?!sql\.js|monaco-editor)/] } }),
    build: {
      write: false,
      target: "es2022",
      minify: options.isMinified,
      ssr: options.target === "node",
      lib: {
        entry,
        formats: [options.target === "iife" ? "iife" : "es"],
        name: "bundledScript",
        fileName: "script",
      },
      // Readers see the names of classes: of errors, and of values that have one.
      rolldownOptions: { output: { codeSplitting: false, keepNames: true } },
    },
  });
  const output =
    "output" in result ? result.output : Array.isArray(result) ? result.flatMap((one) => one.output) : [];
  const script = output.find((one) => one.type === "chunk" && one.isEntry);
  if (script?.type !== "chunk") throw new Error(`${entry} gave no script.`);
  return { code: script.code, files };
}
