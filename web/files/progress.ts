/** How something that takes long tells how far it is, and hears that nobody waits for it any more. */
export interface Progress {
  /**
   * Says how far it is.
   *
   * @param total - null where that is not known
   */
  readonly report: (done: number, total: number | null) => void;
  /** Aborted when it is cancelled: it ends with the signal's reason, and leaves everything as it was. */
  readonly signal: AbortSignal;
}

/** One part of several that something takes, each as long as the others. */
export function partOf(progress: Progress, part: number, parts: number): Progress {
  return {
    signal: progress.signal,
    report: (done, total) =>
      progress.report(
        part + (total === null || total === 0 ? 0 : done / total),
        total === null ? null : parts,
      ),
  };
}

/** Whether an error says that something was cancelled. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
