import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelBrowser, type OpenKernel, startKernelBrowser } from "../browser/kernel-browser.ts";
import { type ServedSite, serveSite } from "../browser/serve-site.ts";

let browser: KernelBrowser;
let foreign: ServedSite;
let kernel: OpenKernel;

beforeAll(async () => {
  [browser, foreign] = await Promise.all([startKernelBrowser(), serveSite(import.meta.dirname, "/")]);
  kernel = await browser.open();
});

afterAll(async () => {
  await foreign?.close();
  await browser?.close();
});

/** Runs an attempt to get out in a cell, on each of two servers, and gives what it was told. */
async function attempt(code: string): Promise<unknown> {
  const { outputs } = await kernel.run(`
    const told: string[] = [];
    for (const base of ${JSON.stringify([`${foreign.url}probe`, `${new URL("probe", browser.site.url)}`])}) {
      const url = base + "/" + Math.random();
      try {
        told.push("reached " + String(await (async () => { ${code} })()));
      } catch (error) {
        told.push("refused");
      }
    }
    told.join();
  `);
  return outputs.map((output) => (output.kind === "value" ? output.value : output));
}

const refused = [{ kind: "text", text: "refused,refused" }];

/** Turns an event of a connection into success or failure. */
const settled = (make: string, good: string, bad = "error") =>
  `const made = ${make}; return new Promise((resolve, reject) => { made.on${good} = () => resolve("${good}"); made.on${bad} = reject; });`;

/** Runs code in a worker of the worker, and gives what it posts. */
const nested = (code: string, type = "classic") =>
  `const text = \`(async () => { ${code} })().then(() => postMessage("reached"), () => postMessage("refused"))\`;
   const inner = new Worker(URL.createObjectURL(new Blob(["const url = " + JSON.stringify(url) + ";" + text])), { type: "${type}" });
   const answer = await new Promise((resolve) => { inner.onmessage = (e) => resolve(e.data); inner.onerror = () => resolve("refused"); });
   inner.terminate();
   if (answer === "refused") throw new Error("refused");`;

describe("a cell can't reach the network", () => {
  test.each([
    ["fetch", "return (await fetch(url)).status"],
    [
      "fetch without cors",
      "return (await fetch(url, { mode: 'no-cors', method: 'POST', body: 'secret', keepalive: true })).type",
    ],
    [
      "XMLHttpRequest",
      settled("Object.assign(new XMLHttpRequest(), {}); made.open('GET', url); made.send()", "load"),
    ],
    [
      "synchronous XMLHttpRequest",
      "const request = new XMLHttpRequest(); request.open('GET', url, false); request.send(); return request.status",
    ],
    ["importScripts", "importScripts(url)"],
    ["import()", "await import(url)"],
    ["import() that is not rewritten", "await new Function('url', 'return import(url)')(url)"],
    ["WebSocket", settled("new WebSocket(url.replace('http', 'ws'))", "open")],
    ["EventSource", settled("new EventSource(url)", "open")],
    ["WebTransport", "await new WebTransport(url.replace('http', 'https')).ready"],
    ["a font", "const font = new FontFace('x', 'url(' + url + ')'); self.fonts.add(font); await font.load()"],
    ["WebAssembly", "await WebAssembly.compileStreaming(fetch(url))"],
    ["a worker", settled("new Worker(url)", "message")],
    ["a nested worker's fetch", nested("await fetch(url)")],
    ["a nested worker's importScripts", nested("importScripts(url)")],
    ["a nested worker's import()", nested("await import(url)")],
    ["a nested module worker", nested("await import(url)", "module")],
    [
      "a worker of a data: address",
      settled(
        "new Worker('data:text/javascript,fetch(' + JSON.stringify(url) + ').then(() => postMessage(1))')",
        "message",
      ),
    ],
    ["a beacon", "if (!navigator.sendBeacon(url)) throw 0"],
    ["WebRTC", "new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1' }] })"],
    ["a shared worker", "new SharedWorker(url)"],
    ["a service worker", "await navigator.serviceWorker.register(url)"],
  ])("by %s", async (_, code) => {
    expect(await attempt(code)).toEqual(refused);
  });

  test("nothing of all that has arrived anywhere", async () => {
    expect([...foreign.requests, ...browser.site.requests].filter((path) => path.includes("probe"))).toEqual(
      [],
    );
  });

  test("though the servers answer the page", async () => {
    const status = await kernel.page.evaluate(
      async (url) => (await fetch(url, { mode: "no-cors" })).type,
      `${foreign.url}control`,
    );
    expect(status).toBe("opaque");
    expect(foreign.requests).toContain("/control");
  });
});

describe("the same attempts succeed outside of the sandbox", () => {
  test.each([
    ["fetch", "await fetch(url, { mode: 'no-cors' })"],
    [
      "synchronous XMLHttpRequest",
      "const request = new XMLHttpRequest(); request.open('GET', url, false); request.send()",
    ],
    ["importScripts", "importScripts(url)"],
    ["import()", "await import(url)"],
    ["EventSource", settled("new EventSource(url)", "open")],
    ["WebSocket", settled("new WebSocket(url.replace('http', 'ws'))", "open")],
    ["a nested worker's fetch", nested("await fetch(url)")],
    ["a nested worker's importScripts", nested("importScripts(url)")],
  ])("%s", async (name, code) => {
    const path = `control/${encodeURIComponent(name)}`;
    await kernel.page.evaluate(
      async ([url, code]) => {
        const script = `const url = ${JSON.stringify(url)}; (async () => { ${code} })().then(() => postMessage(1), () => postMessage(0))`;
        const worker = new Worker(URL.createObjectURL(new Blob([script])));
        await new Promise((resolve) => worker.addEventListener("message", resolve));
        worker.terminate();
      },
      [new URL(path, browser.site.url).href, code] as const,
    );
    expect(browser.site.requests).toContain(`/some/where/test/browser/${path}`);
  });
});

describe("a cell can't reach storage", () => {
  test.each([
    [
      "IndexedDB",
      "return new Promise((resolve, reject) => { const r = indexedDB.open('x'); r.onsuccess = resolve; r.onerror = reject; })",
    ],
    ["caches", "return await caches.open('x')"],
    ["private files", "return await navigator.storage.getDirectory()"],
    ["localStorage", "return localStorage.length"],
    ["cookies", "return await cookieStore.getAll()"],
    ["locks of the page", "return await navigator.locks.request('x', () => 1)"],
  ])("%s", async (_, code) => {
    expect(await attempt(code)).toEqual(refused);
  });
});

describe("a cell can't reach the page", () => {
  test("by its globals", async () => {
    const { outputs } = await kernel.run(
      "[typeof window, typeof document, typeof parent, typeof top, typeof opener, self.origin]",
    );
    expect(outputs).toMatchObject([
      { value: { items: [...Array(5).fill({ text: "undefined" }), { text: "null" }] } },
    ]);
  });

  test("by a broadcast, nor by messages to the frame", async () => {
    await kernel.page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      new BroadcastChannel("datajoint-files").onmessage = ({ data }) => heard.push(data);
      window.addEventListener("message", ({ data }) => heard.push(data));
    });
    const { ok } = await kernel.run(`
      new BroadcastChannel("datajoint-files").postMessage("out");
      self.postMessage({ protocol: "datajoint-kernel", version: 1, from: "sandbox", to: "page", message: { type: "ready" } });
      await new Promise((resolve) => setTimeout(resolve, 50));
    `);
    expect(ok).toBe(true);
    expect(await kernel.page.evaluate(() => Reflect.get(window, "heard"))).toEqual([]);
  });

  test("the frame has no origin, no storage and no network of its own", async () => {
    const frame = kernel.page.frames().find((one) => one !== kernel.page.mainFrame())!;
    const told = await frame.evaluate(async (url) => {
      const tell = async (act: () => unknown): Promise<string> => {
        try {
          await act();
          return "reached";
        } catch {
          return "refused";
        }
      };
      return [
        self.origin,
        await tell(() => window.parent.document),
        await tell(() => localStorage.length),
        await tell(() => fetch(url, { mode: "no-cors" })),
        await tell(
          () =>
            new Promise((resolve, reject) =>
              Object.assign(new Image(), { src: url, onload: resolve, onerror: reject }),
            ),
        ),
      ];
    }, `${foreign.url}probe/frame`);
    expect(told).toEqual(["null", "refused", "refused", "refused", "refused"]);
    expect(foreign.requests).not.toContain("/probe/frame");
  });

  test("the sandbox's page stays mute where it would have the site's origin", async () => {
    const address = kernel.page
      .frames()
      .find((one) => one !== kernel.page.mainFrame())!
      .url();
    const heard = await kernel.page.evaluate(async (url) => {
      const sources: string[] = [];
      const frames = ["", "allow-scripts allow-same-origin", "allow-scripts"].map((sandbox) => {
        const frame = document.createElement("iframe");
        if (sandbox !== "") frame.setAttribute("sandbox", sandbox);
        frame.src = url;
        return frame;
      });
      const last = new Promise<void>((resolve) => {
        window.addEventListener("message", ({ source }) => {
          const frame = frames.find((one) => one.contentWindow === source);
          sources.push(frame?.getAttribute("sandbox") ?? "no sandbox");
          if (frame === frames[2]) resolve();
        });
      });
      for (const frame of frames) {
        const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
        document.body.append(frame);
        await loaded;
      }
      await last;
      for (const frame of frames) frame.remove();
      return sources;
    }, address);
    expect(heard).toEqual(["allow-scripts"]);
  });
});
