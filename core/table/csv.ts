import { DataJointError } from "../errors/index.ts";

/** A file or blob of text, as browsers and Node have them. */
export interface TextSource {
  text(): Promise<string>;
}

export const isTextSource = (value: unknown): value is TextSource =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "function";

/** A text with a line break is CSV itself; any other is the path of a file. */
const isPath = (text: string): boolean => !/[\r\n]/.test(text);

async function readFile(path: string | URL): Promise<string> {
  const isNode = typeof process !== "undefined" && typeof process.versions?.node === "string";
  if (!isNode) {
    throw new DataJointError(
      `Files can't be read by their path here: ${String(path)}. Give the CSV text itself, header included, or a File.`,
    );
  }
  try {
    return await process.getBuiltinModule("node:fs/promises").readFile(path, "utf8");
  } catch (error) {
    const isText = typeof path === "string" && /,|^\s*$/.test(path);
    throw new DataJointError(
      `The CSV file ${JSON.stringify(String(path))} can't be read: ${(error as Error).message}.${isText ? " If it was meant as CSV itself: a text of one line is taken for a path, and CSV has a line of names and lines of values." : ""}`,
      { cause: error },
    );
  }
}

/**
 * Rows of a CSV text, file or blob. The first line names the attributes; every value is a text, and a missing one is
 * null.
 *
 * @param source CSV text of several lines, the path of a file (in Node), a File, Blob or file URL
 * @throws DataJointError that names the line for text that is no CSV, or a file that can't be read
 */
export async function readCsv(source: string | URL | TextSource): Promise<Record<string, unknown>[]> {
  const text = isTextSource(source)
    ? await source.text()
    : typeof source === "string" && !isPath(source)
      ? source
      : await readFile(source);
  const { default: papaparse } = await import("papaparse");
  const { data, errors } = papaparse.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: true });
  const serious = errors.find(({ type }) => type === "Quotes");
  if (serious !== undefined) {
    throw new DataJointError(`The CSV is broken near row ${(serious.row ?? 0) + 1}: ${serious.message}.`);
  }
  const [header, ...rows] = data;
  if (header === undefined) return [];
  const names = header.map((name) => name.trim());
  return rows.map((row, index) => {
    if (row.length > names.length) {
      throw new DataJointError(
        `Row ${index + 1} of the CSV has ${row.length} values, but the header names ${names.length} attributes: ${names.join(", ")}.`,
      );
    }
    return Object.fromEntries(names.map((name, column) => [name, row[column] ?? null]));
  });
}
