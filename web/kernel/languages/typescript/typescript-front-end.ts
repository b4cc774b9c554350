import type { CompiledCell, LanguageFrontEnd, RefusedCell } from "../language-front-end.ts";
import type { CompileReply, CompileRequest } from "./compile-messages.ts";
import { createTypeScriptWorker } from "./typescript-worker.ts";

interface OpenRequest {
  resolve(result: CompiledCell | RefusedCell): void;
  reject(error: Error): void;
}

/** TypeScript compiled in a browser, by an instance of Monaco's TypeScript worker that serves cells alone. */
export class TypeScriptFrontEnd implements LanguageFrontEnd {
  readonly language = "ts";
  readonly #requests = new Map<number, OpenRequest>();
  #port: MessagePort | null = null;
  #nextRequest = 1;

  async start(): Promise<void> {
    await this.#compile("");
  }

  compile({ source }: { readonly source: string }): Promise<CompiledCell | RefusedCell> {
    return this.#compile(source);
  }

  #compile(source: string): Promise<CompiledCell | RefusedCell> {
    this.#port ??= this.#startWorker();
    const message: CompileRequest = { request: this.#nextRequest++, source };
    return new Promise((resolve, reject) => {
      this.#requests.set(message.request, { resolve, reject });
      this.#port?.postMessage(message);
    });
  }

  #startWorker(): MessagePort {
    const worker = createTypeScriptWorker();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<CompileReply>) => {
      this.#requests.get(data.request)?.resolve(data.result);
      this.#requests.delete(data.request);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      this.#port = null;
      const error = new Error(
        `The TypeScript compiler could not be loaded${message ? `: ${message}` : ""}. Check the network connection, then run the cell again.`,
      );
      for (const request of this.#requests.values()) request.reject(error);
      this.#requests.clear();
    };
    worker.postMessage(port2, [port2]);
    return port1;
  }
}
