import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import type { Seed } from "../graph/index.ts";
import { HeadingPending } from "../query/heading-pending.ts";
import { isOperand, type Operand, operand } from "../query/operand.ts";
import { seedOf } from "./seed.ts";

/** Where a diagram begins: a schema with its tables, or a table. */
export type DiagramSource = SchemaSource | { readonly schema: SchemaSource } | Operand;

interface SchemaSource {
  readonly database: string;
  readonly connection: Connection;
}

const isSchema = (value: unknown): value is SchemaSource =>
  ((typeof value === "object" && value !== null) || typeof value === "function") &&
  "database" in value &&
  typeof value.database === "string" &&
  "connection" in value;

/** The schema that a value is or has; null for none. */
export function schemaOf(value: unknown): SchemaSource | null {
  if (isOperand(value)) return null;
  if (isSchema(value)) return value;
  return typeof value === "object" && value !== null && "schema" in value && isSchema(value.schema)
    ? value.schema
    : null;
}

/** A schema that a diagram reads, and the connection that it is read from. */
export interface Origin {
  readonly connection: Connection;
  readonly schema: string;
}

/** Rows to start from, and where they are. */
export interface LocatedSeed extends Origin {
  readonly seed: Seed;
}

/**
 * The rows of an expression as the start of a diagram.
 *
 * @param operation for the errors
 * @returns what gives them, since their heading may have to be read from the database
 * @throws DataJointError for anything but a table or a restricted table
 */
export function seedSourceOf(expression: unknown, operation: string): () => Promise<LocatedSeed> {
  if (!isOperand(expression)) {
    throw new DataJointError(
      `${operation} needs a table class or a restricted table, such as Session.restrict({ subject_id: 1 }).`,
    );
  }
  const locate = (): LocatedSeed => {
    const { node, connection } = expression[operand];
    const seed = seedOf(node, operation);
    return { connection, schema: seed.table.name.schema, seed };
  };
  try {
    locate();
  } catch (error) {
    if (!(error instanceof HeadingPending)) throw error;
  }
  return async () => {
    for (;;) {
      try {
        return locate();
      } catch (error) {
        if (!(error instanceof HeadingPending)) throw error;
        await error.load();
      }
    }
  };
}
