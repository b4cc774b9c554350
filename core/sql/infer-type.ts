import type { DataType } from "../types/data-type.ts";
import { findFunction } from "./function-catalogue.ts";
import {
  arithmeticType,
  bytesType,
  conditionType,
  dateType,
  datetimeType,
  decimalType,
  floatType,
  integerOfDigits,
  integerType,
  jsonType,
  mergeTypes,
  numericShape,
  shiftedType,
  type Typed,
  textType,
  timeType,
  varcharType,
} from "./result-type.ts";
import type {
  AttributeReference,
  BinaryExpression,
  CallExpression,
  CastTarget,
  SqlExpression,
} from "./sql-expression.ts";
import type { SelectQuery } from "./statement/sql-statement.ts";

const largestSigned = 9223372036854775807n;
const largestUnsigned = 18446744073709551615n;

/**
 * The type that MySQL gives the value of an expression.
 *
 * @param expression a parsed expression
 * @param typeOf the type of an attribute by its name
 * @returns the type, or null where it is not known (`NULL`, a function that is not known)
 */
export function inferType(
  expression: SqlExpression,
  typeOf: (name: string) => DataType | null,
): DataType | null {
  return new TypeInference(typeOf).of(expression).type;
}

/** Infers the types of an expression and its parts, each part once. */
export class TypeInference {
  readonly #typeOf: (name: string, reference: AttributeReference) => DataType | null;
  readonly #typeOfQuery: (query: SelectQuery) => DataType | null;
  readonly #known = new Map<SqlExpression, Typed>();

  /**
   * @param typeOf the type of an attribute
   * @param typeOfQuery the type of a subquery's column
   */
  constructor(
    typeOf: (name: string, reference: AttributeReference) => DataType | null,
    typeOfQuery: (query: SelectQuery) => DataType | null = () => null,
  ) {
    this.#typeOf = typeOf;
    this.#typeOfQuery = typeOfQuery;
  }

  of(expression: SqlExpression): Typed {
    let typed = this.#known.get(expression);
    if (typed === undefined) {
      typed = this.#infer(expression);
      this.#known.set(expression, typed);
    }
    return typed;
  }

  #infer(expression: SqlExpression): Typed {
    switch (expression.kind) {
      case "null":
      case "row":
      case "unit":
      case "interval":
      case "star":
        return { type: null };
      case "boolean":
        return { type: conditionType, digits: 1, constant: expression.value ? 1 : 0 };
      case "number":
        return numberType(expression.form, expression.text);
      case "text":
        return { type: varcharType(expression.value.length), constant: expression.value };
      case "bytes": {
        const isNumber = expression.hex.length <= 16 && expression.hex.length > 0;
        return isNumber
          ? { type: bytesType, digits: BigInt(`0x${expression.hex}`).toString().length }
          : { type: bytesType };
      }
      case "temporal": {
        if (expression.type === "date") return { type: dateType };
        const fraction = Math.min((/\.(\d*)/.exec(expression.text)?.[1] ?? "").length, 6);
        return { type: expression.type === "time" ? timeType(fraction) : datetimeType(fraction) };
      }
      case "attribute":
        return { type: this.#typeOf(expression.name, expression) };
      case "unary":
        return this.#unary(expression.operator, expression.operand);
      case "binary":
        return this.#binary(expression);
      case "subquery":
        return { type: this.#typeOfQuery(expression.query) };
      case "in":
      case "in-query":
      case "exists":
      case "between":
      case "like":
      case "is":
        return { type: conditionType, digits: 1 };
      case "case": {
        const values = expression.branches.map((branch) => branch.result);
        if (expression.otherwise !== null) values.push(expression.otherwise);
        return mergeTypes(values.map((value) => this.of(value)));
      }
      case "cast":
        return castType(expression.target, this.of(expression.value));
      case "collate":
        return { type: textType };
      case "trim":
        return { type: textType };
      case "json-path":
        return { type: expression.isUnquoted ? textType : jsonType };
      case "call":
        return this.#call(expression);
    }
  }

  #unary(operator: "-" | "+" | "~" | "NOT", operand: SqlExpression): Typed {
    if (operator === "NOT") return { type: conditionType, digits: 1 };
    if (operator === "~") return { type: integerType(64, true) };
    const typed = this.of(operand);
    if (operator === "+") return typed;
    const shape = numericShape(typed);
    if (shape.kind === "float") return { type: floatType };
    if (shape.kind === "decimal") return { type: decimalType(shape.precision, shape.scale) };
    if (operand.kind !== "number") return { type: integerType(64), digits: Math.min(shape.precision, 19) };
    const constant = { constant: -Number(operand.text) };
    return { type: integerOfDigits(shape.precision), digits: Math.min(shape.precision, 19), ...constant };
  }

  #binary({ operator, left, right }: BinaryExpression): Typed {
    switch (operator) {
      case "+":
      case "-":
        if (right.kind === "interval") return shiftedType(this.of(left), right.unit, this.of(right.value));
        if (left.kind === "interval") return shiftedType(this.of(right), left.unit, this.of(left.value));
        return arithmeticType(operator, this.of(left), this.of(right));
      case "*":
      case "/":
      case "DIV":
      case "%":
        return arithmeticType(operator, this.of(left), this.of(right));
      case "|":
      case "&":
      case "^":
      case "<<":
      case ">>":
        return { type: integerType(64, true) };
      default:
        return { type: conditionType, digits: 1 };
    }
  }

  #call(call: CallExpression): Typed {
    const { name, arguments: items } = call;
    if (name === "DATE_ADD" || name === "DATE_SUB") {
      const amount = items[1];
      if (items.length !== 2 || amount === undefined) return { type: null };
      if (amount.kind !== "interval") return shiftedType(this.of(items[0]!), "DAY", this.of(amount));
      return shiftedType(this.of(items[0]!), amount.unit, this.of(amount.value));
    }
    if (name === "TIMESTAMPADD" && items.length === 3 && items[0]!.kind === "unit") {
      const shifted = shiftedType(this.of(items[2]!), items[0]!.unit, this.of(items[1]!));
      return shifted.type?.kind === "time" ? { type: datetimeType(shifted.type.fraction) } : shifted;
    }
    if (name === "MOD" && items.length === 2)
      return arithmeticType("%", this.of(items[0]!), this.of(items[1]!));
    const known = findFunction(name);
    if (known === undefined || items.length < known.minimum || items.length > known.maximum)
      return { type: null };
    return known.result(items.map((item) => this.of(item)));
  }
}

function numberType(form: "integer" | "decimal" | "float", text: string): Typed {
  if (form === "float") return { type: floatType };
  if (form === "integer") {
    if (text.length <= 15) {
      const constant = Number(text);
      const digits = String(constant).length;
      return { type: integerOfDigits(digits), digits, constant };
    }
    const value = BigInt(text);
    const count = value.toString().length;
    if (value > largestUnsigned) return { type: decimalType(count, 0) };
    const isUnsigned = value > largestSigned;
    return { type: integerOfDigits(count, isUnsigned), digits: count, constant: Number(value) };
  }
  const [whole = "", fraction = ""] = text.split(".");
  return { type: decimalType(whole.replace(/^0+/, "").length + fraction.length, fraction.length) };
}

function castType(target: CastTarget, operand: Typed): Typed {
  const { length, scale } = target;
  switch (target.name) {
    case "SIGNED": {
      const shape = numericShape(operand);
      return {
        type: integerType(64),
        ...(shape.kind === "integer" && { digits: Math.min(shape.precision, 19) }),
      };
    }
    case "UNSIGNED":
      return { type: integerType(64, true) };
    case "CHAR":
      return { type: length === null ? textType : varcharType(length) };
    case "BINARY":
      return { type: bytesType };
    case "DATE":
      return { type: dateType };
    case "DATETIME":
      return { type: datetimeType(length ?? 0) };
    case "TIME":
      return { type: timeType(length ?? 0) };
    case "YEAR":
      return { type: integerType(16), digits: 4 };
    case "DECIMAL":
      return { type: decimalType(length ?? 10, scale ?? 0) };
    case "DOUBLE":
      return { type: floatType };
    case "FLOAT":
      return { type: length !== null && length > 24 ? floatType : { kind: "float", bits: 32 } };
    case "JSON":
      return { type: jsonType };
  }
}
