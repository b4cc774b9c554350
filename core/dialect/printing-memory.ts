import type { SqlExpression } from "../sql/sql-expression.ts";
import type { ExpressionPrinting, PrintedExpression } from "./dialect.ts";

type Resolve = (name: string) => PrintedExpression;

/** An expression as it was last printed, and what its attributes stood for then. */
interface Memory {
  readonly names: readonly string[];
  readonly resolved: readonly PrintedExpression[];
  readonly printed: PrintedExpression;
}

/**
 * Printing that remembers what it printed last for each expression. A query that is made again and again has the
 * same expressions over the same attributes, and its SQL is then known.
 *
 * @param print prints an expression; it asks for each attribute once
 */
export function withMemory(
  print: (expression: SqlExpression, resolve: Resolve) => PrintedExpression,
): ExpressionPrinting {
  const memories = new WeakMap<SqlExpression, Memory>();
  return {
    print(expression, resolve) {
      const memory = memories.get(expression);
      if (memory !== undefined && isCurrent(memory, resolve)) return memory.printed;
      const names: string[] = [];
      const resolved: PrintedExpression[] = [];
      const known = new Map<string, PrintedExpression>();
      const printed = print(expression, (name) => {
        let attribute = known.get(name);
        if (attribute === undefined) {
          attribute = resolve(name);
          known.set(name, attribute);
          names.push(name);
          resolved.push(attribute);
        }
        return attribute;
      });
      memories.set(expression, { names, resolved, printed });
      return printed;
    },
  };
}

function isCurrent({ names, resolved }: Memory, resolve: Resolve): boolean {
  for (let index = 0; index < names.length; index++) {
    const { sql, type } = resolve(names[index]!);
    const before = resolved[index]!;
    if (sql !== before.sql || type !== before.type) return false;
  }
  return true;
}
