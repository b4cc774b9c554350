import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isUnchanged, planAlteration } from "../../../core/declaration/alter-plan.ts";
import type { TableDeclaration } from "../../../core/declaration/table-declaration.ts";
import type { Ddl, Introspection } from "../../../core/dialect/dialect.ts";
import { mysqlDdl } from "../../../core/dialect/mysql/ddl.ts";
import { mysqlIntrospection } from "../../../core/dialect/mysql/introspect.ts";
import { sqliteDdl } from "../../../core/dialect/sqlite/ddl.ts";
import { sqliteIntrospection } from "../../../core/dialect/sqlite/introspect.ts";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";
import { compareTable, type DeclareCase, declareCase, dropCase, readDeclareCases } from "./declare-case.ts";
import { mysqlExecutor, type OpenExecutor, sqliteExecutor } from "./executors.ts";
import { createTableLines } from "./show-create-table.ts";

const cases = readDeclareCases();

interface Backend {
  readonly name: string;
  readonly isSkipped: boolean;
  readonly ddl: Ddl;
  readonly introspection: Introspection;
  open(): Promise<OpenExecutor>;
}

const backends: readonly Backend[] = [
  {
    name: "sqlite",
    isSkipped: false,
    ddl: sqliteDdl,
    introspection: sqliteIntrospection,
    open: () => sqliteExecutor(),
  },
  {
    name: "mysql",
    isSkipped: isMysqlSkipped,
    ddl: mysqlDdl,
    introspection: mysqlIntrospection,
    open: async () => mysqlExecutor(await mysqlUrl()),
  },
];

/** What a database tells of a table, but for what only making it needs. */
const withoutCreation = <T extends { creation?: unknown }>({
  creation: _,
  ...rest
}: T): Omit<T, "creation"> => rest;

async function check(
  spec: DeclareCase,
  backend: Backend,
  executor: OpenExecutor,
  rename: (schema: string) => string,
): Promise<void> {
  const { ddl, introspection } = backend;
  if (spec.error !== undefined) {
    // What `contents` breaks is found when rows are inserted.
    if (spec.schemas.some(({ tables }) => tables.some(({ contents }) => contents !== undefined))) return;
    await expect(declareCase(spec, executor, ddl, rename)).rejects.toThrow();
    return;
  }
  const declared = await declareCase(spec, executor, ddl, rename);
  for (const [name, expected] of Object.entries(spec.expect!)) {
    const fresh = declared.get(name)!;
    const hasExpressions = fresh.indexes.some(({ columns }) =>
      columns.some((column) => "expression" in column),
    );
    const loaded = (await introspection.loadTable(executor, fresh.name))!;
    for (const declaration of [fresh, loaded]) {
      const { expected: wanted, got } = compareTable(expected, declaration, spec, rename);
      expect(got, name).toEqual(wanted);
    }
    if (hasExpressions) {
      // A server writes expressions in its own way.
      const shape = (declaration: TableDeclaration): unknown =>
        declaration.indexes.map(({ columns, isUnique }) => [
          isUnique,
          columns.map((column) => Object.keys(column)),
        ]);
      expect(shape(loaded)).toEqual(shape(fresh));
      expect(loaded.attributes).toEqual(fresh.attributes);
    } else expect(loaded).toEqual(withoutCreation(fresh));
    expect(isUnchanged(planAlteration(loaded, fresh))).toBe(true);
    const inSchema = (await introspection.loadSchema(executor, fresh.name.schema)).find(
      (table) => table.name.table === fresh.name.table,
    );
    expect(inSchema).toEqual(loaded);
    if (backend.name === "mysql") {
      const { rows } = await executor.execute({
        sql: `SHOW CREATE TABLE \`${fresh.name.schema}\`.\`${fresh.name.table}\``,
        values: [],
      });
      expect(createTableLines(String(rows[0]![1]), rename)).toEqual(
        createTableLines(expected.mysql, rename, spec),
      );
    }
  }
}

/** Cases in which this project departs from the reference, and why. */
const departures = new Set([
  "default-bool-true", // `true` is a boolean's default
  "default-bool-false",
  "fk-renamed-unknown-attribute", // refused, with the nearest name
  "computed-own-key", // refused, as the specification says
  "imported-no-parent",
]);

describe.each(backends)("declare vectors, $name", (backend) => {
  describe.skipIf(backend.isSkipped || cases === null).each([...(cases ?? [])])("%s", (_file, specs) => {
    let executor: OpenExecutor;
    beforeAll(async () => {
      executor = await backend.open();
    });
    afterAll(() => executor.close());
    test.each(specs.map((spec) => [spec.id, spec] as const))("%s", async (id, spec) => {
      if (departures.has(id)) {
        expect(spec.quirk).toBeDefined();
        return;
      }
      const rename = (schema: string): string => `declare_${process.pid}_${schema}`;
      try {
        await check(spec, backend, executor, rename);
      } finally {
        await dropCase(spec, executor, backend.ddl, backend.introspection, rename);
      }
    });
  });
  test.runIf(cases === null)("the vectors are not beside the project", () => {
    expect(cases).toBeNull();
  });
});
