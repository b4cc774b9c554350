import type { TableDeclaration, TableName } from "./table-declaration.ts";
import type { Tier } from "./table-names.ts";

/** What a definition is resolved against. */
export interface DefinitionContext {
  readonly name: TableName;
  readonly tier: Tier;
  /**
   * The table that a reference names, as written: `Table`, `alias.Table`, `Master.Part` or `` `schema`.`table` ``;
   * null where there is none.
   */
  findTable(reference: string): TableDeclaration | null;
  /** Names that references could have, for suggestions. */
  readonly tableNames?: () => Iterable<string>;
  /** What `master` names, for a part. */
  readonly master?: TableDeclaration | null;
  readonly config: {
    readonly addJobMetadata: boolean;
    readonly allowNewPkFieldsInComputedTables: boolean;
  };
}
