import type { Connection } from "../connection/connection.ts";
import { tableKey } from "../declaration/stored-table.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { DataJointError, suggestion } from "../errors/index.ts";
import { inDependencyOrder } from "../schema/find-table.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { definitionDifferences } from "./same-definition.ts";
import { ObjectCopy } from "./stored-objects.ts";
import { checksumOf } from "./table-copy.ts";
import type { TransferOptions } from "./transfer-options.ts";
import { TransferRefusal } from "./transfer-refusal.ts";

/** What becomes of one table. */
export interface TableTransfer {
  readonly declaration: TableDeclaration;
  readonly rows: number;
  /** True where the database that is copied to has the table. */
  readonly isDeclared: boolean;
  /** The checksum where it holds the very rows already; else null. */
  readonly checksum: string | null;
}

/** What a copy will do, when nothing stands against it. */
export interface TransferPlan {
  /** Schemas to be copied. */
  readonly schemas: readonly string[];
  /** Those of them that have to be created. */
  readonly newSchemas: readonly string[];
  /** Parents before children. */
  readonly tables: readonly TableTransfer[];
}

export async function countRows(connection: Connection, table: TableName): Promise<number> {
  const { rows } = await connection.execute({
    sql: `SELECT count(*) FROM ${connection.dialect.quote.table(table)}`,
    values: [],
  });
  return Number(rows[0]![0]);
}

async function chosenSchemas(from: Connection, wanted: readonly string[] | undefined): Promise<string[]> {
  const known = await from.dialect.introspection.listSchemas(from);
  if (wanted === undefined) return known;
  for (const schema of wanted) {
    if (known.includes(schema)) continue;
    throw new DataJointError(
      `There is no schema "${String(schema)}" to copy in ${from.description}.${suggestion(String(schema), known)}`,
    );
  }
  return [...new Set(wanted)];
}

/** The tables of some schemas, those of jobs among them; what DataJoint keeps for itself is left out. Parents come first. */
export async function readTables(from: Connection, schemas: readonly string[]): Promise<TableDeclaration[]> {
  const { introspection } = from.dialect;
  const tables: TableDeclaration[] = [];
  for (const schema of schemas) {
    tables.push(...(await introspection.loadSchema(from, schema)));
    for (const name of await introspection.listTables(from, schema)) {
      const jobs = name.table.startsWith("~~") ? await introspection.loadTable(from, name) : null;
      if (jobs !== null) tables.push(jobs);
    }
  }
  return inDependencyOrder(tables);
}

/** Tables of other schemas that some tables refer to must be there. */
async function missingParents(to: Connection, tables: readonly TableDeclaration[]): Promise<string[]> {
  const copied = new Set(tables.map(({ name }) => tableKey(name)));
  const outside = new Map<string, { parent: TableName; child: TableName }>();
  for (const { name: child, foreignKeys } of tables) {
    for (const { parent } of foreignKeys) {
      if (!copied.has(tableKey(parent))) outside.set(tableKey(parent), { parent, child });
    }
  }
  const problems: string[] = [];
  for (const { parent, child } of outside.values()) {
    if ((await to.dialect.introspection.loadTable(to, parent)) !== null) continue;
    problems.push(
      `${fullTableName(child)} refers to ${fullTableName(parent)}, which is neither copied nor there; add the schema "${parent.schema}"`,
    );
  }
  return problems;
}

const rowCount = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

/**
 * Finds out what a copy has to do, and refuses it before anything is changed.
 *
 * @throws DataJointError where a table has rows or another definition, a parent is missing, or a store
 */
export async function planTransfer(
  from: Connection,
  to: Connection,
  { schemas: wanted, resume = false, signal }: TransferOptions,
): Promise<TransferPlan> {
  const schemas = await chosenSchemas(from, wanted);
  const declarations = await readTables(from, schemas);
  const present = await to.dialect.introspection.listSchemas(to);
  const problems = await missingParents(to, declarations);
  const tables: TableTransfer[] = [];
  let isOccupied = false;
  for (const declaration of declarations) {
    signal?.throwIfAborted();
    const { name } = declaration;
    const rows = await countRows(from, name);
    if (rows > 0) new ObjectCopy(from, to, declaration).assertStores();
    const existing = present.includes(name.schema)
      ? await to.dialect.introspection.loadTable(to, name)
      : null;
    let checksum: string | null = null;
    if (existing !== null) {
      const differences = definitionDifferences(existing, declaration);
      const held = differences.length === 0 ? await countRows(to, name) : 0;
      if (differences.length > 0) {
        problems.push(`${fullTableName(name)} has another definition: ${differences.join("; ")}`);
      } else if (held > 0 && !resume) {
        isOccupied = true;
        problems.push(`${fullTableName(name)} has ${rowCount(held)}`);
      } else if (held > 0) {
        checksum = await sameChecksum(from, to, declaration, held === rows, signal);
        if (checksum === null)
          problems.push(`${fullTableName(name)} has ${rowCount(held)}, which differ from those to copy`);
      }
    }
    tables.push({ declaration, rows, isDeclared: existing !== null, checksum });
  }
  if (problems.length > 0) refuse(to, problems, isOccupied);
  return { schemas, newSchemas: schemas.filter((schema) => !present.includes(schema)), tables };
}

/** The checksum of a table where both databases have the same rows; else null. */
async function sameChecksum(
  from: Connection,
  to: Connection,
  declaration: TableDeclaration,
  isSameCount: boolean,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (!isSameCount) return null;
  const checksum = String(await checksumOf(to, declaration, { signal }));
  return String(await checksumOf(from, declaration, { signal })) === checksum ? checksum : null;
}

function refuse(to: Connection, problems: readonly string[], isOccupied: boolean): never {
  throw new TransferRefusal(
    `Nothing was copied to ${to.description}, because it would not go without loss: ${problems.join("; ")}. ` +
      "Nothing is overwritten: drop these tables there first, or copy to another database." +
      (isOccupied
        ? " To go on with a copy that was ended, pass { resume: true }: tables that hold the same rows are then passed over."
        : ""),
    problems,
    isOccupied,
  );
}
