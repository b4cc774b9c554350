import type { Browser, BrowserContext, Page } from "playwright-core";
import { vi } from "vitest";
import type { CellLanguage } from "../../web/kernel/cell.ts";
import type { CellRunResult } from "./kernel-page.ts";
import { launchChromium } from "./launch-chromium.ts";
import type { ServedSite } from "./serve-site.ts";
import { serveTestPage } from "./serve-test-page.ts";

// On a machine that does other things too, a kernel takes its time to start.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 240_000 });

/** A page with a kernel that has started, in a browser of its own storage. */
export interface OpenKernel {
  readonly page: Page;
  readonly context: BrowserContext;
  run(source: string, language?: CellLanguage, info?: string): Promise<CellRunResult>;
}

/** A browser and a server with the kernel's page, for one test file. */
export interface KernelBrowser {
  readonly browser: Browser;
  readonly site: ServedSite;
  /** Opens the page in a fresh profile, or in another tab of one. */
  open(context?: BrowserContext): Promise<OpenKernel>;
  close(): Promise<void>;
}

export async function startKernelBrowser(): Promise<KernelBrowser> {
  const [site, browser] = await Promise.all([serveTestPage("kernel-page"), launchChromium()]);
  const open = async (context?: BrowserContext): Promise<OpenKernel> => {
    const profile = context ?? (await browser.newContext());
    const page = await profile.newPage();
    await page.goto(site.url);
    await page.evaluate(() => window.kernelPage.kernel.start());
    return {
      page,
      context: profile,
      run: (source, language = "ts", info = "") =>
        page.evaluate(([...cell]) => window.kernelPage.run(...cell), [source, language, info] as const),
    };
  };
  return {
    browser,
    site,
    open,
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}
