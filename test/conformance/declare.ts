import type { Attribute, Declaration, TableClass } from "./api.ts";
import type { Database } from "./backend.ts";
import { inDatabase, type OpenFile } from "./case-runner.ts";
import { withError } from "./expected-error.ts";
import { Mismatch } from "./mismatch.ts";
import { declareSchemas, type Pipeline, tableNames } from "./schemas.ts";
import { compareCreateTable } from "./show-create-table.ts";
import type { AttributeSpec, DeclaredTable, DeclareFile, ForeignKeySpec } from "./vector-file.ts";

function compare(what: string, expected: unknown, got: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(got)) throw new Mismatch(what, expected, got);
}

const sorted = <Item>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Of an attribute with a codec the reference shows the codec for the server's type. */
const serverType = ({ codec, type, sqlType }: Attribute): string => (codec === null ? sqlType : type);

/**
 * Compares attributes in order with a vector's description of them; keys that it leaves out are left open.
 *
 * @param isInherited whether a foreign key brought the attribute in
 */
export function compareAttributes(
  expected: readonly AttributeSpec[],
  got: readonly Attribute[],
  isInherited: (name: string) => boolean = () => false,
): void {
  compare(
    "attributes",
    expected.map(({ name }) => name),
    got.map(({ name }) => name),
  );
  expected.forEach((wanted, index) => {
    const found = got[index]!;
    const described: AttributeSpec = {
      name: found.name,
      // An attribute that a foreign key brought in may be given by its first type or by that of the server.
      type:
        found.type === wanted.origin_type || (isInherited(found.name) && found.sqlType === wanted.type)
          ? wanted.type
          : found.type,
      in_key: found.inKey,
      nullable: found.isNullable,
      default: found.default,
      ...(wanted.comment === undefined ? {} : { comment: found.comment }),
      ...(wanted.autoincrement === undefined ? {} : { autoincrement: found.isAutoincrement }),
      ...(wanted.sql_type === undefined ? {} : { sql_type: serverType(found) }),
      ...(wanted.unsigned === undefined ? {} : { unsigned: found.isUnsigned }),
    };
    const { origin_type: _, ...rest } = wanted;
    for (const key of Object.keys(rest) as (keyof typeof rest)[]) {
      compare(`${wanted.name}: ${key}`, rest[key], described[key]);
    }
  });
}

const fullName = (database: Database, { schema, table }: Declaration["name"]): string =>
  database.names.asInVectors(`${schema}.${table}`);

/** The foreign keys of a table, each as seen from one of its ends. */
function foreignKeys(
  database: Database,
  declaration: Declaration,
): { parent: string; child: string; spec: Omit<ForeignKeySpec, "table"> }[] {
  return declaration.foreignKeys.map(({ parent, attributes, parentAttributes, inKey }) => ({
    parent: fullName(database, parent),
    child: fullName(database, declaration.name),
    spec: {
      attr_map: Object.fromEntries(
        sorted(attributes.map((attribute, index) => [attribute, parentAttributes[index]!] as const)),
      ),
      primary: inKey,
      aliased: attributes.some((attribute, index) => attribute !== parentAttributes[index]),
    },
  }));
}

/** An index that only serves a foreign key is the MySQL server's own doing; elsewhere none need stand for it. */
function compareIndexes(expected: DeclaredTable, declaration: Declaration): void {
  // The vectors leave expressions out of an index, and an index without anything else out altogether.
  const found = declaration.indexes
    .map((index) => ({
      columns: index.columns.flatMap((column) => ("attribute" in column ? [column.attribute] : [])),
      unique: index.isUnique,
    }))
    .filter(({ columns }) => columns.length > 0);
  const serving = declaration.foreignKeys.map(({ attributes }) => attributes.join());
  const telling = (indexes: DeclaredTable["indexes"]): unknown[] =>
    sorted(indexes.filter(({ columns, unique }) => unique || !serving.includes(columns.join())));
  compare("indexes", telling(expected.indexes), telling(found));
}

async function compareTable(
  expected: DeclaredTable,
  table: TableClass,
  pipeline: Pipeline,
  declarations: readonly Declaration[],
): Promise<void> {
  const { database } = pipeline;
  const declaration = await table.declaration();
  const heading = await table.heading;
  compare("full name", expected.full_name, fullName(database, declaration.name));
  compare("comment", expected.comment, declaration.comment);
  compare("primary key", expected.primary_key, heading.primaryKey);
  compareAttributes(
    expected.attributes,
    heading.attributes.filter((attribute) => !attribute.isHidden),
    (attribute) => declaration.foreignKeys.some(({ attributes }) => attributes.includes(attribute)),
  );
  compare(
    "hidden",
    expected.hidden,
    heading.attributes.filter((attribute) => attribute.isHidden).map(({ name }) => name),
  );
  compareIndexes(expected, declaration);

  const parents = foreignKeys(database, declaration).map(({ parent, spec }) => ({ table: parent, ...spec }));
  const children = declarations
    .flatMap((other) => foreignKeys(database, other))
    .filter(({ parent }) => parent === expected.full_name)
    .map(({ child, spec }) => ({ table: child, ...spec }));
  const inOrder = (keys: readonly ForeignKeySpec[]): unknown[] =>
    sorted(
      keys.map((key) => ({ ...key, attr_map: Object.fromEntries(sorted(Object.entries(key.attr_map))) })),
    );
  compare("parents", inOrder(expected.parents), inOrder(parents));
  compare("children", inOrder(expected.children), inOrder(children));
  const distinct = (keys: readonly ForeignKeySpec[]): string[] =>
    [...new Set(keys.map((key) => key.table))].sort();
  compare(
    "parents()",
    distinct(expected.parents),
    [...new Set(tableNames(pipeline, await table.parents()))].sort(),
  );
  compare(
    "children()",
    distinct(expected.children),
    [...new Set(tableNames(pipeline, await table.children()))].sort(),
  );

  const lineage = heading.attributes
    .filter((attribute) => attribute.lineage !== null)
    .map(({ name, lineage: origin }) => [name, database.names.asInVectors(origin!)]);
  compare("lineage", sorted(Object.entries(expected.lineage)), sorted(lineage as [string, string][]));

  const describe = database.names.asInVectors(await table.describe());
  compare("describe", trimmedLines(expected.describe), trimmedLines(describe).flatMap(withoutExpressions));
  if (database.backend === "mysql") await compareCreateTable(expected.mysql, database, declaration.name);
}

/** Trailing spaces, and blanks between the parts of a line, are the reference's own. */
const trimmedLines = (definition: string): string[] =>
  definition
    .trim()
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim());

/** The reference leaves expressions out of the indexes that it describes, and indexes of nothing else altogether. */
function withoutExpressions(line: string): string[] {
  const [, start, list] = /^((?:UNIQUE )?INDEX \()(.*)\)$/.exec(line) ?? [];
  if (start === undefined) return [line];
  // Without what stands in parentheses, from the innermost outwards.
  let flat = list!;
  while (/\([^()]*\)/.test(flat)) flat = flat.replaceAll(/\([^()]*\)/g, "~");
  const columns = flat.split(/, ?/).filter((column) => /^\w+$/.test(column));
  return columns.length === 0 ? [] : [`${start}${columns.join(", ")})`];
}

/** Kind `declare`: every case declares its own schemas in a database of its own. */
export const openDeclareFile: OpenFile<DeclareFile> = async (_file, backend) => ({
  run: (spec) =>
    inDatabase(backend.open(spec.config), async (database) => {
      const pipeline = await withError(spec.error, () => declareSchemas(database, spec.schemas));
      if (pipeline === undefined) return;
      const declarations = await Promise.all(
        [...pipeline.tables.values()].map((table) => table.declaration()),
      );
      for (const [name, expected] of Object.entries(spec.expect ?? {})) {
        try {
          await compareTable(expected, pipeline.table(name), pipeline, declarations);
        } catch (error) {
          if (error instanceof Error) error.message = `${name}: ${error.message}`;
          throw error;
        }
      }
    }),
  close: async () => {},
});
