import { resolveDefinition } from "../../../core/declaration/resolve-definition.ts";
import type { TableDeclaration } from "../../../core/declaration/table-declaration.ts";
import { type Tier, tableNameOf } from "../../../core/declaration/table-names.ts";
import { parseDefinition } from "../../../core/definition/parse-definition.ts";

export interface DeclareOptions {
  readonly tier?: Tier;
  readonly schema?: string;
  readonly tables?: Readonly<Record<string, TableDeclaration>>;
  readonly master?: TableDeclaration;
  readonly addJobMetadata?: boolean;
  readonly allowNewPkFieldsInComputedTables?: boolean;
}

/** Declares a class from its definition, with other tables by the names that references use. */
export function declare(
  className: string,
  definition: string,
  options: DeclareOptions = {},
): TableDeclaration {
  const tier = options.tier ?? "manual";
  return resolveDefinition(parseDefinition(definition), {
    name: {
      schema: options.schema ?? "lab",
      table: tableNameOf(className, tier, options.master?.name.table),
    },
    tier,
    findTable: (reference) => options.tables?.[reference] ?? null,
    master: options.master ?? null,
    config: {
      addJobMetadata: options.addJobMetadata ?? false,
      allowNewPkFieldsInComputedTables: options.allowNewPkFieldsInComputedTables ?? false,
    },
  });
}
