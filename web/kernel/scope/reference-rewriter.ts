import type { AssignmentProperty, Property, VariableDeclaration } from "acorn";
import {
  type AnyNode,
  type Class,
  type Expression,
  type Function as FunctionNode,
  getLineInfo,
  type Pattern,
} from "acorn";
import type MagicString from "magic-string";
import { CellSyntaxError } from "./cell-error.ts";
import { eachBoundName, lexicalNames, variableNames } from "./declared-names.ts";
import { Environment } from "./environment.ts";

/** What is done with a name: a declaration may set what an assignment may not. */
export type NameUse = "read" | "test" | "write" | "declare";

/** The expression that stands for a shared name, or null where the name stays as it is. */
export type SharedName = (name: string, use: NameUse) => string | null;

/** Operators that give an anonymous function the name of what it is assigned to. */
const namingOperators = new Set(["=", "??=", "||=", "&&="]);

/** Walks a cell's syntax tree and turns each use of a shared name into a property of the shared scope. */
export class ReferenceRewriter {
  readonly #code: string;
  readonly #text: MagicString;
  readonly #sharedName: SharedName;
  readonly #loader: string;
  /** Offsets of what now begins with a parenthesis, and so must not follow an unfinished line. */
  readonly #parenthesized = new Set<number>();

  constructor(code: string, text: MagicString, options: { sharedName: SharedName; loader: string }) {
    this.#code = code;
    this.#text = text;
    this.#sharedName = options.sharedName;
    this.#loader = options.loader;
  }

  /** Visits statements that follow one another. */
  statements(statements: readonly AnyNode[], environment: Environment): void {
    for (const statement of statements) this.statement(statement, environment);
  }

  /** Visits one statement of a list. */
  statement(statement: AnyNode, environment: Environment): void {
    if (statement.type === "VariableDeclaration") this.#declaration(statement, environment, "statement");
    else this.visit(statement, environment);
    if (this.#parenthesized.has(statement.start)) this.#text.prependRight(statement.start, ";");
  }

  visit(node: AnyNode | null | undefined, environment: Environment): void {
    if (!node) return;
    switch (node.type) {
      case "Identifier": {
        const shared = this.#shared(node.name, environment, "read");
        if (shared !== null) this.#text.update(node.start, node.end, shared);
        return;
      }
      case "CallExpression":
        this.#callee(node.callee, environment);
        for (const argument of node.arguments) this.visit(argument, environment);
        return;
      case "TaggedTemplateExpression":
        this.#callee(node.tag, environment);
        this.visit(node.quasi, environment);
        return;
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier") {
          const shared = this.#shared(node.argument.name, environment, "test");
          if (shared !== null) this.#text.update(node.argument.start, node.argument.end, shared);
        } else this.visit(node.argument, environment);
        return;
      case "UpdateExpression":
        this.target(node.argument as Pattern, environment, "write");
        return;
      case "AssignmentExpression":
        this.target(node.left, environment, "write");
        this.#assigned(
          node.left,
          namingOperators.has(node.operator) ? node.right : null,
          environment,
          "write",
        );
        if (!namingOperators.has(node.operator)) this.visit(node.right, environment);
        return;
      case "MemberExpression":
        this.visit(node.object, environment);
        if (node.computed) this.visit(node.property, environment);
        return;
      case "Property":
        this.#property(node, environment);
        return;
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node.computed) this.visit(node.key, environment);
        this.visit(node.value, environment);
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        this.function(node, environment);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.class(node, environment);
        return;
      case "StaticBlock": {
        const names = new Set([...variableNames(node), ...lexicalNames(node.body)]);
        this.statements(node.body, new Environment(names, environment));
        return;
      }
      case "BlockStatement":
        this.statements(node.body, new Environment(lexicalNames(node.body), environment));
        return;
      case "SwitchStatement": {
        this.visit(node.discriminant, environment);
        const inner = new Environment(lexicalNames(node.cases.flatMap((one) => one.consequent)), environment);
        for (const one of node.cases) {
          this.visit(one.test, inner);
          this.statements(one.consequent, inner);
        }
        return;
      }
      case "CatchClause": {
        const names = new Set<string>();
        if (node.param) eachBoundName(node.param, (name) => names.add(name));
        const inner = new Environment(names, environment);
        if (node.param) this.target(node.param, inner, "declare");
        this.visit(node.body, inner);
        return;
      }
      case "ForStatement": {
        const inner = this.#loopEnvironment(node.init, environment);
        if (node.init?.type === "VariableDeclaration") this.#declaration(node.init, inner, "loop");
        else this.visit(node.init, inner);
        this.visit(node.test, inner);
        this.visit(node.update, inner);
        this.visit(node.body, inner);
        return;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const inner = this.#loopEnvironment(node.left, environment);
        if (node.left.type === "VariableDeclaration") this.#declaration(node.left, inner, "loop");
        else this.target(node.left, inner, "write");
        this.visit(node.right, inner);
        this.visit(node.body, inner);
        return;
      }
      case "VariableDeclaration":
        this.#declaration(node, environment, "statement");
        return;
      case "LabeledStatement":
        this.visit(node.body, environment);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "ImportExpression":
        this.#text.update(node.start, node.start + "import".length, this.#loader);
        this.visit(node.source, environment);
        return;
      case "MetaProperty":
        if (node.meta.name === "import") {
          throw this.#error("A cell is no module of its own: it has no `import.meta`.", node.start);
        }
        return;
      default:
        this.#children(node, environment);
    }
  }

  /** Visits what is assigned to or bound: a name, a property, or a pattern of them. */
  target(pattern: Pattern, environment: Environment, use: "write" | "declare"): void {
    switch (pattern.type) {
      case "Identifier": {
        const shared = this.#shared(pattern.name, environment, use);
        if (shared !== null) this.#text.update(pattern.start, pattern.end, shared);
        return;
      }
      case "ObjectPattern":
        for (const property of pattern.properties) {
          if (property.type === "RestElement") this.target(property.argument, environment, use);
          else this.#patternProperty(property, environment, use);
        }
        return;
      case "ArrayPattern":
        for (const element of pattern.elements) if (element !== null) this.target(element, environment, use);
        return;
      case "RestElement":
        this.target(pattern.argument, environment, use);
        return;
      case "AssignmentPattern":
        this.target(pattern.left, environment, use);
        this.#assigned(pattern.left, pattern.right, environment, use);
        return;
      default:
        this.visit(pattern, environment);
    }
  }

  function(node: FunctionNode, environment: Environment): void {
    let outer = environment;
    if (node.type === "FunctionExpression" && node.id)
      outer = new Environment(new Set([node.id.name]), outer);
    const parameters = new Set<string>();
    for (const parameter of node.params) eachBoundName(parameter, (name) => parameters.add(name));
    if (node.type !== "ArrowFunctionExpression") parameters.add("arguments");
    const inner = new Environment(parameters, outer);
    for (const parameter of node.params) this.target(parameter, inner, "declare");
    if (node.body.type === "BlockStatement") {
      const names = new Set([...variableNames(node.body), ...lexicalNames(node.body.body)]);
      this.statements(node.body.body, new Environment(names, inner));
    } else this.visit(node.body, inner);
  }

  class(node: Class, environment: Environment): void {
    const inner = node.id ? new Environment(new Set([node.id.name]), environment) : environment;
    this.visit(node.superClass, inner);
    for (const member of node.body.body) this.visit(member, inner);
  }

  #shared(name: string, environment: Environment, use: NameUse): string | null {
    return environment.binds(name) ? null : this.#sharedName(name, use);
  }

  /** A function that is called by its shared name is called as a function, not as a method of the scope. */
  #callee(callee: AnyNode, environment: Environment): void {
    if (callee.type !== "Identifier") {
      this.visit(callee, environment);
      return;
    }
    const shared = this.#shared(callee.name, environment, "read");
    if (shared === null) return;
    this.#text.update(callee.start, callee.end, `(0, ${shared})`);
    this.#parenthesized.add(callee.start);
  }

  #property(node: Property | AssignmentProperty, environment: Environment): void {
    if (node.computed) this.visit(node.key, environment);
    if (node.shorthand && node.value.type === "Identifier") {
      const shared = this.#shared(node.value.name, environment, "read");
      if (shared !== null) this.#text.update(node.start, node.end, `${node.value.name}: ${shared}`);
    } else this.visit(node.value, environment);
  }

  #patternProperty(node: AssignmentProperty, environment: Environment, use: "write" | "declare"): void {
    if (node.computed) this.visit(node.key, environment);
    if (!node.shorthand) {
      this.target(node.value, environment, use);
      return;
    }
    const bound = node.value.type === "AssignmentPattern" ? node.value.left : node.value;
    if (bound.type !== "Identifier") return;
    const shared = this.#shared(bound.name, environment, use);
    if (shared !== null) this.#text.update(bound.start, bound.end, `${bound.name}: ${shared}`);
    if (node.value.type === "AssignmentPattern") this.#assigned(bound, node.value.right, environment, use);
  }

  /** Visits a value that is given to a target; an anonymous function keeps the name that it would have had. */
  #assigned(
    target: Pattern,
    value: Expression | null,
    environment: Environment,
    use: "write" | "declare",
  ): void {
    if (value === null) return;
    const isAnonymous =
      value.type === "ArrowFunctionExpression" ||
      ((value.type === "FunctionExpression" || value.type === "ClassExpression") && !value.id);
    const name =
      isAnonymous && target.type === "Identifier" && this.#shared(target.name, environment, use) !== null
        ? JSON.stringify(target.name)
        : null;
    if (name !== null) this.#text.appendLeft(value.start, `{ [${name}]: `);
    this.visit(value, environment);
    if (name !== null) this.#text.appendLeft(value.end, ` }[${name}]`);
  }

  /** A declaration of shared names becomes assignments; any other stays, with its values visited. */
  #declaration(node: VariableDeclaration, environment: Environment, place: "statement" | "loop"): void {
    let isShared = false;
    let hasPattern = false;
    for (const { id } of node.declarations) {
      if (id.type !== "Identifier") hasPattern = true;
      eachBoundName(id, (name) => {
        if (this.#shared(name, environment, "declare") !== null) isShared = true;
      });
    }
    for (const { id, init } of node.declarations) {
      this.target(id, environment, "declare");
      this.#assigned(id, init ?? null, environment, "declare");
      // Without a value `let` sets undefined; `var` keeps what the name had.
      if (isShared && !init && node.kind !== "var" && place === "statement") {
        this.#text.appendLeft(id.end, " = void 0");
      }
    }
    if (!isShared) return;
    const isStatement = place === "statement";
    const needsParentheses = isStatement && hasPattern;
    if (needsParentheses) this.#parenthesized.add(node.start);
    const first = node.declarations[0]!;
    this.#text.update(node.start, first.start, needsParentheses ? "(" : "");
    if (!isStatement) return;
    const isTerminated = this.#code[node.end - 1] === ";";
    this.#text.appendLeft(isTerminated ? node.end - 1 : node.end, needsParentheses ? ")" : "");
    if (!isTerminated) this.#text.appendLeft(node.end, ";");
  }

  #loopEnvironment(head: AnyNode | null | undefined, environment: Environment): Environment {
    return head?.type === "VariableDeclaration" && head.kind !== "var"
      ? new Environment(lexicalNames([head]), environment)
      : environment;
  }

  #children(node: AnyNode, environment: Environment): void {
    for (const value of Object.values(node) as unknown[]) {
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) this.visit(item, environment);
      } else if (isNode(value)) this.visit(value, environment);
    }
  }

  #error(message: string, offset: number): CellSyntaxError {
    const { line, column } = getLineInfo(this.#code, offset);
    return new CellSyntaxError(message, { line, column: column + 1 });
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
