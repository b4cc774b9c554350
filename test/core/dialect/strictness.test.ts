import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveDefinition } from "../../../core/declaration/resolve-definition.ts";
import type { TableDeclaration } from "../../../core/declaration/table-declaration.ts";
import { parseDefinition } from "../../../core/definition/parse-definition.ts";
import { mysqlDdl } from "../../../core/dialect/mysql/ddl.ts";
import { mysqlIntrospection } from "../../../core/dialect/mysql/introspect.ts";
import { mysqlQuoting } from "../../../core/dialect/mysql/quote.ts";
import { sqliteDdl } from "../../../core/dialect/sqlite/ddl.ts";
import { sqliteIntrospection } from "../../../core/dialect/sqlite/introspect.ts";
import { sqliteQuoting } from "../../../core/dialect/sqlite/quote.ts";
import type { SqlValue } from "../../../core/values/sql-value.ts";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";
import { mysqlExecutor, type OpenExecutor, sqliteExecutor } from "./executors.ts";

/** For each type: values that every backend takes and values that every backend refuses. */
const values: Readonly<
  Record<string, { readonly fits: readonly SqlValue[]; readonly refused: readonly SqlValue[] }>
> = {
  int8: { fits: [0, -128, 127], refused: [128, -129, "x", null] },
  int16: { fits: [-32768, 32767], refused: [32768, -32769] },
  int32: { fits: [-2147483648, 2147483647], refused: [2147483648, -2147483649] },
  int64: {
    fits: [1, "9223372036854775807", "-9223372036854775808"],
    refused: ["9223372036854775808", "abc"],
  },
  "tinyint unsigned": { fits: [0, 255], refused: [-1, 256] },
  "smallint unsigned": { fits: [65535], refused: [-1, 65536] },
  mediumint: { fits: [8388607], refused: [8388608] },
  "int unsigned": { fits: [4294967295], refused: [-1, 4294967296] },
  "bigint unsigned": { fits: [0], refused: [-1] },
  float32: { fits: [1.5, -3.4e38], refused: [1e39, "one"] },
  float64: { fits: [1.5, -1.7e308], refused: ["one"] },
  "float unsigned": { fits: [0, 1.5], refused: [-1.5] },
  "decimal(5,2)": { fits: ["999.99", "-0.05", 12], refused: ["1000", "-1000.00", "999.995"] },
  "decimal(2,2)": { fits: ["0.99"], refused: ["1"] },
  "decimal(20,2)": {
    fits: ["123456789012345678.12", "-0.05", "0.00"],
    refused: ["1234567890123456789.00", "abc", "1-2.00"],
  },
  "decimal(20,0)": { fits: ["12345678901234567890", "-7"], refused: ["123456789012345678901"] },
  bool: { fits: [0, 1], refused: [1000, "yes"] },
  "char(3)": { fits: ["abc", "", "żół", "😀😀😀"], refused: ["abcd"] },
  "varchar(3)": { fits: ["abc", "", "żół", "😀😀😀"], refused: ["abcd", "żółć", null] },
  "enum('left','right')": { fits: ["left", "right"], refused: ["up", "Left"] },
  date: {
    fits: ["2024-02-29", "9999-12-31", "1000-01-01"],
    refused: ["2024-02-30", "2023-02-29", "2024-13-01", "0000-00-00", "yesterday"],
  },
  datetime: {
    fits: ["2024-02-29 23:59:59"],
    refused: [
      "2024-02-30 00:00:00",
      "2024-01-01 24:00:00",
      "2024-01-01 10:60:00",
      "2024-01-01 10:00:61",
      "soon",
    ],
  },
  "datetime(3)": {
    fits: ["2024-01-01 10:00:00.123", "2024-01-01 10:00:00"],
    refused: ["2024-02-30 10:00:00.5"],
  },
  "datetime(6)": { fits: ["2024-01-01 10:00:59.999999"], refused: ["2024-01-01 10:00:60.5"] },
  timestamp: {
    fits: ["2024-01-01 10:00:00"],
    refused: ["2040-01-01 00:00:00", "1969-01-01 00:00:00", "2024-02-30 00:00:00"],
  },
  time: {
    fits: ["10:20:30", "-10:20:30", "838:59:59", "-838:59:59", "00:00:00"],
    refused: ["839:00:00", "10:60:00", "noon"],
  },
  "time(2)": { fits: ["10:20:30.25", "10:20:30"], refused: ["10:61:00.5"] },
  year: { fits: [1901, 2155], refused: [1900, 2156] },
  uuid: { fits: [new Uint8Array(16).fill(7)], refused: [new Uint8Array(17)] },
  bytes: { fits: [new Uint8Array([0, 255]), new Uint8Array(0)], refused: [null] },
  tinyblob: { fits: [new Uint8Array(255)], refused: [new Uint8Array(256)] },
  tinytext: { fits: ["x".repeat(255), "ż".repeat(127)], refused: ["x".repeat(256), "ż".repeat(128)] },
  json: { fits: ['{"a": [1, null]}', "7", '"text"', "null"], refused: ["{a: 1}", "", "{"] },
  "<blob>": { fits: [new Uint8Array([1])], refused: [null] },
};

const declare = (
  definition: string,
  table: string,
  parents: Record<string, TableDeclaration> = {},
): TableDeclaration =>
  resolveDefinition(parseDefinition(definition), {
    name: { schema: `strict_${process.pid}`, table },
    tier: "manual",
    findTable: (reference) => parents[reference] ?? null,
    config: { addJobMetadata: false, allowNewPkFieldsInComputedTables: false },
  });

const backends = [
  {
    name: "sqlite",
    isSkipped: false,
    ddl: sqliteDdl,
    introspection: sqliteIntrospection,
    quote: sqliteQuoting,
    open: () => sqliteExecutor(),
  },
  {
    name: "mysql",
    isSkipped: isMysqlSkipped,
    ddl: mysqlDdl,
    introspection: mysqlIntrospection,
    quote: mysqlQuoting,
    open: async () => mysqlExecutor(await mysqlUrl()),
  },
] as const;

describe.each(backends)("what $name accepts", ({ isSkipped, ddl, introspection, quote, open }) => {
  describe.skipIf(isSkipped)("by type", () => {
    let executor: OpenExecutor;
    const schema = `strict_${process.pid}`;
    const insert = (declaration: TableDeclaration, row: readonly SqlValue[], columns?: readonly string[]) =>
      executor.execute({
        sql:
          `INSERT INTO ${quote.table(declaration.name)} (${(columns ?? declaration.attributes.map(({ name }) => name)).map(quote.identifier).join(", ")})` +
          ` VALUES (${row.map(() => "?").join(", ")})`,
        values: row,
      });
    const create = async (declaration: TableDeclaration): Promise<TableDeclaration> => {
      for (const statement of ddl.createTable(declaration)) await executor.execute(statement);
      return declaration;
    };
    beforeAll(async () => {
      executor = await open();
      for (const statement of [...ddl.dropSchema(schema, []), ...ddl.createSchema(schema)]) {
        await executor.execute(statement);
      }
    });
    afterAll(async () => {
      if (ddl === mysqlDdl)
        for (const statement of ddl.dropSchema(schema, [])) await executor.execute(statement);
      await executor.close();
    });

    test.each(Object.entries(values))("%s", async (type, { fits, refused }) => {
      const name = `t_${Object.keys(values).indexOf(type)}`;
      const table = await create(declare(`id : int32\n---\nvalue : ${type}`, name));
      for (const [index, value] of fits.entries()) {
        await expect(insert(table, [index, value]), `${type} ← ${value}`).resolves.toBeDefined();
      }
      for (const [index, value] of refused.entries()) {
        await expect(insert(table, [100 + index, value]), `${type} ← ${value}`).rejects.toThrow();
      }
      const nullable = await create(declare(`id : int32\n---\nvalue = null : ${type}`, `n${name}`));
      await expect(insert(nullable, [1, null])).resolves.toBeDefined();
    });

    test("keys are required, whatever their type", async () => {
      const table = await create(declare("id : int32\n---\nnote = '' : varchar(5)", "keyed"));
      await expect(insert(table, [null, "a"])).rejects.toThrow();
      await expect(insert(table, ["a"], ["note"])).rejects.toThrow();
      await insert(table, [1, "a"]);
      await expect(insert(table, [1, "b"])).rejects.toThrow();
    });

    test("texts that differ in spaces at their end are one key", async () => {
      const table = await create(declare("code : varchar(5)", "padded"));
      await insert(table, ["a"]);
      await expect(insert(table, ["a "])).rejects.toThrow();
      await expect(insert(table, ["A"])).resolves.toBeDefined();
    });

    test("foreign keys, unique ones and nullable ones", async () => {
      const parent = await create(declare("a : int32\nb : varchar(3)", "parent"));
      const child = await create(
        declare("id : int32\n---\n-> [nullable, unique] Parent", "child", { Parent: parent }),
      );
      await insert(parent, [1, "x"]);
      await expect(insert(child, [1, 1, "y"])).rejects.toThrow();
      await insert(child, [1, 1, "x"]);
      await expect(insert(child, [2, 1, "x"])).rejects.toThrow();
      await insert(child, [3, null, null]);
      await insert(child, [4, null, null]);
      await expect(
        executor.execute({ sql: `DELETE FROM ${quote.table(parent.name)}`, values: [] }),
      ).rejects.toThrow();
      await executor.execute({ sql: `UPDATE ${quote.table(parent.name)} SET a = 5`, values: [] });
      const { rows } = await executor.execute({
        sql: `SELECT a FROM ${quote.table(child.name)} WHERE id = 1`,
        values: [],
      });
      expect(Number(rows[0]![0])).toBe(5);
    });

    test("defaults", async () => {
      const table = await create(
        declare(
          `id : int32
           ---
           a = 5 : int32
           b = "it's" : varchar(10)
           c = 1.5 : decimal(7,2)
           d = CURRENT_TIMESTAMP : datetime
           e = CURRENT_TIMESTAMP(3) : datetime(3)
           f = '2024-01-31 10:20:30.500' : datetime(3)
           g = true : bool
           h = "left" : enum('left','right')
           i = 0.25 : float64
           j = '10:00:00' : time
           k = 7.5 : decimal(20,2)`,
          "defaults",
        ),
      );
      await insert(table, [1], ["id"]);
      const { rows } = await executor.execute({
        sql: `SELECT a, b, c, d, e, f, g, h, i, j, k FROM ${quote.table(table.name)}`,
        values: [],
      });
      const [a, b, c, d, e, f, g, h, i, j, k] = rows[0]!.map(String);
      expect([a, b, Number(c), g, h, i, j, k]).toEqual([
        "5",
        "it's",
        1.5,
        "1",
        "left",
        "0.25",
        "10:00:00",
        "7.50",
      ]);
      expect(f).toMatch(/^2024-01-31 10:20:30\.50*$/);
      for (const moment of [d, e]) {
        expect(Math.abs(Date.parse(`${moment!.replace(" ", "T")}Z`) - Date.now())).toBeLessThan(60_000);
      }
    });

    test("odd texts, kept to the letter", async () => {
      const odd = `C:\\new 'x' "y" %s {z} ? ; -- /* \`b\` */ 雨`;
      const table = await create(
        declare(
          `# ${odd}\nid : int32 # ${odd}\n---\na = 'C:\\\\dir ''q'' ?' : varchar(30) # ${odd}\nb = 'x\\\\y' : enum('x\\\\y','it''s',"?")`,
          "odd",
        ),
      );
      const { creation: _, ...declared } = table;
      expect(declared.comment).toBe(odd);
      expect(declared.attributes.map(({ default: shown }) => shown)).toEqual([
        null,
        `"C:\\dir 'q' ?"`,
        `"x\\y"`,
      ]);
      expect(await introspection.loadTable(executor, table.name)).toEqual(declared);
      await insert(table, [1], ["id"]);
      const { rows } = await executor.execute({
        sql: `SELECT a, b FROM ${quote.table(table.name)}`,
        values: [],
      });
      expect(rows).toEqual([["C:\\dir 'q' ?", "x\\y"]]);
      await expect(insert(table, [2, "", "it's"])).resolves.toBeDefined();
      await expect(insert(table, [3, "", "xy"])).rejects.toThrow();
    });

    test("numbers that the database gives", async () => {
      const table = await create(declare("id : int auto_increment\n---\nnote : varchar(5)", "numbered"));
      await insert(table, ["a"], ["note"]);
      await insert(table, ["b"], ["note"]);
      const { rows } = await executor.execute({
        sql: `SELECT id FROM ${quote.table(table.name)} ORDER BY id`,
        values: [],
      });
      expect(rows.map(([id]) => Number(id))).toEqual([1, 2]);
      await expect(insert(table, [3_000_000_000, "c"])).rejects.toThrow();
    });

    test("a unique index on an expression", async () => {
      const table = await create(
        declare("id : int32\n---\nemail : varchar(30)\nunique index((lower(email)))", "mailing"),
      );
      await insert(table, [1, "Ada@x.org"]);
      await expect(insert(table, [2, "ada@X.org"])).rejects.toThrow();
    });

    test("one row of a table without key", async () => {
      const table = await create(declare("---\nnote : varchar(5)", "singleton"));
      await insert(table, ["a"], ["note"]);
      await expect(insert(table, ["b"], ["note"])).rejects.toThrow();
    });
  });
});
