import type { TableDeclaration } from "../../declaration/table-declaration.ts";
import { DataJointError } from "../../errors/index.ts";
import type { LookupContents } from "./lookup-contents.ts";
import { pythonCode } from "./python-code.ts";
import { outlineSchema, type SchemaOutline } from "./schema-outline.ts";
import { typescriptCode } from "./typescript-code.ts";

const writers = { typescript: typescriptCode, python: pythonCode } satisfies Record<
  string,
  (outline: SchemaOutline) => string
>;

/** A language in which a schema can be written. */
export type CodeLanguage = keyof typeof writers;

/**
 * Code that declares tables again.
 *
 * @param tables all tables of the schema, parents before children
 * @param contents what its lookup tables hold, by their names
 * @throws DataJointError for a language that is not known
 */
export function schemaCode(
  schema: string,
  tables: readonly TableDeclaration[],
  language: CodeLanguage,
  contents: ReadonlyMap<string, LookupContents>,
): string {
  if (!Object.hasOwn(writers, language)) {
    throw new DataJointError(
      `A schema can't be written in ${JSON.stringify(language)}; the languages are ${Object.keys(writers).join(" and ")}.`,
    );
  }
  return writers[language](outlineSchema(schema, tables, contents));
}
