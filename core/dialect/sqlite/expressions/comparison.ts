import { atom, type Fragment, within } from "../../../sql/fragment.ts";
import { isBytes, isNumeric, isTemporal, isText } from "../../../sql/result-type.ts";
import type { ComparisonOperator } from "../../../sql/sql-expression.ts";
import { normalizedTemporal } from "../functions/temporal.ts";
import { sqliteQuoting } from "../quote.ts";
import {
  Binding,
  call,
  exact,
  literalNumber,
  literalText,
  type Piece,
  toBytes,
  toDatetime,
  toDecimalArgument,
  toExactNumber,
  toNumber,
  toText,
} from "./piece.ts";

/** Two operands made comparable: SQLite compares them as MySQL would have compared the originals. */
export interface Comparable {
  readonly left: Fragment;
  readonly right: Fragment;
  /** A collation that has to be named, as neither operand brings it. */
  readonly collation: "RTRIM" | null;
  /** Long decimals are compared by a function. */
  readonly isByFunction?: boolean;
}

const plain = (left: Fragment, right: Fragment): Comparable => ({ left, right, collation: null });

/** The two operands as MySQL converts them for a comparison. */
export function comparable(left: Piece, right: Piece): Comparable {
  const a = left.type;
  const b = right.type;
  if (a === null || b === null) return plain(exact(left), exact(right));
  if (a.kind === "json" || b.kind === "json") return plain(jsonOperand(left), jsonOperand(right));
  if (isText(a) && isText(b)) return texts(left, right);
  if (isTemporal(a) || isTemporal(b)) return temporals(left, right);
  if (isNumeric(a) && isNumeric(b)) {
    if ((left.isWide === true || right.isWide === true) && a.kind !== "float" && b.kind !== "float") {
      return { ...plain(atom(toDecimalArgument(left)), atom(toDecimalArgument(right))), isByFunction: true };
    }
    return plain(toExactNumber(left), toExactNumber(right));
  }
  if (isBytes(a) && isBytes(b)) return plain(left, right);
  if ((isBytes(a) && isText(b)) || (isText(a) && isBytes(b))) return plain(toBytes(left), toBytes(right));
  return plain(toExactNumber(left), toExactNumber(right));
}

const jsonOperand = (piece: Piece): Fragment => {
  if (piece.type?.kind === "json") return atom(call("json_comparable", piece.sql));
  return piece.type !== null && isTemporal(piece.type) ? toText(piece) : numericOrText(piece);
};

const numericOrText = (piece: Piece): Fragment => (piece.isWide === true ? toNumber(piece) : exact(piece));

function texts(left: Piece, right: Piece): Comparable {
  const folding = left.folding ?? right.folding;
  if (folding !== undefined) {
    const folded = (piece: Piece): Fragment =>
      atom(call("fold_text", piece.sql, sqliteQuoting.text(folding)));
    return { left: folded(left), right: folded(right), collation: "RTRIM" };
  }
  return { left, right, collation: left.isColumn === true || right.isColumn === true ? null : "RTRIM" };
}

function temporals(left: Piece, right: Piece): Comparable {
  const a = left.type!;
  const b = right.type!;
  // A constant is put into the form of the other operand once, when the SQL is made.
  const constant = literalTemporal(right, a) ?? null;
  if (constant !== null) return withConstant(left, constant, false);
  const leftConstant = literalTemporal(left, b) ?? null;
  if (leftConstant !== null) return withConstant(right, leftConstant, true);
  if (a.kind === "time" && b.kind === "time") {
    const order = (piece: Piece): Fragment => atom(call("time_order", piece.sql));
    return plain(order(left), order(right));
  }
  if (a.kind === "date" && b.kind === "date") return plain(left, right);
  if (isNumeric(a) || isNumeric(b)) return plain(toNumber(left), toNumber(right));
  if (a.kind === "time" || b.kind === "time") {
    if (isTemporal(a) && isTemporal(b)) return plain(toDatetime(left), toDatetime(right));
    const order = (piece: Piece): Fragment => atom(call("time_order", toText(piece).sql));
    return plain(order(left), order(right));
  }
  return plain(toDatetime(left), toDatetime(right));
}

/** A literal text or number as the date or time that it means beside a value of the type, or null if it means none. */
function literalTemporal(piece: Piece, other: { readonly kind: string }): string | null {
  if (other.kind !== "date" && other.kind !== "datetime" && other.kind !== "time") return null;
  const text = literalText(piece) ?? literalNumber(piece.expression);
  if (text === null) return null;
  return normalizedTemporal(text, other.kind === "time" ? "time" : "datetime");
}

function withConstant(piece: Piece, constant: string, isFirst: boolean): Comparable {
  let operand: Fragment = piece;
  let text = constant;
  if (piece.type?.kind === "date") {
    if (constant.endsWith(" 00:00:00")) text = constant.slice(0, 10);
    else operand = toDatetime(piece);
  } else if (piece.type?.kind === "time") {
    operand = atom(call("time_order", piece.sql));
    const literal = atom(call("time_order", sqliteQuoting.text(text)));
    return isFirst ? plain(literal, operand) : plain(operand, literal);
  }
  const literal = atom(sqliteQuoting.text(text));
  return isFirst ? plain(literal, operand) : plain(operand, literal);
}

const sqliteOperators: Record<ComparisonOperator, string> = {
  "=": "=",
  "<>": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "<=>": "IS",
};

/** `left operator right`. */
export function printComparison(operator: ComparisonOperator, left: Piece, right: Piece): Fragment {
  const operands = comparable(left, right);
  const symbol = sqliteOperators[operator];
  const isOrder = operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
  const binding = isOrder ? Binding.order : Binding.equality;
  if (operands.isByFunction) {
    const compared = call("decimal_compare", operands.left.sql, operands.right.sql);
    if (operator !== "<=>") return { sql: `${compared} ${symbol} 0`, binding };
    return {
      sql: `${compared} IS 0 OR coalesce(${operands.left.sql}, ${operands.right.sql}) IS NULL`,
      binding: Binding.or,
    };
  }
  const compared = collated(operands.right, operands.collation, binding + 1);
  return { sql: `${within(operands.left, binding + 1)} ${symbol} ${compared}`, binding };
}

/** An operand with its collation named, if one has to be. */
export const collated = (operand: Fragment, collation: string | null, binding: number): string =>
  collation === null
    ? within(operand, binding)
    : `${within(operand, Binding.collate + 1)} COLLATE ${collation}`;
