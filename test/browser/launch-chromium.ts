import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../scripts/install/programs.mjs";

const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts the installed Chromium for tests; `CHROMIUM_PATH` names another.
 *
 * @throws where there is none: tests in a browser are never left out silently
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error(
      "These tests need Chromium, and none is installed: install it, or name one with CHROMIUM_PATH.",
    );
  }
  // On a busy machine its start alone may take longer than half a minute.
  return chromium.launch({ executablePath, args: quietFlags, timeout: 120_000 });
}
