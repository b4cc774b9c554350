import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelBrowser, type OpenKernel, startKernelBrowser } from "../browser/kernel-browser.ts";

let browser: KernelBrowser;
let opened: OpenKernel;

beforeAll(async () => {
  browser = await startKernelBrowser();
  opened = await browser.open();
});

afterAll(async () => {
  await browser?.close();
});

describe("database files in IndexedDB", () => {
  test("are written, listed, read and removed, with events", async () => {
    const result = await opened.page.evaluate(async () => {
      const { files } = window.kernelPage;
      let changes = 0;
      const count = () => changes++;
      files.addEventListener("change", count);
      const bytes = Uint8Array.from({ length: 150_000 }, (_, index) => index % 251);
      const before = Date.now();
      await files.write("b", bytes);
      await files.write("a", new Uint8Array(0));
      const list = await files.list();
      const read = await files.read("b");
      const isSame = read?.length === bytes.length && read.every((byte, index) => byte === bytes[index]);
      await files.write("b", bytes.subarray(0, 70_000));
      const shorter = (await files.read("b"))?.length;
      await files.remove("b");
      await files.remove("a");
      await files.remove("never there");
      files.removeEventListener("change", count);
      return {
        list: list.map(({ name, size }) => [name, size]),
        isDated: list.every(({ savedAt }) => savedAt instanceof Date && savedAt.getTime() >= before),
        isSame,
        shorter,
        gone: [await files.read("b"), await files.open("a"), (await files.list()).length],
        changes,
      };
    });
    expect(result).toEqual({
      list: [
        ["a", 0],
        ["b", 150_000],
      ],
      isDated: true,
      isSame: true,
      shorter: 70_000,
      gone: [null, null, 0],
      changes: 6,
    });
  });

  test("a write tells how far it is, and leaves what was there where it is cancelled", async () => {
    const result = await opened.page.evaluate(async () => {
      const { files } = window.kernelPage;
      const reports: number[] = [];
      const never = new AbortController();
      const bytes = new Uint8Array(1_000_000);
      await files.write("told", bytes, {
        report: (done, total) => reports.push(done / total!),
        signal: never.signal,
      });
      const cancelling = new AbortController();
      const error = await files
        .write("told", new Uint8Array(2_000_000).fill(1), {
          report: () => cancelling.abort(),
          signal: cancelling.signal,
        })
        .catch((reason: Error) => reason.name);
      const early = await files
        .write("told", new Uint8Array(1), { report: () => {}, signal: cancelling.signal })
        .catch((reason: Error) => reason.name);
      const kept = await files.read("told");
      await files.remove("told");
      return { reports, error, early, size: kept?.length, isZero: kept?.every((byte) => byte === 0) };
    });
    expect(result.reports.at(-1)).toBe(1);
    expect(result.reports.length).toBeGreaterThan(5);
    expect(result.reports).toEqual([...result.reports].sort((one, other) => one - other));
    expect(result).toMatchObject({ error: "AbortError", early: "AbortError", size: 1_000_000, isZero: true });
  });

  test("a save writes the changed chunks alone, and leaves no old ones behind", async () => {
    const result = await opened.page.evaluate(async () => {
      const { files } = window.kernelPage;
      const chunk = (index: number, value: number, size = 65_536) => ({
        index,
        bytes: new Uint8Array(size).fill(value),
      });
      const first = await files.save({
        name: "c",
        base: null,
        size: 65_536 * 2 + 10,
        chunks: [chunk(0, 1), chunk(1, 1), chunk(2, 1, 10)],
      });
      const second = await files.save({
        name: "c",
        base: first,
        size: 65_536 * 2 + 10,
        chunks: [chunk(1, 2)],
      });
      const grown = (await files.open("c"))!;
      const third = await files.save({ name: "c", base: second, size: 65_536, chunks: [] });
      const storage = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open("datajoint-files");
        request.onsuccess = () => resolve(request.result);
      });
      const keys = await new Promise<unknown>((resolve) => {
        const request = storage.transaction("chunks").objectStore("chunks").getAllKeys();
        request.onsuccess = () => resolve(request.result);
      });
      storage.close();
      await files.remove("c");
      return {
        versions: new Set([first, second, third]).size,
        isNamed: grown.version === second,
        samples: [0, 65_535, 65_536, 65_536 * 2 - 1, 65_536 * 2, 65_536 * 2 + 9].map(
          (place) => grown.bytes[place],
        ),
        keys,
      };
    });
    expect(result).toEqual({ versions: 3, isNamed: true, samples: [1, 1, 2, 2, 1, 1], keys: [["c", 0]] });
  });

  test("a save on another base is refused, and the file stays", async () => {
    const result = await opened.page.evaluate(async () => {
      const { files } = window.kernelPage;
      const bytes = (value: number) => [{ index: 0, bytes: new Uint8Array(3).fill(value) }];
      const tell = async (base: string | null) => {
        try {
          return await files.save({ name: "d", base, size: 3, chunks: bytes(9) });
        } catch (error) {
          return `${(error as Error).name}: ${(error as Error).message}`;
        }
      };
      const version = await files.save({ name: "d", base: null, size: 3, chunks: bytes(1) });
      await files.save({ name: "d", base: version, size: 3, chunks: bytes(2) });
      const outdated = await tell(version);
      const existing = await tell(null);
      const kept = [...(await files.read("d"))!];
      await files.remove("d");
      const removed = await tell(version);
      return { outdated, existing, kept, removed, list: (await files.list()).length };
    });
    expect(result.outdated).toMatch(/^FileConflictError: The database file "d" was changed elsewhere/);
    expect(result.existing).toMatch(/^FileConflictError: .* was changed/);
    expect(result.removed).toMatch(/^FileConflictError: .* was removed/);
    expect(result).toMatchObject({ kept: [2, 2, 2], list: 0 });
  });

  test("a full disk is told as such, and the file stays as it was", async () => {
    const context = await browser.browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await page.goto(browser.site.url);
    const { origin } = new URL(browser.site.url);
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2_000_000 });
    await page.evaluate(() => window.kernelPage.files.write("e", new Uint8Array(10)));
    const told = await page.evaluate(async () => {
      try {
        const random = crypto.getRandomValues(new Uint8Array(65_536));
        await window.kernelPage.files.write(
          "e",
          Uint8Array.from({ length: 4_000_000 }, (_, index) => random[index % 65_536]! ^ index),
        );
        return "written";
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    });
    expect(told).toMatch(/^FileStorageError: The browser could not save "e".*remove database files/);
    expect(await page.evaluate(async () => (await window.kernelPage.files.read("e"))?.length)).toBe(10);
    await context.close();
  });
});
