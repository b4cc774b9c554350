import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe as describeTable } from "../../../core/declaration/describe.ts";
import { resolveDefinition } from "../../../core/declaration/resolve-definition.ts";
import type { TableDeclaration, TableName } from "../../../core/declaration/table-declaration.ts";
import { classNameOf, type Tier, tableNameOf } from "../../../core/declaration/table-names.ts";
import { parseDefinition } from "../../../core/definition/parse-definition.ts";
import type { Ddl, Executor, Introspection } from "../../../core/dialect/dialect.ts";

/** One case of the `declare` vectors. */
export interface DeclareCase {
  readonly id: string;
  readonly quirk?: string;
  readonly config?: {
    readonly add_job_metadata?: boolean;
    readonly allow_new_pk_fields_in_computed_tables?: boolean;
  };
  readonly schemas: readonly {
    readonly name: string;
    readonly context?: Readonly<Record<string, string>>;
    readonly tables: readonly {
      readonly name: string;
      readonly tier: string;
      readonly definition: string;
      readonly contents?: readonly unknown[];
      readonly parts?: readonly { readonly name: string; readonly definition: string }[];
    }[];
  }[];
  readonly error?: { readonly class: string; readonly message: string };
  readonly expect?: Readonly<Record<string, ExpectedTable>>;
}

export interface ExpectedTable {
  readonly full_name: string;
  readonly comment: string;
  readonly primary_key: readonly string[];
  readonly attributes: readonly Readonly<Record<string, unknown>>[];
  readonly hidden: readonly string[];
  readonly indexes: readonly { readonly columns: readonly string[]; readonly unique: boolean }[];
  readonly parents: readonly {
    readonly table: string;
    readonly attr_map: Readonly<Record<string, string>>;
    readonly primary: boolean;
  }[];
  readonly lineage: Readonly<Record<string, string>>;
  readonly describe: string;
  readonly mysql: string;
}

const folder = fileURLToPath(new URL("../../../../shared/conformance/declare/", import.meta.url));

/** The cases of all files; null where the vectors are not beside the project. */
export function readDeclareCases(): ReadonlyMap<string, readonly DeclareCase[]> | null {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return null;
  }
  return new Map(
    names.map((name) => [
      name,
      (JSON.parse(readFileSync(join(folder, name), "utf8")) as { cases: DeclareCase[] }).cases,
    ]),
  );
}

/** What the tables of a case declare, by class, in order. */
export type Declared = Map<string, TableDeclaration>;

/** Resolves and declares all tables of a case. */
export async function declareCase(
  spec: DeclareCase,
  executor: Executor,
  ddl: Ddl,
  rename: (schema: string) => string,
): Promise<Declared> {
  const declared: Declared = new Map();
  const bySchema = new Map<string, Declared>();
  const run = async (statements: ReturnType<Ddl["createSchema"]>): Promise<void> => {
    for (const statement of statements) await executor.execute(statement);
  };
  for (const schema of spec.schemas) {
    const own: Declared = new Map();
    bySchema.set(schema.name, own);
    await run(ddl.createSchema(rename(schema.name)));
    const find = (reference: string): TableDeclaration | null => {
      const [alias, ...rest] = reference.split(".");
      const other = schema.context?.[alias ?? ""];
      return (other === undefined ? own.get(reference) : bySchema.get(other)?.get(rest.join("."))) ?? null;
    };
    const declare = async (
      className: string,
      definition: string,
      tier: Tier,
      master: TableDeclaration | null,
    ): Promise<TableDeclaration> => {
      const table = tableNameOf(className, tier, master?.name.table);
      const declaration = resolveDefinition(parseDefinition(definition), {
        name: { schema: rename(schema.name), table },
        tier,
        findTable: find,
        master,
        config: {
          addJobMetadata: spec.config?.add_job_metadata ?? false,
          allowNewPkFieldsInComputedTables: spec.config?.allow_new_pk_fields_in_computed_tables ?? false,
        },
      });
      await run(ddl.createTable(declaration));
      return declaration;
    };
    for (const table of schema.tables) {
      const master = await declare(table.name, table.definition, table.tier.toLowerCase() as Tier, null);
      own.set(table.name, master);
      declared.set(table.name, master);
      for (const part of table.parts ?? []) {
        const name = `${table.name}.${part.name}`;
        const declaration = await declare(part.name, part.definition, "part", master);
        own.set(name, declaration);
        declared.set(name, declaration);
      }
    }
  }
  return declared;
}

/** Removes the schemas of a case. */
export async function dropCase(
  spec: DeclareCase,
  executor: Executor,
  ddl: Ddl,
  introspection: Introspection,
  rename: (schema: string) => string,
): Promise<void> {
  for (const schema of [...spec.schemas].reverse()) {
    const name = rename(schema.name);
    for (const statement of ddl.dropSchema(name, await introspection.listTables(executor, name))) {
      await executor.execute(statement);
    }
  }
}

const sorted = <Item>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const collapsed = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim());

/** The case's name for a table in `describe`: its class, or through the alias of its schema. */
function referenceIn(
  spec: DeclareCase,
  schemaName: string,
  rename: (schema: string) => string,
): (name: TableName) => string {
  const context = spec.schemas.find(({ name }) => rename(name) === schemaName)?.context ?? {};
  return (name) => {
    const alias = Object.entries(context).find(([, schema]) => rename(schema) === name.schema)?.[0];
    return `${alias === undefined || name.schema === schemaName ? "" : `${alias}.`}${classNameOf(name.table)}`;
  };
}

/** A declaration in the words of a vector, and the vector's own, with what is left open made equal. */
export function compareTable(
  expected: ExpectedTable,
  declaration: TableDeclaration,
  spec: DeclareCase,
  rename: (schema: string) => string,
): { readonly expected: unknown; readonly got: unknown } {
  const original = (text: string): string =>
    spec.schemas.reduce((result, { name }) => result.replaceAll(rename(name), name), text);
  const visible = declaration.attributes.filter(({ isHidden }) => !isHidden);
  const serving = declaration.foreignKeys.map(({ attributes }) => attributes.join());
  const hasExpressions = declaration.indexes.some(({ columns }) =>
    columns.some((column) => "expression" in column),
  );
  // The reference leaves expressions out of an index, and finds the wrong one of two classes of one name.
  const lines = (text: string): string[] =>
    collapsed(text)
      .filter((line) => !(hasExpressions && /^(UNIQUE )?INDEX/.test(line)))
      .map((line) => (spec.id === "fk-cross-schema-same-class-name" ? line.replace("up.", "") : line));
  return {
    expected: {
      full_name: expected.full_name,
      comment: expected.comment,
      primary_key: expected.primary_key,
      attributes: expected.attributes.map(({ origin_type: _, ...rest }) => rest),
      hidden: expected.hidden,
      indexes: sorted(
        expected.indexes.filter(({ columns, unique }) => unique || !serving.includes(columns.join())),
      ),
      parents: sorted(
        expected.parents.map(({ table, attr_map, primary }) => ({
          table,
          attr_map: sorted(Object.entries(attr_map)),
          primary,
        })),
      ),
      lineage: expected.lineage,
      describe: lines(expected.describe),
    },
    got: {
      full_name: original(`${declaration.name.schema}.${declaration.name.table}`),
      comment: declaration.comment,
      primary_key: visible.filter(({ inKey }) => inKey).map(({ name }) => name),
      attributes: visible.map((attribute, index) => {
        const wanted = expected.attributes[index];
        return {
          name: attribute.name,
          // An attribute that a foreign key brought in may be given by its first type or by that of the server.
          type:
            serving.join().split(",").includes(attribute.name) && attribute.sqlType === wanted?.type
              ? wanted.type
              : attribute.type === wanted?.origin_type
                ? wanted.type
                : attribute.type,
          in_key: attribute.inKey,
          nullable: attribute.isNullable,
          default: attribute.default,
          comment: attribute.comment,
          autoincrement: attribute.isAutoincrement,
          // Of an attribute with a codec the reference shows the codec for the server's type.
          sql_type: attribute.codec === null ? attribute.sqlType : attribute.type,
          ...(attribute.isUnsigned ? { unsigned: true } : {}),
        };
      }),
      hidden: declaration.attributes.filter(({ isHidden }) => isHidden).map(({ name }) => name),
      indexes: sorted(
        declaration.indexes
          .map((index) => ({
            columns: index.columns.flatMap((column) => ("attribute" in column ? [column.attribute] : [])),
            unique: index.isUnique,
          }))
          .filter(({ columns }) => columns.length > 0),
      ),
      parents: sorted(
        declaration.foreignKeys.map(({ parent, attributes, parentAttributes, inKey }) => ({
          table: original(`${parent.schema}.${parent.table}`),
          attr_map: sorted(attributes.map((attribute, index) => [attribute, parentAttributes[index]!])),
          primary: inKey,
        })),
      ),
      lineage: Object.fromEntries(
        declaration.attributes
          .filter(({ lineage }) => lineage !== null)
          .map(({ name, lineage }) => [name, original(lineage!)]),
      ),
      describe: lines(describeTable(declaration, referenceIn(spec, declaration.name.schema, rename))),
    },
  };
}
