import { classNameOf, masterTableNameOf } from "../../../core/declaration/table-names.ts";
import * as datajoint from "../../../core/index.ts";
import { parseFullTableName } from "../../../core/table/full-table-name.ts";
import type { Statement } from "../../../core/values/sql-value.ts";
import type { ScopeTable } from "../table-questions.ts";

/** A server may hold schemas by the hundreds; then only those that cells name are read. */
const mostSchemas = 20;

interface Seen {
  readonly schemas: Map<datajoint.Connection, Set<string>>;
  /** Variables of schemas, by the schema's name. */
  readonly prefixes: Map<string, string[]>;
  /** Variables of tables, by the table's full name. */
  readonly names: Map<string, string[]>;
}

/** The tables behind variables, and those of the databases that are open. */
export async function scopeTables(
  variables: readonly (readonly [name: string, value: unknown])[],
): Promise<readonly ScopeTable[]> {
  const seen: Seen = { schemas: new Map(), prefixes: new Map(), names: new Map() };
  for (const { connection } of datajoint.openInstances()) seen.schemas.set(connection, new Set());
  for (const [name, value] of variables) note(name, value, seen);
  const found: ScopeTable[] = [];
  for (const [connection, named] of seen.schemas) {
    if (connection.isClosed || !connection.isConnected) continue;
    const executor = {
      execute: (statement: Statement) => connection.execute(statement, { isObserved: false }),
    };
    const { introspection } = connection.dialect;
    const all = await introspection.listSchemas(executor);
    for (const schema of all.length <= mostSchemas ? all : [...named]) {
      for (const declaration of await introspection.loadSchema(executor, schema)) {
        found.push({
          ...describe(declaration, seen),
          sqlName: connection.dialect.quote.table(declaration.name),
        });
      }
    }
  }
  return found;
}

function note(name: string, value: unknown, { schemas, prefixes, names }: Seen): void {
  const schema = value instanceof datajoint.VirtualSchema ? value.schema : value;
  if (schema instanceof datajoint.Schema) {
    add(prefixes, schema.database, name);
    if (!schemas.has(schema.connection)) schemas.set(schema.connection, new Set());
    schemas.get(schema.connection)!.add(schema.database);
    return;
  }
  const fullName = fullTableNameOf(value);
  if (fullName !== null) add(names, fullName, name);
}

function add(map: Map<string, string[]>, key: string, name: string): void {
  map.set(key, [...(map.get(key) ?? []), name]);
}

/** The full name of a table's class or of an instance; null for anything else. */
function fullTableNameOf(value: unknown): string | null {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  try {
    const name: unknown =
      datajoint.isQueryExpression(value) && "fullTableName" in value && value.fullTableName;
    return typeof name === "string" ? name : null;
  } catch {
    // A class that no schema has taken in has no name yet.
    return null;
  }
}

function describe(
  { name, attributes }: datajoint.TableDeclaration,
  { prefixes, names }: Seen,
): Omit<ScopeTable, "sqlName"> {
  const { schema, table } = name;
  const master = masterTableNameOf(table);
  const className = [...(master === null ? [] : [master]), table].map(classNameOf).join(".");
  const variables = [...names].filter(([fullName]) => {
    const parsed = parseFullTableName(fullName);
    return parsed.schema === schema && parsed.table === table;
  });
  return {
    names: [
      ...variables.flatMap(([, each]) => each),
      ...(prefixes.get(schema) ?? []).map((prefix) => `${prefix}.${className}`),
    ],
    schema,
    table,
    attributes: attributes
      .filter(({ isHidden }) => !isHidden)
      .map(({ name: attribute, type, comment, inKey }) => ({
        name: attribute,
        type,
        comment,
        isInKey: inKey,
      })),
  };
}
