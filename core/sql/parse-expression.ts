import { Binding, bareCalls, infix, reserved } from "./operators.ts";
import { isSpecialCall, parseCall, parseSpecialCall } from "./parse-call.ts";
import {
  type CaseExpression,
  type IntervalUnit,
  intervalUnits,
  type OrderTerm,
  type SqlExpression,
} from "./sql-expression.ts";
import type { SelectQuery } from "./statement/sql-statement.ts";
import { TokenReader } from "./token-reader.ts";
import type { Token } from "./tokenize.ts";

const units: ReadonlySet<string> = new Set(intervalUnits);

/**
 * Reads a condition or computation in MySQL-flavoured SQL.
 *
 * @param text the expression, as given to a restriction or a projection
 * @returns its tree, in which every operator has its operands as MySQL's precedence has them
 * @throws QuerySyntaxError that says where, what was found and what was expected
 * @example
 * parseExpression("age DIV 2 > 3 OR name LIKE 'a%'")
 */
export function parseExpression(text: string): SqlExpression {
  const parser = new ExpressionParser(text);
  return parser.parseWhole();
}

/**
 * Reads one term of an ORDER BY: an expression, and `ASC` or `DESC`.
 *
 * @throws QuerySyntaxError that says where, what was found and what was expected
 */
export function parseOrderTerm(text: string): OrderTerm {
  const parser = new ExpressionParser(text);
  const [term] = parser.parseOrderTerms();
  parser.expectEnd();
  return term!;
}

/** A Pratt parser: one method for what may start an expression, one for what may follow an operand. */
export class ExpressionParser {
  readonly reader: TokenReader;
  readonly #parseQuery: ((parser: ExpressionParser) => SelectQuery) | null;

  /**
   * @param parseQuery reads a SELECT that begins at the current token; null where subqueries are not allowed
   */
  constructor(text: string, parseQuery: ((parser: ExpressionParser) => SelectQuery) | null = null) {
    this.reader = new TokenReader(text, parseQuery === null ? "SQL expression" : "SQL statement");
    this.#parseQuery = parseQuery;
  }

  /** Whether the expression stands in a whole statement, which may hold subqueries. */
  get isInStatement(): boolean {
    return this.#parseQuery !== null;
  }

  /** Whether a subquery begins at a token; the current one by default. */
  startsQuery(distance = 0): boolean {
    if (this.#parseQuery === null) return false;
    const token = this.reader.peek(distance);
    return token.kind === "word" && (token.upper === "SELECT" || token.upper === "WITH");
  }

  /** A SELECT from the current token on. */
  parseQuery(): SelectQuery {
    return this.#parseQuery!(this);
  }

  /** A subquery up to the parenthesis that closes it. */
  parseSubquery(): SelectQuery {
    const query = this.parseQuery();
    this.reader.expect(")");
    return query;
  }

  parseWhole(): SqlExpression {
    const expression = this.parse();
    this.expectEnd();
    return expression;
  }

  expectEnd(): void {
    if (this.reader.current.kind !== "end") throw this.reader.unexpected("an operator or the end");
  }

  /** An expression whose operators bind tighter than `binding`. */
  parse(binding: number = Binding.none): SqlExpression {
    let left = this.#parseOperand(binding);
    for (;;) {
      const next = this.#parseContinuation(left, binding);
      if (next === null) return left;
      left = next;
    }
  }

  parseList(): SqlExpression[] {
    const items = [this.parse()];
    while (this.reader.accept(",")) items.push(this.parse());
    return items;
  }

  parseOrderTerms(): OrderTerm[] {
    const terms: OrderTerm[] = [];
    do {
      const value = this.parse();
      const isDescending = this.reader.accept("DESC");
      if (!isDescending) this.reader.accept("ASC");
      terms.push({ value, isDescending });
    } while (this.reader.accept(","));
    return terms;
  }

  /** A unit of time; plural and unknown words are an error. */
  parseUnit(): IntervalUnit {
    const token = this.reader.current;
    const name = token.upper.startsWith("SQL_TSI_") ? token.upper.slice(8) : token.upper;
    if (token.kind !== "word" || !units.has(name)) throw this.reader.unexpected("a unit of time such as DAY");
    this.reader.take();
    return name as IntervalUnit;
  }

  #parseOperand(binding: number): SqlExpression {
    const { reader } = this;
    const token = reader.current;
    const { position } = token;
    switch (token.kind) {
      case "number": {
        reader.take();
        const form = /[eE]/.test(token.text) ? "float" : token.text.includes(".") ? "decimal" : "integer";
        return { kind: "number", form, text: token.text, position };
      }
      case "text":
        return { kind: "text", value: this.#takeText(), position };
      case "bytes":
        reader.take();
        return { kind: "bytes", hex: token.text, position };
      case "quoted":
        return this.#parseName();
      case "word":
        return this.#parseWord(token, binding);
      case "symbol":
        return this.#parsePrefix(token);
      case "end":
        throw reader.unexpected("a value");
    }
  }

  /** Texts that stand side by side are one. */
  #takeText(): string {
    let value = this.reader.take().text;
    while (this.reader.current.kind === "text") value += this.reader.take().text;
    return value;
  }

  #parsePrefix(token: Token): SqlExpression {
    const { reader } = this;
    const { position } = token;
    switch (token.text) {
      case "-":
      case "+":
      case "~":
        reader.take();
        return { kind: "unary", operator: token.text, operand: this.parse(Binding.sign), position };
      case "!":
        reader.take();
        return { kind: "unary", operator: "NOT", operand: this.parse(Binding.exclamation), position };
      case "(": {
        reader.take();
        if (this.startsQuery()) return { kind: "subquery", query: this.parseSubquery(), position };
        const items = this.parseList();
        reader.expect(")");
        return items.length === 1 ? items[0]! : { kind: "row", items, position };
      }
      case "?":
        throw reader.unexpected(
          "a value",
          "An expression holds its values itself; to restrict by a value of your program, use an object.",
        );
      default:
        throw reader.unexpected("a value");
    }
  }

  #parseWord(token: Token, binding: number): SqlExpression {
    const { reader } = this;
    const { position, upper } = token;
    const next = reader.peek();
    switch (upper) {
      case "NULL":
        reader.take();
        return { kind: "null", position };
      case "TRUE":
      case "FALSE":
        reader.take();
        return { kind: "boolean", value: upper === "TRUE", position };
      case "NOT":
        if (binding > Binding.not) throw reader.unexpected("a value", "Put parentheses around NOT ….");
        reader.take();
        return { kind: "unary", operator: "NOT", operand: this.parse(Binding.not), position };
      case "CASE":
        return this.#parseCase();
      case "INTERVAL":
        return this.#parseInterval();
      case "BINARY": {
        reader.take();
        const target = { name: "BINARY", length: null, scale: null } as const;
        return { kind: "cast", value: this.parse(Binding.exclamation), target, position };
      }
      case "DATE":
      case "TIME":
      case "TIMESTAMP":
        if (next.kind === "text") {
          reader.take();
          const type = upper === "DATE" ? "date" : upper === "TIME" ? "time" : "datetime";
          return { kind: "temporal", type, text: this.#takeText(), position };
        }
        break;
      case "SELECT":
      case "EXISTS":
        if (this.startsQuery(2) && upper === "EXISTS" && next.text === "(") {
          reader.take();
          reader.take();
          return { kind: "exists", query: this.parseSubquery(), position };
        }
        if (this.isInStatement) throw reader.unexpected("a value", "Put a subquery in parentheses.");
        throw reader.unexpected(
          "a value",
          "A subquery is no expression here: restrict by another query expression, or join with it.",
        );
      case "ROW":
        if (next.text === "(" && next.kind === "symbol") {
          reader.take();
          reader.take();
          const items = this.parseList();
          reader.expect(")");
          return { kind: "row", items, position };
        }
        break;
    }
    if (next.kind === "text" && (upper === "N" || upper.startsWith("_"))) {
      // A character set before a text: all texts are Unicode here.
      reader.take();
      const value = this.#takeText();
      if (upper !== "_BINARY") return { kind: "text", value, position };
      const target = { name: "BINARY", length: null, scale: null } as const;
      return { kind: "cast", value: { kind: "text", value, position }, target, position };
    }
    if (next.kind === "symbol" && next.text === "(") {
      return isSpecialCall(upper) ? parseSpecialCall(this, upper) : parseCall(this, upper);
    }
    if (reserved.has(upper)) {
      throw reader.unexpected("a value", `If "${token.text}" is an attribute, put it in backticks.`);
    }
    const bareCall = bareCalls.get(upper);
    if (bareCall !== undefined) {
      reader.take();
      return { kind: "call", name: bareCall, arguments: [], position };
    }
    return this.#parseName();
  }

  #parseName(): SqlExpression {
    const { reader } = this;
    const { position } = reader.current;
    const names = [reader.take().text];
    while (reader.isAt(".") && names.length < 3) {
      reader.take();
      const token = reader.current;
      if (token.kind !== "word" && token.kind !== "quoted")
        throw reader.unexpected("the name of an attribute");
      names.push(reader.take().text);
    }
    return { kind: "attribute", name: names.pop()!, qualifiers: names, position };
  }

  #parseCase(): CaseExpression {
    const { reader } = this;
    const { position } = reader.expect("CASE");
    const subject = reader.isAt("WHEN") ? null : this.parse();
    const branches: { when: SqlExpression; result: SqlExpression }[] = [];
    while (reader.accept("WHEN")) {
      const when = this.parse();
      reader.expect("THEN");
      branches.push({ when, result: this.parse() });
    }
    if (branches.length === 0) throw reader.unexpected('"WHEN"');
    const otherwise = reader.accept("ELSE") ? this.parse() : null;
    reader.expect("END");
    return { kind: "case", subject, branches, otherwise, position };
  }

  /** `INTERVAL value unit`, or the function `INTERVAL(n, a, b, …)`. */
  #parseInterval(): SqlExpression {
    const { reader } = this;
    const { position } = reader.expect("INTERVAL");
    if (reader.isAt("(")) {
      const start = this.parse(Binding.predicate);
      if (start.kind === "row") return { kind: "call", name: "INTERVAL", arguments: start.items, position };
      return { kind: "interval", value: start, unit: this.parseUnit(), position };
    }
    return { kind: "interval", value: this.parse(), unit: this.parseUnit(), position };
  }

  /** The expression that goes on from `left`, or null where nothing that binds tightly enough follows. */
  #parseContinuation(left: SqlExpression, binding: number): SqlExpression | null {
    const { reader } = this;
    const token = reader.current;
    if (token.kind !== "symbol" && token.kind !== "word") return null;
    const { position } = token;
    const operator = infix.get(token.upper);
    if (operator !== undefined) {
      if (operator[0] <= binding) return null;
      reader.take();
      return { kind: "binary", operator: operator[1], left, right: this.parse(operator[0]), position };
    }
    switch (token.upper) {
      case "IS":
        return binding < Binding.comparison ? this.#parseIs(left) : null;
      case "NOT":
      case "IN":
      case "BETWEEN":
      case "LIKE":
      case "REGEXP":
      case "RLIKE":
      case "MEMBER":
        return binding < Binding.predicate ? this.#parsePredicate(left) : null;
      case "SOUNDS": {
        if (binding >= Binding.predicate) return null;
        reader.take();
        reader.expect("LIKE");
        const soundex = (value: SqlExpression): SqlExpression => ({
          kind: "call",
          name: "SOUNDEX",
          arguments: [value],
          position,
        });
        const right = soundex(this.parse(Binding.predicate));
        return { kind: "binary", operator: "=", left: soundex(left), right, position };
      }
      case "COLLATE": {
        if (binding >= Binding.collate) return null;
        reader.take();
        const name = reader.current;
        if (name.kind === "symbol" || name.kind === "end") throw reader.unexpected("the name of a collation");
        return { kind: "collate", value: left, collation: reader.take().text.toLowerCase(), position };
      }
      case "->":
      case "->>": {
        reader.take();
        if (reader.current.kind !== "text")
          throw reader.unexpected("a JSON path in quotes, such as '$.name'");
        const path = this.#takeText();
        return { kind: "json-path", value: left, path, isUnquoted: token.text === "->>", position };
      }
      default:
        return null;
    }
  }

  #parseIs(value: SqlExpression): SqlExpression {
    const { reader } = this;
    const { position } = reader.expect("IS");
    const isNegated = reader.accept("NOT");
    for (const test of ["NULL", "TRUE", "FALSE"] as const) {
      if (reader.accept(test)) return { kind: "is", isNegated, value, test, position };
    }
    if (reader.accept("UNKNOWN")) return { kind: "is", isNegated, value, test: "NULL", position };
    throw reader.unexpected("NULL, TRUE, FALSE or UNKNOWN");
  }

  #parsePredicate(value: SqlExpression): SqlExpression {
    const { reader } = this;
    const { position } = reader.current;
    const isNegated = reader.accept("NOT");
    if (reader.accept("IN")) {
      reader.expect("(");
      if (this.startsQuery())
        return { kind: "in-query", isNegated, value, query: this.parseSubquery(), position };
      const list = this.parseList();
      reader.expect(")");
      return { kind: "in", isNegated, value, list, position };
    }
    if (reader.accept("BETWEEN")) {
      const low = this.parse(Binding.predicate);
      reader.expect("AND");
      return { kind: "between", isNegated, value, low, high: this.parse(Binding.comparison), position };
    }
    if (reader.accept("LIKE")) {
      const pattern = this.parse(Binding.predicate);
      return { kind: "like", isNegated, value, pattern, escape: this.#parseEscape(), position };
    }
    const negate = (operand: SqlExpression): SqlExpression =>
      isNegated ? { kind: "unary", operator: "NOT", operand, position } : operand;
    if (reader.accept("REGEXP") || reader.accept("RLIKE")) {
      const right = this.parse(Binding.predicate);
      return negate({ kind: "binary", operator: "REGEXP", left: value, right, position });
    }
    if (!isNegated && reader.accept("MEMBER")) {
      reader.accept("OF");
      reader.expect("(");
      const right = this.parse();
      reader.expect(")");
      return { kind: "binary", operator: "MEMBER OF", left: value, right, position };
    }
    throw reader.unexpected("IN, BETWEEN, LIKE or REGEXP");
  }

  #parseEscape(): string {
    const { reader } = this;
    if (!reader.accept("ESCAPE")) return "\\";
    if (reader.current.kind !== "text" || [...reader.current.text].length > 1) {
      throw reader.unexpected("one character in quotes");
    }
    return reader.take().text;
  }
}
