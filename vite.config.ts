import { defineConfig } from "vite";
import { kernelFilesPlugin } from "./scripts/vite/kernel-files.ts";
import { savedOutputsPlugin } from "./scripts/vite/saved-outputs.ts";

export default defineConfig({
  // Relative addresses: the built site works in any folder of any static host.
  base: "./",
  plugins: [kernelFilesPlugin(), savedOutputsPlugin()],
  build: {
    outDir: "dist",
    target: "es2022",
    // The editor and the compiler are large by nature, and are loaded when they are needed.
    chunkSizeWarningLimit: 8_000,
  },
  worker: { format: "es" },
});
