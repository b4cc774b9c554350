import type { FetchOptions, MatchOptions } from "../expression/options.ts";
import type { QueryExpression } from "../expression/query-expression.ts";
import type { Restriction } from "../query/condition.ts";
import type { TopOptions } from "../query/top.ts";
import type { Table } from "../table/table.ts";
import type {
  EntityOf,
  InsertedRowOf,
  KeyOf,
  NameIn,
  UpdatedRowOf,
  ValueOf,
  ValuesOf,
} from "./typed-rows.ts";

type InsertParameters = Parameters<Table["insert"]>;
type AnyRow = Readonly<Record<string, unknown>> | readonly unknown[];

/** What `insert` takes beside rows. */
type OtherSource = Exclude<InsertParameters[0], Iterable<AnyRow> | AsyncIterable<AnyRow>>;

/** Options of an insert that tell whether rows may have fields that the table lacks. */
type OptionsFor<HasExtra extends boolean> = NonNullable<InsertParameters[1]> & {
  ignoreExtraFields?: HasExtra;
};

/**
 * Members of a table class whose types follow from its definition, where that is a literal
 * (`static readonly definition = …`). What they do is told at `Table` and `QueryExpression`.
 */
export interface TableQueries {
  insert<This, HasExtra extends boolean = false>(
    this: This,
    rows:
      | Iterable<InsertedRowOf<This, HasExtra>>
      | AsyncIterable<InsertedRowOf<This, HasExtra>>
      | OtherSource,
    options?: OptionsFor<HasExtra>,
  ): Promise<void>;
  insert1<This, HasExtra extends boolean = false>(
    this: This,
    row: InsertedRowOf<This, HasExtra>,
    options?: OptionsFor<HasExtra>,
  ): Promise<void>;

  update1<This>(this: This, row: UpdatedRowOf<This>): Promise<void>;

  restrict<This>(
    this: This,
    restriction: Restriction,
    options?: MatchOptions,
  ): QueryExpression<EntityOf<This>, KeyOf<This>>;
  exclude<This>(
    this: This,
    restriction: Restriction,
    options?: MatchOptions,
  ): QueryExpression<EntityOf<This>, KeyOf<This>>;
  top<This>(this: This, options?: TopOptions): QueryExpression<EntityOf<This>, KeyOf<This>>;

  toDicts<This>(this: This, options?: FetchOptions): Promise<EntityOf<This>[]>;
  keys<This>(this: This, options?: FetchOptions): Promise<KeyOf<This>[]>;
  head<This>(this: This, limit?: number): Promise<EntityOf<This>[]>;
  tail<This>(this: This, limit?: number): Promise<EntityOf<This>[]>;
  fetch1<This>(this: This): Promise<EntityOf<This>>;
  fetch1<This, Name extends NameIn<EntityOf<This>>>(
    this: This,
    attribute: Name,
  ): Promise<ValueOf<EntityOf<This>, Name>>;
  fetch1<This, Names extends NameIn<EntityOf<This>>[]>(
    this: This,
    ...attributes: Names
  ): Promise<ValuesOf<EntityOf<This>, Names>>;
}
