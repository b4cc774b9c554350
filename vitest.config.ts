import { defineConfig } from "vitest/config";

const inBrowser = ["test/page/**/*.test.ts", "test/**/*.browser.test.ts"];

const isBrowserSkipped = !["", "0", "false", undefined].includes(process.env.DJ_TEST_SKIP_BROWSER);

// They end what hangs, and measure nothing: a machine may do other things too. The first use of a server, a browser or
// a build takes longer than a test.
const limits = { testTimeout: 120_000, hookTimeout: 240_000, expect: { poll: { timeout: 30_000 } } };

const nodeTests = {
  test: {
    ...limits,
    name: "node",
    include: ["test/**/*.test.ts"],
    exclude: inBrowser,
    globalSetup: ["test/servers/global-setup.ts"],
    sequence: { groupOrder: 1 },
  },
};

const browserTests = {
  test: {
    ...limits,
    name: "browser",
    // What a page does, it does in its own time, on a machine that does other things too.
    expect: { poll: { timeout: 30_000 } },
    include: inBrowser,
    globalSetup: ["test/page/site-setup.ts", "test/servers/global-setup.ts"],
    // One at a time and with nothing beside: a browser is many processes already.
    fileParallelism: false,
    sequence: { groupOrder: 2 },
  },
};

export default defineConfig({
  test: { projects: isBrowserSkipped ? [nodeTests] : [nodeTests, browserTests] },
});
