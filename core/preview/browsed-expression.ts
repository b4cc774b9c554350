import { compileCount, compileQuery } from "../compile/compile.ts";
import type { DialectName } from "../dialect/dialect.ts";
import type { PlanNode } from "../dialect/plan-node.ts";
import { DataJointError } from "../errors/index.ts";
import { isQueryExpression, QueryExpression } from "../expression/public-expression.ts";
import type { Attribute } from "../heading/index.ts";
import { operand } from "../query/operand.ts";
import { Top } from "../query/top.ts";
import type { DataType } from "../types/data-type.ts";
import { dataTypeName } from "../types/data-type-name.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** A column of a browsed expression. */
export interface BrowsedAttribute {
  readonly name: string;
  readonly type: string;
  readonly inKey: boolean;
  /** What its values are; `codec` where they are more than the database knows of. */
  readonly kind: DataType["kind"] | "codec" | "unknown";
}

/** A choice of an expression's rows, and their order. */
export interface BrowsedView {
  readonly restrictions: readonly { readonly restriction: unknown; readonly isExcluded: boolean }[];
  /** Attributes, each perhaps with ` DESC`. */
  readonly order: readonly string[];
}

/** A query as text in one dialect. */
export interface QueryText {
  readonly sql: string;
  /** The values that are bound, as a reader sees them. */
  readonly values: readonly string[];
}

const wholeView: BrowsedView = { restrictions: [], order: [] };

const shown = (value: SqlValue): string =>
  value instanceof Uint8Array
    ? `${value.length} bytes`
    : typeof value === "bigint"
      ? String(value)
      : JSON.stringify(value);

/** The SQL as a reader sees it; the reason where a dialect can't say it. */
function queryText(expression: QueryExpression, dialect: DialectName): QueryText {
  try {
    const { sql, values } = expression.makeStatement({ dialect, pretty: true });
    return { sql, values: values.map(shown) };
  } catch (error) {
    return { sql: `-- ${(error as Error).message.replaceAll("\n", "\n-- ")}`, values: [] };
  }
}

/** What lies in stores, or would be saved to a file, is not fetched to be looked at: what the row keeps of it is shown. */
const isShownDecoded = ({ codec }: Attribute): boolean => codec?.store === null && codec.name !== "attach";

const reading = { decodes: isShownDecoded, isObserved: false } as const;

/**
 * A query expression that somebody looks through: rows come in portions of any place, in an order that stays,
 * and the database sorts and filters. Observers of statements are not told of what it asks.
 */
export class BrowsedExpression {
  readonly attributes: readonly BrowsedAttribute[];
  readonly #expression: QueryExpression;

  private constructor(expression: QueryExpression) {
    this.#expression = expression;
    const { node, connection } = expression[operand];
    const { names, types } = compileQuery(node, node.heading.names, connection.dialect);
    this.attributes = names.map((name, index) => {
      const { type, inKey, codec } = node.heading.get(name);
      const dataType = types[index] ?? null;
      return {
        name,
        type: type || dataTypeName(dataType),
        inKey,
        kind: codec === null ? (dataType?.kind ?? "unknown") : "codec",
      };
    });
  }

  /**
   * Opens an expression; reads its heading where only the database knows it.
   *
   * @param value an expression, a table class or an instance of one
   */
  static async open(value: unknown): Promise<BrowsedExpression> {
    if (!isQueryExpression(value)) {
      throw new DataJointError("Only query expressions and table classes can be shown as a table.");
    }
    const expression = value instanceof QueryExpression ? value : (value as unknown as QueryExpression);
    await expression.load();
    return new BrowsedExpression(expression);
  }

  /** The dialect in which the expression is evaluated. */
  get dialect(): DialectName {
    return this.#expression.connection.dialect.name;
  }

  /**
   * Some of the rows, each as an array in the order of the attributes.
   *
   * @param window `offset` and `limit`
   * @throws DataJointError for a restriction or an order that the expression can't have
   */
  async rows(
    { offset, limit }: { readonly offset: number; readonly limit: number },
    view: BrowsedView = wholeView,
  ): Promise<unknown[][]> {
    const expression = this.#restricted(view);
    const { node } = expression[operand];
    // A window within the first rows of an order must not reach beyond them.
    const rest = node.kind === "top" && node.limit !== null ? node.limit - offset : limit;
    if (Math.min(rest, limit) <= 0) return [];
    const order = this.#order(view);
    const { rows } = await expression.fetchColumns(
      { ...(order.length > 0 && { orderBy: order }), limit: Math.min(rest, limit), offset },
      reading,
    );
    return rows;
  }

  /** How many rows there are. */
  async count(view: BrowsedView = wholeView): Promise<number> {
    const { node, connection } = this.#restricted(view)[operand];
    const statement = compileCount(node, connection.dialect);
    const { rows } = await connection.execute(statement, { hasWideIntegers: false, isObserved: false });
    return Number(rows[0]![0]);
  }

  /** All rows, in portions. */
  async *stream(view: BrowsedView = wholeView): AsyncGenerator<unknown[][]> {
    for await (const { rows } of this.#ordered(view).streamColumns(reading)) yield rows;
  }

  /** The query in either dialect. Where no order was asked for, the text has none. */
  sql(view: BrowsedView = wholeView): Readonly<Record<DialectName, QueryText>> {
    const expression = view.order.length === 0 ? this.#restricted(view) : this.#ordered(view);
    return { sqlite: queryText(expression, "sqlite"), mysql: queryText(expression, "mysql") };
  }

  /** What is added to that query to fetch it page by page. */
  pageOrder(view: BrowsedView = wholeView): readonly string[] {
    return this.#order(view);
  }

  /** The plan by which the database evaluates it. */
  async plan(view: BrowsedView = wholeView): Promise<PlanNode> {
    const expression = view.order.length === 0 ? this.#restricted(view) : this.#ordered(view);
    const { node, connection } = expression[operand];
    const { plans } = connection.dialect;
    const query = compileQuery(node, node.heading.names, connection.dialect);
    return plans.read(await connection.execute(plans.statement(query), { isObserved: false }));
  }

  #restricted({ restrictions }: BrowsedView): QueryExpression {
    let expression = this.#expression;
    for (const { restriction, isExcluded } of restrictions) {
      expression = isExcluded ? expression.exclude(restriction) : expression.restrict(restriction);
    }
    return expression;
  }

  #ordered(view: BrowsedView): QueryExpression {
    const order = this.#order(view);
    const expression = this.#restricted(view);
    return order.length === 0 ? expression : expression.restrict(Top({ limit: null, orderBy: order }));
  }

  /** What was asked for, else the order that the expression has; made total by the primary key. */
  #order({ order }: BrowsedView): string[] {
    const { node } = this.#expression[operand];
    const own =
      node.kind === "top"
        ? node.order.map(({ attribute, isDescending }) => `${attribute}${isDescending ? " DESC" : ""}`)
        : [];
    const asked = order.length > 0 ? order : own;
    const names = new Set(asked.map((term) => term.split(" ")[0]));
    return [...asked, ...node.heading.primaryKey.filter((name) => !names.has(name))];
  }
}
