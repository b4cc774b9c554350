import { expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

/** Numbers that look random and are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const types = [
  ["int8", ["", "=5", "=null"]],
  ["int64", ["", "=-7", "=null"]],
  ["float32", ["", "=0.5", "=null"]],
  ["decimal(6,2)", ["", "=1.50", "=null"]],
  ["decimal(20,4)", ["", "=null"]],
  ["bool", ["", "=1"]],
  ["char(4)", ["", '="a b"', "=null"]],
  ["varchar(20)", ["", '=""', "=null"]],
  ["enum('low', 'high')", ["", '="low"', "=null"]],
  ["date", ["", "=null"]],
  ["datetime(3)", ["", "=CURRENT_TIMESTAMP(3)", "=null"]],
  ["uuid", ["", "=null"]],
  ["json", ["", "=null"]],
  ["bytes", ["", "=null"]],
  ["<blob>", ["", "=null"]],
  ["smallint unsigned", ["", "=3"]],
] as const;

const names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"];

/** A definition of which primary key, foreign key and index are always the same. */
function definition(random: (below: number) => number): string {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const chosen = names.filter(() => random(3) > 0).sort(() => random(3) - 1);
  const lines = chosen.map((name) => {
    const [type, defaults] = pick(types);
    return `${name}${pick<string>(defaults)} : ${type}${pick(["", " # note", ' # it\'s "so"'])}`;
  });
  lines.splice(random(lines.length + 1), 0, "-> Parent");
  lines.splice(random(lines.length + 1), 0, "fixed : varchar(9)");
  const comment = pick(["", "# first", "# second"]);
  return `${comment}\nkey_one : int16\nkey_two : varchar(5)\n---\n${lines.join("\n")}\nunique index(fixed, parent)`;
}

describeBackends("tables altered at random", (backend) => {
  /** What the database itself says of a table, with the name of its schema taken out. */
  async function inDatabase(inst: dj.Instance, schema: string): Promise<unknown> {
    const sql =
      backend.name === "sqlite"
        ? `SELECT name, sql FROM sqlite_schema WHERE tbl_name = '${schema}.sample' ORDER BY name`
        : `SHOW CREATE TABLE \`${schema}\`.sample`;
    const rows = JSON.stringify(await inst.connection.query(sql)).replaceAll(schema, "schema");
    // Numbers of constraints and the order of indexes in the text tell nothing.
    return rows.split("\\n").sort();
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("are as if they had been declared so (%i)", async (seed) => {
    const random = numbers(seed);
    const inst = await backend.connect();
    inst.config.loglevel = "ERROR";
    const make = (word: string, text: string) => {
      const schema = inst.Schema(backend.schemaName(word));
      class Parent extends dj.Manual {
        static definition = "parent : int32";
      }
      schema(Parent);
      class Sample extends dj.Manual {
        static definition = text;
      }
      schema(Sample);
      return { schema, Parent, Sample };
    };
    const altered = make("altered", definition(random));
    await altered.Parent.insert1([1]);
    for (let step = 0; step < 3; step++) {
      const text = definition(random);
      const fresh = make("fresh", text);
      await fresh.schema.declare();
      altered.Sample.definition = text;
      await altered.Sample.alter();
      const plain = async (table: dj.TableClass, schema: { database: string }) =>
        JSON.parse(JSON.stringify(await table.declaration()).replaceAll(schema.database, "schema"));
      expect(await plain(altered.Sample, altered.schema), text).toEqual(
        await plain(fresh.Sample, fresh.schema),
      );
      expect(await inDatabase(inst, altered.schema.database), text).toEqual(
        await inDatabase(inst, fresh.schema.database),
      );
      expect(await altered.Sample.alter()).toEqual([]);
    }
  });
});
