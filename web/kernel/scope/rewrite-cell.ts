import { type AnyNode, getLineInfo, type ImportDeclaration, type Program, parse } from "acorn";
import MagicString from "magic-string";
import { CellSyntaxError } from "./cell-error.ts";
import { type CellModules, unknownExportMessage, unknownModuleMessage } from "./cell-modules.ts";
import { lexicalNames, variableNames } from "./declared-names.ts";
import { Environment } from "./environment.ts";
import { type NameUse, ReferenceRewriter } from "./reference-rewriter.ts";
import type { Mappings } from "./source-positions.ts";

export type DeclarationKind = "let" | "const" | "var" | "function" | "class" | "import";

/** What is known of the scope that the cell will run in. */
export interface RewriteContext {
  readonly modules: CellModules;
  /** True for a name that an earlier cell declared. */
  isDeclared(name: string): boolean;
  /** True for a name that an earlier cell declared with `const` or an import. */
  isConstant(name: string): boolean;
  /** True for a name that the platform provides. */
  isGlobal(name: string): boolean;
}

export interface RewrittenCell {
  /** An expression that gives an async function of the scope and the cell's services. */
  readonly code: string;
  readonly declarations: ReadonlyMap<string, DeclarationKind>;
  /** The expression whose value the cell gives, so that a call of a method can follow it; null where it gives none. */
  readonly lastExpression: string | null;
  /** From positions in `code` to those in the JavaScript that was given. */
  readonly mappings: Mappings;
}

/**
 * Rewrites the JavaScript of a cell so that its top-level names live in a scope that all cells share,
 * and so that running it gives the value of its last expression, as `{ value }`.
 *
 * @param javascript the cell as an ES2022 module, with top-level await
 * @param context what earlier cells declared, and what can be imported
 * @throws CellSyntaxError where it is not valid, imports what is not there, or exports from elsewhere
 */
export function rewriteCell(javascript: string, context: RewriteContext): RewrittenCell {
  const program = parseModule(javascript);
  const text = new MagicString(javascript);
  const scope = unusedName("$scope", javascript);
  const services = unusedName("$cell", javascript);
  const helpers = helperNames(program);
  const declarations = topLevelDeclarations(program, helpers);

  const sharedName = (name: string, use: NameUse): string | null => {
    const kind = declarations.get(name);
    const isDeclared = kind !== undefined || context.isDeclared(name);
    if (!isDeclared && context.isGlobal(name)) return null;
    if (use === "test") return `${services}.optional.${name}`;
    const isConstant = kind === undefined ? context.isConstant(name) : kind === "const" || kind === "import";
    return use === "write" && isConstant ? `${services}.constants.${name}` : `${scope}.${name}`;
  };

  const rewriter = new ReferenceRewriter(javascript, text, { sharedName, loader: `${services}.load` });
  const environment = new Environment(helpers, null);
  const prelude: string[] = [];
  const last = lastStatement(program);
  for (const statement of program.body) {
    const declaration = exportedDeclaration(statement, javascript);
    if (statement.type === "ImportDeclaration") {
      prelude.push(...importStatements(statement, javascript, context.modules, { scope, services }));
      text.remove(statement.start, statement.end);
    } else if (declaration === null) {
      text.remove(statement.start, statement.end);
    } else {
      if (declaration !== statement) text.remove(statement.start, declaration.start);
      if (declaration.type === "FunctionDeclaration" && declaration.id) {
        prelude.push(`${scope}.${declaration.id.name} = ${declaration.id.name};`);
        rewriter.function(declaration, environment);
      } else if (declaration.type === "ClassDeclaration" && declaration.id) {
        rewriter.class(declaration, environment);
        text.appendLeft(declaration.start, `${scope}.${declaration.id.name} = `);
        text.appendLeft(declaration.end, ";");
      } else if (statement === last && declaration.type === "ExpressionStatement") {
        rewriter.visit(declaration.expression, environment);
        returnValue(text, javascript, declaration);
      } else if (statement === last && statement.type === "ExportDefaultDeclaration") {
        rewriter.visit(declaration, environment);
        returnValue(text, javascript, declaration);
      } else if (statement.type === "ExportDefaultDeclaration") {
        // A function or class without a name can't be a statement.
        rewriter.visit(declaration, environment);
        text.appendLeft(declaration.start, "void (");
        text.appendLeft(declaration.end, ");");
      } else {
        rewriter.statement(declaration, environment);
      }
    }
  }
  text.prepend(`(async function (${scope}, ${services}) { "use strict"; ${prelude.join(" ")}\n`);
  text.append("\n})");
  return {
    code: text.toString(),
    declarations,
    lastExpression: expressionText(last, javascript),
    mappings: text.generateDecodedMap({ hires: "boundary" }).mappings,
  };
}

function parseModule(javascript: string): Program {
  try {
    return parse(javascript, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true });
  } catch (error) {
    if (!(error instanceof SyntaxError) || !("loc" in error)) throw error;
    const { line, column } = error.loc as { line: number; column: number };
    throw new CellSyntaxError(`${error.message.replace(/ \(\d+:\d+\)$/, "")}.`, { line, column: column + 1 });
  }
}

function unusedName(name: string, code: string): string {
  let unused = name;
  while (code.includes(unused)) unused += "_";
  return unused;
}

/**
 * Names of the functions that TypeScript adds to what it emits, as `var __name = (this && this.__name) || …`.
 * They serve this cell alone.
 */
function helperNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "VariableDeclaration" || statement.kind !== "var") continue;
    for (const { id, init } of statement.declarations) {
      const isHelper =
        id.type === "Identifier" &&
        id.name.startsWith("__") &&
        init?.type === "LogicalExpression" &&
        init.left.type === "LogicalExpression" &&
        init.left.left.type === "ThisExpression";
      if (isHelper) names.add(id.name);
    }
  }
  return names;
}

function topLevelDeclarations(program: Program, helpers: ReadonlySet<string>): Map<string, DeclarationKind> {
  const declarations = new Map<string, DeclarationKind>();
  for (const name of variableNames(program)) if (!helpers.has(name)) declarations.set(name, "var");
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      for (const { local } of statement.specifiers) declarations.set(local.name, "import");
      continue;
    }
    const isExport =
      statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
    const declaration: AnyNode | null | undefined = isExport ? statement.declaration : statement;
    if (!declaration) continue;
    if (declaration.type === "FunctionDeclaration" && declaration.id)
      declarations.set(declaration.id.name, "function");
    else if (declaration.type === "ClassDeclaration" && declaration.id)
      declarations.set(declaration.id.name, "class");
    else if (declaration.type === "VariableDeclaration" && declaration.kind !== "var") {
      const kind = declaration.kind === "let" ? "let" : "const";
      for (const name of lexicalNames([declaration])) declarations.set(name, kind);
    }
  }
  return declarations;
}

/** The last statement that does something; where it is an expression, its value is the cell's. */
function lastStatement(program: Program): AnyNode | undefined {
  return program.body.findLast(
    (statement) =>
      statement.type !== "EmptyStatement" &&
      statement.type !== "ImportDeclaration" &&
      !(statement.type === "ExportNamedDeclaration" && !statement.declaration),
  );
}

function expressionText(statement: AnyNode | undefined, javascript: string): string | null {
  if (statement?.type !== "ExpressionStatement") return null;
  const { expression } = statement;
  const text = javascript.slice(expression.start, expression.end);
  const isCallable = ["Identifier", "MemberExpression", "CallExpression"].includes(expression.type);
  return isCallable ? text : `(${text})`;
}

/** The statement itself, or what it exports; null where it only lists names, which all cells share anyway. */
function exportedDeclaration(statement: AnyNode, javascript: string): AnyNode | null {
  if (
    statement.type === "ExportAllDeclaration" ||
    (statement.type === "ExportNamedDeclaration" && statement.source)
  ) {
    throw syntaxError(
      "A cell can't export from another module: import what is needed, and all cells share it.",
      javascript,
      statement.start,
    );
  }
  if (statement.type === "ExportNamedDeclaration") return statement.declaration ?? null;
  if (statement.type === "ExportDefaultDeclaration") return statement.declaration;
  return statement;
}

function importStatements(
  statement: ImportDeclaration,
  javascript: string,
  modules: CellModules,
  names: { scope: string; services: string },
): string[] {
  const source = String(statement.source.value);
  if (!Object.hasOwn(modules, source)) {
    throw syntaxError(unknownModuleMessage(source, modules), javascript, statement.source.start);
  }
  const module = `${names.services}.modules[${JSON.stringify(source)}]`;
  const exported = modules[source]!;
  return statement.specifiers.map((specifier) => {
    const local = `${names.scope}.${specifier.local.name}`;
    if (specifier.type === "ImportNamespaceSpecifier") return `${local} = ${module};`;
    if (specifier.type === "ImportDefaultSpecifier") {
      return `${local} = ${module}${"default" in exported ? ".default" : ""};`;
    }
    const { imported } = specifier;
    const name = imported.type === "Identifier" ? imported.name : String(imported.value);
    if (!(name in exported)) {
      throw syntaxError(unknownExportMessage(name, source, modules), javascript, imported.start);
    }
    return `${local} = ${module}[${JSON.stringify(name)}];`;
  });
}

/** Makes an expression statement, or an exported expression, what the cell returns. */
function returnValue(text: MagicString, javascript: string, node: AnyNode): void {
  text.appendLeft(node.start, "return { value: (");
  const isTerminated = node.type === "ExpressionStatement" && javascript[node.end - 1] === ";";
  text.appendLeft(isTerminated ? node.end - 1 : node.end, ") }");
}

function syntaxError(message: string, javascript: string, offset: number): CellSyntaxError {
  const { line, column } = getLineInfo(javascript, offset);
  return new CellSyntaxError(message, { line, column: column + 1 });
}
