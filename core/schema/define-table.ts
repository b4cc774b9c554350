import type { Connection } from "../connection/connection.ts";
import { resolveDefinition } from "../declaration/resolve-definition.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { type Tier, tableNameOf } from "../declaration/table-names.ts";
import { parseDefinition } from "../definition/parse-definition.ts";
import { DataJointError } from "../errors/index.ts";
import { warnOnce } from "../instance/log.ts";
import { TableBinding } from "../table/table-binding.ts";
import { tierOfClass } from "../table/tiers.ts";
import type { ReferenceScope } from "./reference-scope.ts";

/** What is needed to bind a class to a table. */
export interface TableOrigin {
  readonly connection: Connection;
  readonly schema: string;
  /** What its definition may name. */
  readonly scope: ReferenceScope;
}

/**
 * Reads the definition of a class and binds it to its table. Pure: nothing is declared yet.
 *
 * @param tableClass a class that extends a tier
 * @param className its name, in CamelCase
 * @param master the master's table, for a part
 * @throws DataJointError with line and column for a definition that can't be read
 */
export function defineTable(
  tableClass: object,
  className: string,
  origin: TableOrigin,
  master: TableBinding | null,
): TableBinding {
  const tier = tierOfClass(tableClass);
  if (tier === null) {
    throw new DataJointError(
      `The class ${className} must extend dj.Manual, dj.Lookup, dj.Imported, dj.Computed or dj.Part to become a table.`,
    );
  }
  if ((tier === "part") !== (master !== null)) {
    throw new DataJointError(
      master === null
        ? `${className} is a part. Make it a static member of its master's class, and decorate the master.`
        : `${master.className}.${className} must extend dj.Part to be a part of ${master.className}.`,
    );
  }
  const title = master === null ? className : `${master.className}.${className}`;
  const define = () => readDefinition(tableClass, className, title, tier, origin, master);
  const referenceTo = (name: TableName) => origin.scope.referenceTo(name);
  const binding = new TableBinding(origin.connection, title, tier, define(), master, referenceTo);
  binding.define = define;
  return binding;
}

/** The declaration that the definition of a class stands for; what it warns of is logged. */
function readDefinition(
  tableClass: object,
  className: string,
  title: string,
  tier: Tier,
  origin: TableOrigin,
  master: TableBinding | null,
): TableDeclaration {
  const { definition } = tableClass as { definition?: unknown };
  if (typeof definition !== "string") {
    throw new DataJointError(`${title} has no definition. Give it one as text: static definition = "…".`);
  }
  const { jobs } = origin.connection.config;
  try {
    const tree = parseDefinition(definition);
    const declaration = resolveDefinition(tree, {
      name: { schema: origin.schema, table: tableNameOf(className, tier, master?.name.table) },
      tier,
      findTable: (reference) => origin.scope.find(reference),
      tableNames: () => origin.scope.names(),
      master: master?.declaration ?? null,
      config: {
        addJobMetadata: jobs.addJobMetadata,
        allowNewPkFieldsInComputedTables: jobs.allowNewPkFieldsInComputedTables,
      },
    });
    for (const { message, position } of tree.warnings) {
      warnOnce(
        origin.connection.config,
        `In the definition of ${title}, line ${position.line}, column ${position.column}: ${message}.`,
      );
    }
    return declaration;
  } catch (error) {
    if (!(error instanceof DataJointError)) throw error;
    const ErrorClass = error.constructor as new (message: string, options: object) => DataJointError;
    throw new ErrorClass(`In the definition of ${title}: ${error.message}`, {
      cause: error.cause,
      position: error.position,
    });
  }
}
