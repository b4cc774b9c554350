import { DataJointError } from "../errors/index.ts";
import { parseExpression } from "../sql/parse-expression.ts";

/** What servers write as something else, so that its parts tell nothing. */
const rewritten: ReadonlySet<string> = new Set(
  "CONCAT CONVERT DATE IF IFNULL COALESCE LEFT MOD NOW RIGHT TIME cast in between like is case collate trim interval".split(
    " ",
  ),
);

const arithmetic: ReadonlySet<unknown> = new Set(["+", "-", "*", "/"]);

/** What is left of an expression when a server says it in words of its own. */
interface Content {
  readonly attributes: Set<string>;
  readonly constants: string[];
  /** Functions and operators. */
  readonly operations: Set<string>;
}

function contentOf(expression: string): Content {
  const content: Content = { attributes: new Set(), constants: [], operations: new Set() };
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (!Array.isArray(node)) {
      const { kind, name, value, text, operator } = node as Record<string, unknown>;
      if (kind === "attribute") content.attributes.add(String(name));
      else if (kind === "number" || kind === "text") content.constants.push(String(text ?? value));
      else if (kind === "call") content.operations.add(String(name));
      else if (kind === "binary" && arithmetic.has(operator)) content.operations.add(String(operator));
      else if (rewritten.has(String(kind))) content.operations.add(String(kind));
    }
    for (const member of Object.values(node)) visit(member);
  };
  visit(parseExpression(expression));
  return content;
}

const sorted = (words: Iterable<string>): string => [...words].sort().join("\u0000");

/**
 * True where two expressions of indexes may be the same: a server gives an expression back in words of its own, so that
 * only what it can't have changed is compared.
 */
export function mayBeSameExpression(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    const a = contentOf(one);
    const b = contentOf(other);
    if (sorted(a.attributes) !== sorted(b.attributes)) return false;
    if ([...a.operations, ...b.operations].some((operation) => rewritten.has(operation))) return true;
    return sorted(a.constants) === sorted(b.constants) && sorted(a.operations) === sorted(b.operations);
  } catch (error) {
    if (error instanceof DataJointError) return true;
    throw error;
  }
}
