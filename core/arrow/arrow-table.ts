import type * as Flechette from "@uwdata/flechette";
import type { DataType } from "../types/data-type.ts";
import { type ArrowColumnPlan, planColumn } from "./arrow-column.ts";
import { extensionKey, jsonExtension, storedExtension } from "./arrow-extensions.ts";

type Arrow = typeof Flechette;

/** A table of Arrow columns, as the library `@uwdata/flechette` has it. */
export type ArrowTable = Flechette.Table;

/** How the values of an Arrow table are read back; what is stored is exact whatever is chosen. */
export interface ArrowReading {
  /** 64-bit integers and durations as bigint. Default true; else as number, which fails beyond ±(2^53 − 1). */
  useBigInt?: boolean;
  /** Decimals as bigint of all their digits, the type tells how many stand behind the point. Default false: as number. */
  useDecimalInt?: boolean;
  /** Dates and moments as `Date`. Default false: as milliseconds since 1970. */
  useDate?: boolean;
}

/** A column of rows that were fetched. */
export interface ArrowSource {
  readonly name: string;
  readonly type: DataType | null;
  /** True for values that a codec stored. */
  readonly isStored: boolean;
  readonly values: readonly unknown[];
}

/** Gives the values that were written by one type another of the same layout. */
function relabel(
  arrow: Arrow,
  column: Flechette.Column<unknown>,
  type: Flechette.DataType,
  reading: ArrowReading,
): Flechette.Column<unknown> {
  const BatchOf = arrow.batchType(type, reading) as new (
    parts: ConstructorParameters<typeof Flechette.Batch>[0],
  ) => Flechette.Batch<unknown>;
  const batches = column.data.map(
    ({ length, nullCount, validity, values }) =>
      new BatchOf({ length, nullCount, type, validity, values: values as BigInt64Array }),
  );
  return new arrow.Column(batches, type);
}

function makeColumn(
  arrow: Arrow,
  values: readonly unknown[],
  plan: ArrowColumnPlan,
  reading: ArrowReading,
): Flechette.Column<unknown> {
  const converted = values.map((value) =>
    value === null || value === undefined ? null : plan.convert(value),
  );
  const column = arrow.columnFromArray(converted, plan.writtenAs ?? plan.type, reading);
  return plan.writtenAs === undefined ? column : relabel(arrow, column, plan.type, reading);
}

/** Makes an Arrow table of columns. The library is loaded when this is first called. */
export async function makeArrowTable(
  columns: readonly ArrowSource[],
  { useBigInt = true, useDecimalInt = false, useDate = false }: ArrowReading,
): Promise<ArrowTable> {
  const arrow = await import("@uwdata/flechette");
  const reading = { useBigInt, useDecimalInt, useDate };
  const table = arrow.tableFromColumns(
    columns.map(({ name, type, values }) => [
      name,
      makeColumn(arrow, values, planColumn(arrow, type, values), reading),
    ]),
  );
  for (const [index, { type, isStored }] of columns.entries()) {
    const extension = isStored ? storedExtension : type?.kind === "json" ? jsonExtension : null;
    if (extension === null) continue;
    const metadata = new Map([[extensionKey, extension]]);
    table.schema.fields[index] = { ...table.schema.fields[index]!, metadata };
  }
  return table;
}
