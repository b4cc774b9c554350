import { defineConfig } from "vite";
import { datajointTypesPlugin } from "./scripts/vite/datajoint-types.ts";
import { kernelFilesPlugin } from "./scripts/vite/kernel-files.ts";
import { monacoWorkersPlugin } from "./scripts/vite/monaco-workers.ts";
import { savedOutputsPlugin } from "./scripts/vite/saved-outputs.ts";

export default defineConfig({
  // Relative addresses: the built site works in any folder of any static host.
  base: "./",
  plugins: [kernelFilesPlugin(), datajointTypesPlugin(), monacoWorkersPlugin(), savedOutputsPlugin()],
  build: {
    outDir: "dist",
    target: "es2022",
    // The editor and the compiler are large by nature, and are loaded when they are needed.
    chunkSizeWarningLimit: 8_000,
  },
  worker: { format: "es" },
  optimizeDeps: {
    // Found only when the first cell runs, and when the first one is edited: the page would load again just then.
    include: [
      "idb",
      "monaco-editor/languages/features/typescript/ts.worker",
      "monaco-editor/editor",
      "monaco-editor/features/register.all",
      "monaco-editor/editor/editor.worker",
      "monaco-editor/languages/features/typescript/register",
    ],
  },
});
