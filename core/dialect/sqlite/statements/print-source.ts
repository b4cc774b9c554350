import { QuerySyntaxError } from "../../../errors/index.ts";
import type { BinaryExpression } from "../../../sql/sql-expression.ts";
import type {
  DerivedSource,
  JoinedSource,
  NamedSource,
  SelectQuery,
  TableSource,
} from "../../../sql/statement/sql-statement.ts";
import { SqlitePrinter } from "../expressions/printer.ts";
import { sqliteQuoting } from "../quote.ts";
import {
  columnNamed,
  type FindReference,
  findColumn,
  type NamedRows,
  type RowSource,
  rowsNamed,
  type SourceColumn,
  unknownColumn,
} from "./row-source.ts";
import { rowsOfTable, type TableLookup } from "./table-lookup.ts";

const { identifier } = sqliteQuoting;

/** A SELECT, printed, with what its columns are called and of what types they are. */
export interface PrintedQuery {
  readonly sql: string;
  readonly columns: readonly SourceColumn[];
}

/** What printing FROM needs of the printer of queries. */
export interface QueryPrinting {
  readonly tables: TableLookup;
  query(query: SelectQuery, find: FindReference, names: readonly string[] | null): PrintedQuery;
  /** A printer of expressions in a scope. */
  expressions(scope: Pick<RowSource, "named" | "columns">, find: FindReference): SqlitePrinter;
}

const nothing: FindReference = () => null;

/** Prints what stands after FROM. `outer` leads to the columns of queries around this one. */
export class SourcePrinter {
  readonly #printing: QueryPrinting;
  readonly #outer: FindReference;
  readonly #aliases = new Set<string>();

  constructor(printing: QueryPrinting, outer: FindReference) {
    this.#printing = printing;
    this.#outer = outer;
  }

  print(source: TableSource): RowSource {
    switch (source.kind) {
      case "table":
        return this.#table(source);
      case "derived":
        return this.#derived(source);
      case "join":
        return this.#join(source);
    }
  }

  /** The alias in SQL; tables of one name in two schemas need two. */
  #alias(alias: string, source: { position: JoinedSource["position"] }, isGiven: boolean): string {
    if (!this.#aliases.has(alias)) {
      this.#aliases.add(alias);
      return alias;
    }
    if (isGiven) {
      throw new QuerySyntaxError(
        `The name "${alias}" is given twice after FROM. Give each table a name of its own.`,
        {
          position: source.position,
        },
      );
    }
    let count = 2;
    while (this.#aliases.has(`${alias} ${count}`)) count++;
    this.#aliases.add(`${alias} ${count}`);
    return `${alias} ${count}`;
  }

  #table(source: NamedSource): RowSource {
    const { table, alias } = source;
    const common = table.schema === null ? this.#printing.tables.common.get(table.table) : undefined;
    const given = alias ?? table.table;
    const sqlAlias = this.#alias(given, source, alias !== null || common !== undefined);
    if (common !== undefined) {
      const columns = common.names.map((name, index) => ({
        name,
        sql: `${identifier(sqlAlias)}.${identifier(name)}`,
        type: common.types[index]!,
      }));
      const sql = `${identifier(table.table)}${alias === null ? "" : ` AS ${identifier(sqlAlias)}`}`;
      return { sql, columns, named: [{ alias: given, schema: null, columns }] };
    }
    const declaration = this.#printing.tables.find(table);
    const rows = rowsOfTable(declaration, given, sqlAlias, alias !== null);
    const sql = `${sqliteQuoting.table(declaration.name)} AS ${identifier(sqlAlias)}`;
    return { sql, columns: rows.columns, named: [rows] };
  }

  #derived(source: DerivedSource): RowSource {
    const alias = this.#alias(source.alias, source, true);
    const printed = this.#printing.query(source.query, nothing, source.columns);
    const names = new Set<string>();
    for (const { name } of printed.columns) {
      if (names.has(name.toLowerCase())) {
        throw new QuerySyntaxError(
          `The subquery "${alias}" has two columns called "${name}". Give one of them another name with AS.`,
          { position: source.position },
        );
      }
      names.add(name.toLowerCase());
    }
    const columns = printed.columns.map(({ name, type }) => ({
      name,
      sql: `${identifier(alias)}.${identifier(name)}`,
      type,
    }));
    return {
      sql: `(${printed.sql}) AS ${identifier(alias)}`,
      columns,
      named: [{ alias, schema: null, columns }],
    };
  }

  #join(source: JoinedSource): RowSource {
    const left = this.print(source.left);
    const right = this.print(source.right);
    const named = [...left.named, ...right.named];
    const columns = [...left.columns, ...right.columns];
    const word = { inner: "JOIN", left: "LEFT JOIN", right: "RIGHT JOIN" }[source.type];
    const rightSql = source.right.kind === "join" ? `(${right.sql})` : right.sql;
    const sql = `${left.sql} ${word} ${rightSql}`;
    if (source.using !== null) return this.#joinUsing(source, left, right, named, sql);
    if (source.on === null) return { sql, named, columns };
    const scope = { named, columns };
    const condition = this.#printing.expressions(scope, (reference) => {
      const found = findColumn(scope, reference) ?? this.#outer(reference);
      if (found === null) throw unknownColumn(reference, scope);
      return found;
    });
    return { sql: `${sql} ON ${condition.condition(source.on)}`, named, columns };
  }

  #joinUsing(
    { using, type, position }: JoinedSource,
    left: RowSource,
    right: RowSource,
    named: readonly NamedRows[],
    sql: string,
  ): RowSource {
    const names =
      using === "natural"
        ? left.columns
            .map(({ name }) => name)
            .filter((name) => columnNamed(right.columns, name) !== undefined)
        : using!;
    const pairs = names.map((name) => {
      const [one, other] = [left, right].map((side) => {
        const reference = { kind: "attribute", name, qualifiers: [], position } as const;
        const column = findColumn(side, reference);
        if (column === null) throw unknownColumn(reference, side);
        return column;
      });
      return { name, one: one!, other: other! };
    });
    const equal = pairs.map(({ one, other }): string => {
      const sides = new SqlitePrinter((side) => (side === "one" ? one : other));
      const side = (name: string) => ({ kind: "attribute", name, qualifiers: [], position }) as const;
      const equality: BinaryExpression = {
        kind: "binary",
        operator: "=",
        left: side("one"),
        right: side("other"),
        position,
      };
      return sides.print(equality).sql;
    });
    const isShared = ({ name }: SourceColumn): boolean =>
      names.some((one) => one.toLowerCase() === name.toLowerCase());
    const shared = pairs.map(({ name, one, other }) => ({ name, ...(type === "right" ? other : one) }));
    const rest = (side: RowSource): SourceColumn[] => side.columns.filter((column) => !isShared(column));
    const [first, second] = type === "right" ? [right, left] : [left, right];
    const columns = [...shared, ...rest(first), ...rest(second)];
    return { sql: equal.length === 0 ? sql : `${sql} ON ${equal.join(" AND ")}`, named, columns };
  }
}

/** The columns that `*` or `alias.*` stands for. */
export function starColumns(
  source: RowSource | null,
  { qualifiers, position }: { qualifiers: readonly string[]; position: JoinedSource["position"] },
): readonly SourceColumn[] {
  if (source === null) {
    throw new QuerySyntaxError("There is nothing that * could stand for: the SELECT has no FROM.", {
      position,
    });
  }
  if (qualifiers.length === 0) return source.columns;
  const rows = rowsNamed(source.named, qualifiers);
  if (rows === undefined) {
    throw unknownColumn({ kind: "attribute", name: "*", qualifiers, position }, source);
  }
  return rows.columns;
}
