import type { Backend } from "./backend.ts";

/** Runs the cases of one vector file. */
export interface CaseRunner<Case> {
  /** @throws Mismatch, or whatever error kept the case from its end */
  run(spec: Case): Promise<void>;
  close(): Promise<void>;
}

/** Makes ready for the cases of a file of one kind. */
export type OpenFile<File extends { readonly cases: readonly unknown[] }> = (
  file: File,
  backend: Backend,
) => Promise<CaseRunner<File["cases"][number]>>;

/** Runs one body in a database of its own and closes it, whatever happens. */
export async function inDatabase<Opened extends { close(): Promise<void> }>(
  database: Opened,
  body: (database: Opened) => Promise<void>,
): Promise<void> {
  let isFailed = true;
  try {
    await body(database);
    isFailed = false;
  } finally {
    await database.close().catch((error: unknown) => {
      // What went wrong in the body says more than that its database can't be closed.
      if (!isFailed) throw error;
    });
  }
}
