import type { AskWorker, PlainValue, TableAddress } from "../../kernel/table-questions.ts";

export type PlainRow = readonly PlainValue[];

/**
 * All rows of a table, in portions, as the kernel reads them.
 *
 * @param signal ends the reading
 */
export async function* readRows(
  ask: AskWorker,
  address: TableAddress,
  signal: AbortSignal,
): AsyncGenerator<readonly PlainRow[]> {
  const reader = await ask("openRows", address);
  try {
    for (;;) {
      signal.throwIfAborted();
      const rows = await ask("nextRows", reader);
      signal.throwIfAborted();
      if (rows === null) return;
      yield rows;
    }
  } finally {
    // A kernel that has ended holds no reader either.
    ask("closeRows", reader).catch(() => {});
  }
}
