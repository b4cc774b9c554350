import { expect, describe as group, test } from "vitest";
import { describe } from "../../../core/declaration/describe.ts";
import type { TableDeclaration, TableName } from "../../../core/declaration/table-declaration.ts";
import { classNameOf } from "../../../core/declaration/table-names.ts";
import { sqliteDdl } from "../../../core/dialect/sqlite/ddl.ts";
import { sqliteIntrospection } from "../../../core/dialect/sqlite/introspect.ts";
import { sqliteExecutor } from "../dialect/executors.ts";
import { declare } from "./declare.ts";

const reference = (name: TableName): string => classNameOf(name.table);
const withoutCreation = ({ creation: _, ...rest }: TableDeclaration): Omit<TableDeclaration, "creation"> =>
  rest;

/** A declaration without the order of its foreign keys, and of the indexes that they bring, which means nothing. */
const inAnyOrder = (declaration: Omit<TableDeclaration, "creation">): object => {
  const sorted = <Item>(items: readonly Item[]): Item[] =>
    [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const { foreignKeys, indexes } = declaration;
  return { ...declaration, foreignKeys: sorted(foreignKeys), indexes: sorted(indexes) };
};

const A = declare("A", "a1 : int32  # one\na2 : varchar(4)\n---\nx : int8");
const B = declare("B", "-> A\nb : date", { tables: { A } });
const C = declare("C", "a2 : varchar(4)\nc : enum('x','y z')");
const D = declare("D", "d : int8\na1 : varchar(4)\ne : int8\na2 : int32");
const tables = { A, B, C, D };

group("describe gives a definition that declares the same table", () => {
  test.each([
    "---",
    "# only words\nid : int32",
    "# a table\nid : int32  # its number\n---\nx = null : float64  # maybe\ny = 5 : int8",
    `id : int32\n---\na = "it's" : varchar(20)\nb = 'say "hi"' : varchar(20)\nc = 'both " and ''' : varchar(20)`,
    "id : int32\n---\na = '2024-01-31 10:20:30' : datetime\nb = '10:20:30' : time\nc = '' : char(4)\nd = 'a#b:c' : char(9)",
    "id : int32\n---\na = CURRENT_TIMESTAMP(3) : datetime(3)\nb = true : bool\nc = -0.05 : decimal(7,2)\nd = 1e-3 : float64",
    "id : int unsigned auto_increment\n---\na : double(8,2)\nb : <blob@cold>\nc : uuid\nd : enum('p','q r')",
    "-> A",
    "-> B\n---\n-> [nullable] C",
    "-> [unique] A\nid : int8",
    "id : int8\n---\n-> [nullable, unique] A",
    "-> A.proj(first='a1')\n-> A.proj(second='a1')",
    "-> B\n-> C",
    "-> C\n---\n-> B",
    "-> C\n---\n-> [nullable] B",
    "-> B\n-> A",
    "-> B\n---\n-> A",
    "id : int8\n---\n-> [nullable] B\n-> [nullable] A",
    "-> C\na1 = 3 : int32\n---\n-> A",
    "a2 : varchar(4)\n-> A",
    "a1 : int32\nid : int8\n---\n-> A.proj(other='a1')\n-> [nullable] A",
    "id : int8\n---\nx : varchar(9)\nindex(x)\nunique index(x, id)\nindex(id, (lower(x)))",
    "id : int8\n---\nx : json\nindex(x.name:char(20))\nindex((concat(id, ',', id)))",
    "id : int8\n---\n-> C\nx : int8\nindex(a2, x)\nunique index(a2, c)",
  ])("%j", async (definition) => {
    const declared = declare("Child", definition, { tables });
    const described = describe(declared, reference);
    const again = declare("Child", described, { tables });
    expect(inAnyOrder(withoutCreation(again))).toEqual(inAnyOrder(withoutCreation(declared)));
    expect(describe(again, reference)).toBe(described);

    const executor = await sqliteExecutor();
    for (const table of [A, B, C, D, declared]) {
      for (const statement of sqliteDdl.createTable(table)) await executor.execute(statement);
    }
    const loaded = (await sqliteIntrospection.loadTable(executor, declared.name))!;
    expect(loaded).toEqual(withoutCreation(declared));
    expect(describe(loaded, reference)).toBe(described);
    await executor.close();
  });

  test.each([
    ["-> B\n-> A", "-> A\n-> B\n"],
    ["-> B\n---\n-> A", "-> A\n-> B\n"],
    ["-> B\n---\n-> B.proj(a3='a1')\n-> A", '-> A\n-> B\n---\n-> B.proj(a3="a1")\n'],
    // At its last attribute it would move the attributes of another one.
    ["-> D\n-> A.proj(a2='a1', a1='a2')", '-> D\n-> A.proj(a2="a1",a1="a2")\n'],
  ])("with a foreign key where its attributes are complete: %j", (definition, described) => {
    expect(describe(declare("Child", definition, { tables }), reference)).toBe(described);
  });

  test("as a reader would write it", () => {
    const child = declare(
      "Child",
      "# words\n-> A\nid : int8 # n\n---\n-> [unique] C.proj(k='c')\nx=null : date",
      { tables },
    );
    expect(describe(child, reference)).toBe(
      "# words\n-> A\nid                   : int8                         # n\n---\n" +
        '-> [unique] C.proj(k="c")\nx=null               : date\n',
    );
  });
});

group("random definitions", () => {
  const types = [
    "int8",
    "int64",
    "float32",
    "bool",
    "uuid",
    "date",
    "datetime(3)",
    "decimal(9,3)",
    "varchar(12)",
    "char(3)",
    "enum('u','v w')",
  ];
  const secondary = [
    ...types,
    "json",
    "<blob>",
    "bytes",
    "int unsigned",
    "text",
    "time(2)",
    "<attach@store>",
  ];
  const defaults: Readonly<Record<string, readonly string[]>> = {
    int8: ["7", "-1"],
    float32: ["0.5"],
    date: ["'2024-02-29'"],
    "varchar(12)": ["''", `"it's"`, "plain"],
    "enum('u','v w')": ["'v w'"],
    "decimal(9,3)": ["1.5"],
    bool: ["true"],
  };

  test("survive definition → declaration → file → describe → declaration", async () => {
    let state = 11;
    const next = (limit: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const pick = <T>(items: readonly T[]): T => items[next(items.length)]!;
    const executor = await sqliteExecutor();
    const known: Record<string, TableDeclaration> = {};
    let withForeignKeys = 0;
    for (let round = 0; round < 150; round++) {
      const lines: string[] = [];
      if (next(2) === 0) lines.push(`# table ${round}`);
      const parents = Object.keys(known).slice(-6);
      const foreignKey = (options: string): void => {
        if (parents.length === 0) return;
        const parent = pick(parents);
        const key = known[parent]!.attributes.filter(({ inKey, isHidden }) => inKey && !isHidden);
        if (key.length === 0 || key.length > 5) return;
        const renamed = next(3) === 0 ? `.proj(r${lines.length}_${round}='${pick(key).name}')` : "";
        lines.push(`->${options} ${parent}${renamed}`);
      };
      const attribute = (name: string, pool: readonly string[], isInKey: boolean): void => {
        const type = pick(pool);
        const choices = defaults[type] ?? [];
        const shown =
          next(4) === 0 && !isInKey ? "null" : choices.length > 0 && next(3) === 0 ? pick(choices) : null;
        lines.push(
          `${name}${shown === null ? "" : ` = ${shown}`} : ${type}${next(3) === 0 ? "  # note: 'x' # y" : ""}`,
        );
      };
      for (let index = 0; index < next(3); index++) foreignKey(next(5) === 0 ? " [unique]" : "");
      for (let index = 0; index < next(3); index++) attribute(`k${index}_${round}`, types, true);
      lines.push("---");
      for (let index = 0; index < next(3); index++)
        foreignKey(pick(["", " [nullable]", " [unique]", " [nullable, unique]"]));
      for (let index = 0; index < next(5); index++) attribute(`s${index}_${round}`, secondary, false);
      const name = `T${round}`;
      const declared = declare(name, lines.join("\n"), { tables: known });
      if (declared.foreignKeys.length > 0) withForeignKeys++;
      for (const statement of sqliteDdl.createTable(declared)) await executor.execute(statement);
      const loaded = (await sqliteIntrospection.loadTable(executor, declared.name))!;
      expect(loaded, lines.join("\n")).toEqual(withoutCreation(declared));
      const again = declare(name, describe(loaded, reference), { tables: known });
      expect(inAnyOrder(withoutCreation(again)), describe(loaded, reference)).toEqual(inAnyOrder(loaded));
      known[name] = loaded;
    }
    expect(withForeignKeys).toBeGreaterThan(50);
    expect(await sqliteIntrospection.loadSchema(executor, "lab")).toHaveLength(150);
    await executor.close();
  });
});
