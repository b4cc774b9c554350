import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { TableColumn } from "../../kernel/output.ts";
import { isEachDeclared, type ParquetColumn, parquetColumns } from "./parquet-column.ts";
import type { PlainRow } from "./read-rows.ts";

/** Rows as a Parquet file; each portion becomes a group of rows. */
export async function writeParquet(
  columns: readonly TableColumn[],
  portions: AsyncIterable<readonly PlainRow[]>,
): Promise<Blob> {
  const bytes = new ByteWriter();
  if (isEachDeclared(columns)) {
    const writer = new Writer(bytes, parquetColumns(columns, []));
    for await (const rows of portions) writer.write(rows);
    writer.finish();
  } else {
    const rows: PlainRow[] = [];
    for await (const portion of portions) rows.push(...portion);
    const writer = new Writer(bytes, parquetColumns(columns, rows));
    if (rows.length > 0) writer.write(rows);
    writer.finish();
  }
  return new Blob([bytes.getBuffer()], { type: "application/vnd.apache.parquet" });
}

class Writer {
  readonly #columns: readonly ParquetColumn[];
  readonly #writer: ParquetWriter;

  constructor(bytes: ByteWriter, columns: readonly ParquetColumn[]) {
    this.#columns = columns;
    this.#writer = new ParquetWriter({
      writer: bytes,
      schema: [{ name: "root", num_children: columns.length }, ...columns.map(({ element }) => element)],
      createdBy: "DataJoint",
    });
  }

  write(rows: readonly PlainRow[]): void {
    const columnData = this.#columns.map(({ element, convert }, index) => ({
      name: element.name,
      data: rows.map((row) => (row[index] === null ? null : convert(row[index]!))),
    }));
    this.#writer.write({ columnData, rowGroupSize: rows.length });
  }

  finish(): void {
    this.#writer.finish();
  }
}
