import type { Plugin } from "vite";

/**
 * Takes out of Monaco's TypeScript features the worker that they would start by themselves: the site gives them
 * its own, which wraps it, and would else carry seven megabytes twice.
 */
export function monacoWorkersPlugin(): Plugin {
  return {
    name: "datajoint:monaco-workers",
    transform: {
      filter: { id: /monaco-editor\/esm\/vs\/languages\/features\/typescript\/workerManager\.js/ },
      handler(code) {
        const reduced = code.replace(
          /createWorker: \(\) => new Worker\(new URL\('ts\.worker\.js'[^\n]*\n/,
          "",
        );
        if (reduced === code)
          this.error("Monaco starts its TypeScript worker in another way than was expected.");
        return { code: reduced, map: null };
      },
    },
  };
}
