import type { PageToSandbox, SandboxToPage } from "../messages.ts";
import { Channel, unseal } from "../transport.ts";

const loadTimeout = 30_000;
const endTimeout = 1_000;

/**
 * A hidden frame without origin, network and storage, in which readers' code runs in a worker.
 * The page can end that worker at any time, whatever it is doing.
 */
export class Sandbox {
  readonly #url: string;
  readonly #onFailure: (reason: string) => void;
  #frame: HTMLIFrameElement | null = null;
  #channel: Promise<Channel<PageToSandbox, SandboxToPage>> | null = null;
  #workerEnded: (() => void) | null = null;

  /**
   * @param url of the sandbox's page
   * @param onFailure told when a worker can't be run
   */
  constructor(url: string, onFailure: (reason: string) => void) {
    this.#url = url;
    this.#onFailure = onFailure;
  }

  /** Loads the frame, so that the first worker starts sooner. */
  async load(): Promise<void> {
    await this.#open();
  }

  /**
   * Starts a worker; one that ran before is ended.
   *
   * @param script the worker's whole script
   * @returns the page's end of the line to the worker
   */
  async startWorker(script: string): Promise<MessagePort> {
    const channel = await this.#open();
    const { port1, port2 } = new MessageChannel();
    channel.send({ type: "start-worker", script }, [port2]);
    return port1;
  }

  /** Ends the worker. Where the frame does not answer, the frame is ended with it. */
  async endWorker(): Promise<void> {
    const opened = this.#channel;
    if (opened === null) return;
    const isEnded = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), endTimeout);
      this.#workerEnded = () => {
        clearTimeout(timer);
        resolve(true);
      };
      opened.then(
        (channel) => channel.send({ type: "end-worker" }),
        () => resolve(false),
      );
    });
    this.#workerEnded = null;
    if (!isEnded) this.close();
  }

  /** Removes the frame, with its worker. */
  close(): void {
    const opened = this.#channel;
    this.#channel = null;
    this.#frame?.remove();
    this.#frame = null;
    opened?.then(
      (channel) => channel.close(),
      () => {},
    );
  }

  #open(): Promise<Channel<PageToSandbox, SandboxToPage>> {
    this.#channel ??= this.#connect().catch((error: unknown) => {
      this.close();
      throw error;
    });
    return this.#channel;
  }

  #connect(): Promise<Channel<PageToSandbox, SandboxToPage>> {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    frame.setAttribute("tabindex", "-1");
    frame.title = "Kernel";
    frame.hidden = true;
    frame.src = this.#url;
    this.#frame = frame;
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        window.removeEventListener("message", listen);
      };
      const timer = setTimeout(() => {
        finish();
        reject(
          new Error(`The page of the kernel, ${this.#url}, did not load. Reload the page to try again.`),
        );
      }, loadTimeout);
      const listen = ({ data, source, ports: [port] }: MessageEvent): void => {
        if (source !== frame.contentWindow || port === undefined) return;
        if (unseal<SandboxToPage>(data, "sandbox", "page")?.type !== "ready") return;
        finish();
        resolve(new Channel(port, { here: "page", there: "sandbox" }, (message) => this.#receive(message)));
      };
      window.addEventListener("message", listen);
      document.body.append(frame);
    });
  }

  #receive(message: SandboxToPage): void {
    if (message.type === "worker-ended") this.#workerEnded?.();
    if (message.type === "worker-failed") this.#onFailure(message.reason);
  }
}
