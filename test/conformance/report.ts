import { type CaseResult, type Counts, countCases, type FileResult } from "./case-result.ts";

const shown = 240;

const shorten = (text: string): string => {
  const line = text.replaceAll(/\s*\n\s*/g, " ⏎ ");
  return line.length > shown ? `${line.slice(0, shown)}…` : line;
};

/** One line for a case that failed. */
export function failureLine(file: string, { id, reason, expected, got }: CaseResult): string {
  const details = expected === undefined ? "" : `  expected ${shorten(expected)}  got ${shorten(got ?? "")}`;
  return `FAILED ${file} ${id}: ${shorten(reason ?? "")}${details}`;
}

const line = (name: string, { passed, failed, skipped }: Counts): string =>
  `  ${name.padEnd(42)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed ${String(skipped).padStart(4)} skipped`;

/** The failed cases, the counts by file and by kind, and the sum as the last line. */
export function report(files: readonly FileResult[]): string {
  const failures = files.flatMap(({ name, cases }) =>
    cases.filter(({ status }) => status === "failed").map((result) => failureLine(name, result)),
  );
  const kinds = [...new Set(files.map(({ kind }) => kind))];
  const { passed, failed, skipped } = countCases(files);
  return [
    ...failures,
    "",
    "By file",
    ...files.map((file) => line(file.name, countCases([file]))),
    "",
    "By kind",
    ...kinds.map((kind) => line(kind, countCases(files.filter((file) => file.kind === kind)))),
    "",
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
  ].join("\n");
}
