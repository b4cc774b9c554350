import type { AskWorker } from "./table-questions.ts";

/**
 * A question of an element to the kernel. Whoever holds the kernel puts the promise of an answer into it
 * while the event is dispatched.
 */
export class AskKernelEvent extends Event {
  static readonly type = "ask-kernel";
  readonly service: Parameters<AskWorker>[0];
  readonly argument: unknown;
  answer: Promise<unknown> | null = null;

  constructor(service: Parameters<AskWorker>[0], argument: unknown) {
    super(AskKernelEvent.type, { bubbles: true, composed: true });
    this.service = service;
    this.argument = argument;
  }
}

/** Asks the kernel on behalf of an element. */
export function kernelOf(element: EventTarget): AskWorker {
  return ((service, argument) => {
    const event = new AskKernelEvent(service, argument);
    element.dispatchEvent(event);
    return (
      event.answer ??
      Promise.reject(new Error("The kernel does not run. Run the cell to look through its rows."))
    );
  }) as AskWorker;
}

declare global {
  interface HTMLElementEventMap {
    "ask-kernel": AskKernelEvent;
  }
  interface DocumentEventMap {
    "ask-kernel": AskKernelEvent;
  }
}
