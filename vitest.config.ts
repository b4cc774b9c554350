import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/servers/global-setup.ts", "test/page/site-setup.ts"],
    // The first use of a server, a browser or a build takes longer than a test.
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
