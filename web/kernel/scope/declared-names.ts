import type { AnyNode, Pattern, Program, Statement, StaticBlock } from "acorn";

/** Calls back for each name that a pattern binds: `a`, `{ a, b: [c] }`, `...rest`. */
export function eachBoundName(pattern: Pattern, found: (name: string) => void): void {
  switch (pattern.type) {
    case "Identifier":
      found(pattern.name);
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        eachBoundName(property.type === "RestElement" ? property.argument : property.value, found);
      }
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element !== null) eachBoundName(element, found);
      break;
    case "RestElement":
      eachBoundName(pattern.argument, found);
      break;
    case "AssignmentPattern":
      eachBoundName(pattern.left, found);
      break;
    case "MemberExpression":
      break;
  }
}

/** Names of `let`, `const`, `class` and, in a block, `function` that stand directly in a list of statements. */
export function lexicalNames(statements: readonly AnyNode[], hasFunctions = true): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) {
    if (statement.type === "VariableDeclaration") {
      if (statement.kind === "var") continue;
      for (const { id } of statement.declarations) eachBoundName(id, (name) => names.add(name));
    } else if (
      statement.type === "ClassDeclaration" ||
      (hasFunctions && statement.type === "FunctionDeclaration")
    ) {
      names.add(statement.id!.name);
    }
  }
  return names;
}

/** Names of `var` anywhere within a function's body, but for those of functions and classes inside of it. */
export function variableNames(
  body: Program | Statement | StaticBlock,
  names = new Set<string>(),
): Set<string> {
  const visit = (node: AnyNode | null | undefined): void => {
    if (!node) return;
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "var") {
          for (const { id } of node.declarations) eachBoundName(id, (name) => names.add(name));
        }
        break;
      case "Program":
      case "BlockStatement":
      case "StaticBlock":
        for (const statement of node.body) visit(statement);
        break;
      case "IfStatement":
        visit(node.consequent);
        visit(node.alternate);
        break;
      case "ForStatement":
        visit(node.init);
        visit(node.body);
        break;
      case "ForInStatement":
      case "ForOfStatement":
        visit(node.left);
        visit(node.body);
        break;
      case "WhileStatement":
      case "DoWhileStatement":
      case "LabeledStatement":
      case "WithStatement":
        visit(node.body);
        break;
      case "SwitchStatement":
        for (const { consequent } of node.cases) for (const statement of consequent) visit(statement);
        break;
      case "TryStatement":
        visit(node.block);
        visit(node.handler?.body);
        visit(node.finalizer);
        break;
      case "ExportNamedDeclaration":
        visit(node.declaration);
        break;
    }
  };
  visit(body);
  return names;
}
