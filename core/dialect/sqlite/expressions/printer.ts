import { QuerySyntaxError, type TextPosition } from "../../../errors/index.ts";
import { atom, type Fragment, foreign, within } from "../../../sql/fragment.ts";
import { TypeInference } from "../../../sql/infer-type.ts";
import { isTemporal, isText, numericShape, type Typed } from "../../../sql/result-type.ts";
import type {
  AttributeReference,
  BinaryExpression,
  CaseExpression,
  CastExpression,
  InQueryExpression,
  OrderTerm,
  SqlExpression,
} from "../../../sql/sql-expression.ts";
import type { SelectQuery } from "../../../sql/statement/sql-statement.ts";
import type { DataType } from "../../../types/data-type.ts";
import type { PrintedExpression } from "../../dialect.ts";
import { normalizedTemporal } from "../functions/temporal.ts";
import { sqliteQuoting } from "../quote.ts";
import { printArithmetic, printBits } from "./arithmetic.ts";
import { printCall } from "./calls.ts";
import { printCast } from "./cast.ts";
import { comparable, printComparison } from "./comparison.ts";
import { printInterval } from "./dates.ts";
import { jsonPathPiece } from "./json.ts";
import { returnedPiece } from "./json-value.ts";
import { printLike } from "./like.ts";
import {
  Binding,
  call,
  castTo,
  enumIndex,
  exact,
  exactDigits,
  type Folding,
  haveOwnTexts,
  type Piece,
  toCommonType,
  toInteger,
  toNumber,
  toText,
  unsigned,
} from "./piece.ts";
import { printBetween, printIn, printRows } from "./predicates.ts";
import type { Printing } from "./printing.ts";

/** Gives the SQL and type of an attribute. */
export type ResolveReference = (name: string, reference: AttributeReference) => PrintedExpression;

/** Prints the SELECT of a subquery, with the types of its columns. */
export type PrintSubquery = (query: SelectQuery) => {
  readonly sql: string;
  readonly types: readonly (DataType | null)[];
};

const noSubquery: PrintSubquery = () => {
  throw new QuerySyntaxError("A subquery can't stand in an expression.");
};

/** Prints one expression for SQLite, bottom up. `resolve` is asked for an attribute whenever it occurs. */
export class SqlitePrinter implements Printing {
  readonly #resolve: ResolveReference;
  readonly #printQuery: PrintSubquery;
  readonly #types: TypeInference;

  constructor(resolve: ResolveReference, printQuery: PrintSubquery = noSubquery) {
    this.#resolve = resolve;
    this.#printQuery = printQuery;
    this.#types = new TypeInference(
      (name, reference) => resolve(name, reference).type,
      (query) => printQuery(query).types[0] ?? null,
    );
  }

  typeOf(expression: SqlExpression): Typed {
    return this.#types.of(expression);
  }

  /** A fragment as the printed form of an expression. */
  piece(expression: SqlExpression, fragment: Fragment & Partial<Piece>): Piece {
    const typed = this.#types.of(expression);
    const shape = numericShape(typed);
    const precision = shape.kind === "float" ? exactDigits : shape.precision;
    return {
      sql: fragment.sql,
      binding: fragment.binding,
      type: typed.type,
      digits: typed.digits,
      constant: typed.constant,
      expression,
      precision: fragment.precision ?? precision,
      roundTo: fragment.roundTo,
      isWide: fragment.isWide,
      isColumn: fragment.isColumn,
      folding: fragment.folding,
      text: fragment.text,
      scalarSql: fragment.scalarSql,
    };
  }

  print(expression: SqlExpression): Piece {
    return this.piece(expression, this.#fragment(expression));
  }

  #fragment(expression: SqlExpression): Fragment & Partial<Piece> {
    switch (expression.kind) {
      case "null":
        return atom("NULL");
      case "boolean":
        return atom(expression.value ? "TRUE" : "FALSE");
      case "number":
        return this.#number(expression.text, this.#types.of(expression));
      case "text":
        return atom(sqliteText(expression.value));
      case "bytes":
        return atom(`x'${expression.hex}'`);
      case "temporal": {
        const text = normalizedTemporal(expression.text, expression.type === "time" ? "time" : "datetime");
        if (text === null) {
          throw new QuerySyntaxError(
            `"${expression.text}" is no ${expression.type}. Write it as in '2024-01-31 10:20:30'.`,
            {
              position: expression.position,
            },
          );
        }
        return atom(sqliteQuoting.text(expression.type === "date" ? text.slice(0, 10) : text));
      }
      case "attribute": {
        const { sql, type } = this.#resolve(expression.name, expression);
        const { binding } = foreign(sql);
        return {
          sql,
          binding,
          isColumn: binding === Number.POSITIVE_INFINITY && !sql.endsWith(")"),
          ...widthOf(type),
        };
      }
      case "unary":
        return this.#unary(expression.operator, expression.operand);
      case "binary":
        return this.#binary(expression);
      case "row":
        return atom(`(${expression.items.map((item) => this.print(item).sql).join(", ")})`);
      case "in":
        return printIn(this, expression);
      case "between": {
        const { value, low, high, isNegated } = expression;
        return printBetween(this.print(value), this.print(low), this.print(high), isNegated);
      }
      case "like":
        return printLike(expression, this.print(expression.value), this.print(expression.pattern));
      case "is": {
        const value = this.print(expression.value);
        const operand = within(
          expression.test === "NULL" ? value : this.#condition(value),
          Binding.equality + 1,
        );
        return {
          sql: `${operand} IS ${expression.isNegated ? "NOT " : ""}${expression.test}`,
          binding: Binding.equality,
        };
      }
      case "case":
        return this.#case(expression);
      case "cast":
        return this.#cast(expression);
      case "collate": {
        const value = this.print(expression.value);
        const folding = foldingOf(expression.collation);
        return { ...toText(value), ...(folding !== null && { folding }) };
      }
      case "trim": {
        const value = toText(this.print(expression.value)).sql;
        const remove = expression.remove === null ? null : toText(this.print(expression.remove)).sql;
        return atom(this.#trim(expression.side, value, remove));
      }
      case "json-path":
        return jsonPathPiece(this.print(expression.value), expression.path, expression.isUnquoted);
      case "call":
        return printCall(this, expression);
      case "subquery": {
        const { sql, types } = this.#printQuery(expression.query);
        assertWidth(types.length, 1, expression);
        return { ...atom(`(${sql})`), ...widthOf(types[0]!) };
      }
      case "exists":
        return atom(`EXISTS (${this.#printQuery(expression.query).sql})`);
      case "in-query":
        return this.#inQuery(expression);
      case "interval":
        throw new QuerySyntaxError("An INTERVAL can only be added to or subtracted from a date or time.", {
          position: expression.position,
        });
      case "unit":
        return atom(sqliteQuoting.text(expression.unit));
      case "star":
        return atom("*");
    }
  }

  #inQuery({ value, query, isNegated, position }: InQueryExpression): Fragment {
    const { sql, types } = this.#printQuery(query);
    const items = value.kind === "row" ? value.items : [value];
    assertWidth(types.length, items.length, { position });
    const names = types.map((_, index) => `c${index + 1}`);
    const columns = new SqlitePrinter((name) => ({
      sql: sqliteQuoting.identifier(name),
      type: types[Number(name.slice(1)) - 1]!,
    }));
    // Both sides are brought to one form, as for a comparison.
    const operands = names.map((name, index) =>
      comparable(
        this.print(items[index]!),
        columns.print({ kind: "attribute", name, qualifiers: [], position }),
      ),
    );
    const left = operands.map((operand) => operand.left.sql).join(", ");
    const right = operands.map((operand) => operand.right.sql).join(", ");
    const isPlain = names.every(
      (name, index) => operands[index]!.right.sql === sqliteQuoting.identifier(name),
    );
    const rows = isPlain
      ? sql
      : `WITH "matched" (${names.map(sqliteQuoting.identifier).join(", ")}) AS (${sql}) SELECT ${right} FROM "matched"`;
    return {
      sql: `${operands.length === 1 ? within(operands[0]!.left, Binding.equality + 1) : `(${left})`} ${isNegated ? "NOT " : ""}IN (${rows})`,
      binding: Binding.equality,
    };
  }

  #number(text: string, typed: Typed): Fragment & Partial<Piece> {
    const { type } = typed;
    if (type?.kind === "decimal" && type.precision > exactDigits)
      return { ...atom(sqliteQuoting.text(text)), isWide: true };
    if (type?.kind === "integer" && type.isUnsigned)
      return { ...atom(sqliteQuoting.text(text)), precision: 20 };
    if (type?.kind === "integer")
      return atom(text.length <= 15 ? String(Number(text)) : BigInt(text).toString());
    return atom(text.startsWith(".") ? `0${text}` : text.endsWith(".") ? `${text}0` : text);
  }

  #unary(operator: "-" | "+" | "~" | "NOT", operand: SqlExpression): Fragment & Partial<Piece> {
    const piece = this.print(operand);
    switch (operator) {
      case "+":
        return piece;
      case "NOT":
        return { sql: `NOT ${within(this.#condition(piece), Binding.sign)}`, binding: Binding.not };
      case "~":
        return unsigned({
          sql: `~${within(toInteger(this.#bitOperand(operand)), Binding.sign + 1)}`,
          binding: Binding.sign,
        });
      case "-": {
        if (piece.isWide === true) {
          return { ...atom(call("decimal_subtract", "0", piece.sql, scaleOf(piece))), isWide: true };
        }
        const sql = `-${within(toNumber(piece), Binding.sign + 1)}`;
        return {
          sql,
          binding: Binding.sign,
          precision: piece.precision,
          ...(piece.roundTo !== undefined && { roundTo: piece.roundTo }),
        };
      }
    }
  }

  #binary(expression: BinaryExpression): Fragment & Partial<Piece> {
    const { operator, left, right } = expression;
    switch (operator) {
      case "AND":
      case "OR": {
        const binding = operator === "AND" ? Binding.and : Binding.or;
        const a = within(this.#condition(this.print(left)), binding);
        const b = within(this.#condition(this.print(right)), binding + 1);
        return { sql: `${a} ${operator} ${b}`, binding };
      }
      case "XOR": {
        const truth = (operand: SqlExpression): string =>
          `(NOT ${within(this.#condition(this.print(operand)), Binding.sign)})`;
        return { sql: `${truth(left)} <> ${truth(right)}`, binding: Binding.equality };
      }
      case "=":
      case "<>":
      case "<":
      case "<=":
      case ">":
      case ">=":
      case "<=>":
        if (left.kind === "row" || right.kind === "row") return printRows(this, expression);
        return printComparison(operator, this.print(left), this.print(right));
      case "+":
      case "-":
        if (right.kind === "interval") return printInterval(this, left, right, operator);
        if (left.kind === "interval" && operator === "+") return printInterval(this, right, left, "+");
        return printArithmetic(operator, this.print(left), this.print(right), this.#types.of(expression));
      case "*":
      case "/":
      case "DIV":
      case "%":
        return printArithmetic(operator, this.print(left), this.print(right), this.#types.of(expression));
      case "|":
      case "&":
      case "^":
      case "<<":
      case ">>": {
        const bits = printBits(operator, this.#bitOperand(left), this.#bitOperand(right));
        return bits.mayBeNegative ? unsigned(bits) : { ...bits, precision: 19 };
      }
      case "REGEXP": {
        const value = this.print(left);
        const pattern = this.print(right);
        const flags = (value.folding ?? pattern.folding) === undefined ? [] : ["'i'"];
        return atom(call("regexp_like", toText(value).sql, toText(pattern).sql, ...flags));
      }
      case "MEMBER OF": {
        const value = this.print(left);
        const candidate = value.type?.kind === "json" ? value.sql : call("json_quote", value.sql);
        return atom(call("json_contains", this.print(right).sql, candidate));
      }
    }
  }

  /** The operand of a bit operator; inside of bit operators, 64 bits stay as they are. */
  #bitOperand(expression: SqlExpression): Piece {
    if (expression.kind === "binary" && ["|", "&", "^", "<<", ">>"].includes(expression.operator)) {
      const bits = printBits(
        expression.operator as "|",
        this.#bitOperand(expression.left),
        this.#bitOperand(expression.right),
      );
      return this.piece(expression, { ...bits, precision: 19 });
    }
    if (expression.kind === "unary" && expression.operator === "~") {
      const operand = within(toInteger(this.#bitOperand(expression.operand)), Binding.sign + 1);
      return this.piece(expression, { sql: `~${operand}`, binding: Binding.sign, precision: 19 });
    }
    return this.print(expression);
  }

  #cast({ value, target, isReturned }: CastExpression): Fragment & Partial<Piece> {
    if (isReturned !== true || value.kind !== "call") return printCast(this.print(value), target);
    const [document, path] = value.arguments;
    return returnedPiece(this.print(document!), this.print(path!), target, this.print(value));
  }

  /** A piece where a condition is wanted: 0, NULL or anything else. */
  #condition(piece: Piece): Fragment {
    if (piece.type?.kind === "json") return atom(call("json_truth", piece.sql));
    if (piece.type?.kind === "bytes") return toNumber(piece);
    if (piece.type?.kind === "enum") return enumIndex(piece, piece.type.values);
    return piece;
  }

  #case(expression: CaseExpression): Fragment & Partial<Piece> {
    const { subject, branches, otherwise } = expression;
    const values = branches.map((branch) => this.print(branch.result));
    if (otherwise !== null) values.push(this.print(otherwise));
    const { texts, ...rest } = this.common(values, this.#types.of(expression));
    const tested = subject === null ? null : this.print(subject);
    const tests = branches.map(({ when }) => {
      const condition = this.print(when);
      return tested === null ? this.#condition(condition) : printComparison("=", tested, condition);
    });
    const withResults = (results: readonly string[]): Fragment => {
      const parts = tests.map((test, index) => `WHEN ${test.sql} THEN ${results[index]!}`);
      return atom(`CASE ${parts.join(" ")}${otherwise === null ? "" : ` ELSE ${results.at(-1)!}`} END`);
    };
    const hasOwnTexts = haveOwnTexts(values, this.#types.of(expression));
    return {
      ...withResults(texts),
      ...rest,
      ...(hasOwnTexts && { text: withResults(values.map((value) => toText(value).sql)) }),
    };
  }

  /** Values of several branches in their common type. */
  common(values: readonly Piece[], type: Typed): { readonly texts: string[] } & Partial<Piece> {
    const isDecimal = type.type?.kind === "decimal";
    const precision = Math.max(...values.map((value) => value.precision));
    const isWide =
      isDecimal &&
      (values.some((value) => value.isWide === true) ||
        (precision > exactDigits && type.type?.kind === "decimal" && type.type.scale > 0));
    const texts = values.map((value) => toCommonType(value, type, isWide).sql);
    return { texts, precision, ...(isWide && { isWide }) };
  }

  condition(expression: SqlExpression): string {
    return this.#condition(this.print(expression)).sql;
  }

  #trim(side: "BOTH" | "LEADING" | "TRAILING", value: string, remove: string | null): string {
    const native = side === "BOTH" ? "trim" : side === "LEADING" ? "ltrim" : "rtrim";
    if (remove === null) return call(native, value, "' '");
    return call("trim_text", value, remove, sqliteQuoting.text(side));
  }

  /** What an ORDER BY sorts by. */
  order(terms: readonly OrderTerm[]): string {
    return terms
      .map(({ value, isDescending }) => `${sortKey(this.print(value))}${isDescending ? " DESC" : ""}`)
      .join(", ");
  }
}

/** What values of the piece's type are ordered by: an enum by its index, a time by its length. */
export function sortKey(piece: Piece): string {
  const { type } = piece;
  if (piece.isWide === true) return castTo("NUMERIC", piece.sql);
  if (type?.kind === "enum") return enumIndex(piece, type.values).sql;
  if (type?.kind === "time") return call("time_order", piece.sql);
  if (type?.kind === "json") return call("json_order", piece.sql);
  if (isText(type) && piece.folding !== undefined)
    return call("fold_text", piece.sql, sqliteQuoting.text(piece.folding));
  return isTemporal(type) || isText(type) ? piece.sql : exact(piece).sql;
}

/** A column keeps a long decimal as TEXT. */
const widthOf = (type: DataType | null): Partial<Piece> =>
  type?.kind === "decimal" && type.precision > exactDigits ? { isWide: true } : {};

function assertWidth(found: number, expected: number, { position }: { position: TextPosition }): void {
  if (found === expected) return;
  throw new QuerySyntaxError(
    `The subquery at line ${position.line}, column ${position.column} gives ${found} columns, but ${expected} ${expected === 1 ? "is" : "are"} wanted here.`,
    { position },
  );
}

const scaleOf = (piece: Piece): string => String(piece.type?.kind === "decimal" ? piece.type.scale : 0);

function foldingOf(collation: string): Folding | null {
  if (collation === "binary" || /_(bin|cs)$/.test(collation)) return null;
  return /_as_ci$/.test(collation) ? "case" : "accent";
}

/** A text literal; NUL, which would end the SQL text, is written as a number. */
function sqliteText(text: string): string {
  if (!text.includes("\0")) return sqliteQuoting.text(text);
  return `(${text.split("\0").map(sqliteQuoting.text).join(" || char(0) || ")})`;
}
