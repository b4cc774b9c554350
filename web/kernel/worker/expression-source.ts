import { BrowsedExpression, type BrowsedView } from "../../../core/preview/browsed-expression.ts";
import { orderTerms, restrictionOf } from "../filter-restriction.ts";
import type { ColumnKind, TableColumn } from "../output.ts";
import type { TableView } from "../table-questions.ts";
import type { TableSource } from "./table-source.ts";

const kinds: Readonly<Record<string, ColumnKind>> = {
  integer: "number",
  float: "number",
  decimal: "number",
  bool: "bool",
  char: "text",
  varchar: "text",
  text: "text",
  enum: "text",
  uuid: "text",
  date: "moment",
  datetime: "moment",
  time: "moment",
  bytes: "bytes",
  json: "json",
  codec: "codec",
};

const browsedView = ({ filters, order }: TableView): BrowsedView => ({
  restrictions: filters.map(restrictionOf),
  order: orderTerms(order),
});

/** The rows of a query expression, fetched when they are looked at. */
export async function openExpression(value: unknown): Promise<TableSource> {
  const browsed = await BrowsedExpression.open(value);
  const columns: TableColumn[] = browsed.attributes.map(({ name, type, inKey, kind }) => ({
    name,
    type,
    inKey,
    kind: kinds[kind] ?? "unknown",
  }));
  return {
    columns,
    rows: (view, window) => browsed.rows(window, browsedView(view)),
    count: (view) => browsed.count(browsedView(view)),
    stream: (view) => browsed.stream(browsedView(view)),
    sql: (view) => {
      const { sqlite, mysql } = browsed.sql(browsedView(view));
      return { sqlite: sqlite.sql, mysql: mysql.sql, values: { sqlite: sqlite.values, mysql: mysql.values } };
    },
    sending: (view) => ({
      dialect: browsed.dialect,
      pageOrder: view.order.length > 0 ? [] : browsed.pageOrder(browsedView(view)),
    }),
    plan: (view) => browsed.plan(browsedView(view)),
  };
}
