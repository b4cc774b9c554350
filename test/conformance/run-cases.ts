import type { Backend } from "./backend.ts";
import { openBlobFile } from "./blob.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner, OpenFile } from "./case-runner.ts";
import { openDeclareFile } from "./declare.ts";
import { openDiagramFile } from "./diagram.ts";
import { firstFrame } from "./expected-error.ts";
import { Mismatch, show } from "./mismatch.ts";
import { openPopulateFile } from "./populate.ts";
import { openQueryFile } from "./query.ts";
import { openSessionFile } from "./session.ts";
import type { VectorFile } from "./vector-file.ts";

/** A kind of vectors is a file here that opens files of it. */
const kinds = {
  declare: openDeclareFile,
  query: openQueryFile,
  session: openSessionFile,
  blob: openBlobFile,
  diagram: openDiagramFile,
  populate: openPopulateFile,
} as unknown as Readonly<Record<VectorFile["kind"], OpenFile<VectorFile>>>;

type Case = VectorFile["cases"][number];

function failure(id: string, error: unknown): CaseResult {
  if (error instanceof Mismatch) {
    return { id, status: "failed", reason: error.message, expected: error.expected, got: error.got };
  }
  const frame = error instanceof Error ? firstFrame(error) : "";
  return { id, status: "failed", reason: `${show(error)}${frame}` };
}

async function runCase(runner: CaseRunner<Case>, spec: Case): Promise<CaseResult> {
  try {
    await runner.run(spec);
    return { id: spec.id, status: "passed" };
  } catch (error) {
    return failure(spec.id, error);
  }
}

/**
 * Runs the cases of a file one after the other.
 *
 * @param from the index of the first case to run
 * @param onStart told of each case before it runs
 * @param onResult told what became of it
 */
export async function runCases(
  file: VectorFile,
  backend: Backend,
  from: number,
  onStart: (id: string) => void,
  onResult: (result: CaseResult) => void,
): Promise<void> {
  const cases = file.cases.slice(from);
  let runner: CaseRunner<Case>;
  try {
    runner = await kinds[file.kind](file, backend);
  } catch (error) {
    for (const { id } of cases) {
      const { reason, ...rest } = failure(id, error);
      onResult({ ...rest, reason: `the file can't be made ready: ${reason}` });
    }
    return;
  }
  for (const spec of cases) {
    onStart(spec.id);
    onResult(await runCase(runner, spec));
  }
  await runner.close();
}
