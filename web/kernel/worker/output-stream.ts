import type { Output } from "../output.ts";
import { shorten } from "./inspect-value.ts";

/** Lines of text that one cell may print; a runaway loop must not fill the page. */
export const printedLines = 10_000;
const printedCharacters = 5_000_000;
const longestText = 100_000;
const flushInterval = 50;

/**
 * The outputs of one run on their way to the page, in portions: at once after a pause, later ones together.
 * Works without timers too, since a cell may run for long without giving them a turn.
 */
export class OutputStream {
  readonly #send: (outputs: readonly Output[]) => void;
  #waiting: Output[] = [];
  #lastFlush = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lines = 0;
  #characters = 0;
  #hidden = 0;
  hasError = false;

  constructor(send: (outputs: readonly Output[]) => void) {
    this.#send = send;
  }

  /** Adds what the cell prints, up to a limit. */
  print(output: Output): void {
    if (this.#lines >= printedLines || this.#characters >= printedCharacters) {
      this.#hidden++;
      // What came before may still wait for its turn, and a loop without end gives a timer none.
      if (this.#waiting.length > 0) this.#flushWhenDue();
      return;
    }
    if (output.kind === "text") {
      const text = shorten(output.text, longestText);
      this.#lines += 1 + countLineBreaks(text);
      this.#characters += text.length;
      this.add({ ...output, text });
    } else {
      this.#lines += output.kind === "table" ? 1 + output.rows.length : 1;
      this.add(output);
    }
  }

  /** Adds what the cell gives in the end: its value, or its error. */
  add(output: Output): void {
    if (output.kind === "error") this.hasError = true;
    const last = this.#waiting.at(-1);
    if (
      output.kind === "progress" &&
      last?.kind === "progress" &&
      last.table === output.table &&
      last.action === output.action
    )
      this.#waiting.pop();
    this.#waiting.push(output);
    this.#flushWhenDue();
  }

  #flushWhenDue(): void {
    if (performance.now() - this.#lastFlush >= flushInterval) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), flushInterval);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlush = performance.now();
    if (this.#waiting.length === 0) return;
    const outputs = this.#waiting;
    this.#waiting = [];
    this.#send(outputs);
  }

  /** Sends what is left, with a note of what was not shown. */
  end(): void {
    if (this.#hidden > 0) {
      const times = this.#hidden === 1 ? "1 more message is" : `${this.#hidden} more messages are`;
      this.#waiting.push({
        kind: "text",
        level: "warn",
        text: `${times} not shown: a cell prints ${printedLines.toLocaleString("en")} lines at most.`,
      });
      this.#hidden = 0;
    }
    this.flush();
  }
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) count++;
  return count;
}
