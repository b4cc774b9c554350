/** Types that programs name. Nothing here runs; see typed-rows.test-d.ts. */
import { expectTypeOf } from "vitest";
import * as dj from "../../core/index.ts";

const instance = new dj.Instance();
const schema: dj.Schema = new dj.Schema("types");
const table: dj.FreeTable = dj.FreeTable("types.lab");
const universe: dj.U = dj.U("city");
const top: dj.Top = dj.Top(5);

@schema
class Lab extends dj.Manual {
  static readonly definition = "lab_id : int32\n---\nlab_name : varchar(20)";
}
@schema
class Scan extends dj.Imported {
  static readonly definition = "-> Lab";
}

/** A program's own function takes expressions, classes and instances alike. */
async function firstOf(expression: dj.QueryExpression): Promise<dj.Row | undefined> {
  return (await expression.restrict(top).toDicts())[0];
}
for (const one of [
  Lab,
  new Lab(),
  Scan,
  table,
  Lab.proj(),
  universe.restrict(Lab),
  instance.FreeTable("a.b"),
]) {
  expectTypeOf(firstOf(one)).resolves.toEqualTypeOf<dj.Row | undefined>();
}
const known: unknown = Lab;
if (dj.isQueryExpression(known)) expectTypeOf(known.makeSql()).toEqualTypeOf<string>();
if (known instanceof dj.QueryExpression) expectTypeOf(known.makeSql()).toEqualTypeOf<string>();
// @ts-expect-error a text is no expression
firstOf("lab");

expectTypeOf(Scan.jobs).toExtend<dj.JobTable>();
expectTypeOf<Parameters<typeof Lab.makeSql>[0]>().toEqualTypeOf<dj.MakeSqlOptions | undefined>();
expectTypeOf<Parameters<typeof Lab.join>[1]>().toEqualTypeOf<dj.JoinOptions | undefined>();
expectTypeOf<Parameters<typeof Lab.top>[0]>().toEqualTypeOf<dj.TopOptions | undefined>();
expectTypeOf<Parameters<typeof Lab.drop>[0]>().toEqualTypeOf<dj.DropOptions | undefined>();
expectTypeOf<Parameters<typeof Lab.alter>[0]>().toEqualTypeOf<dj.AlterOptions | undefined>();
expectTypeOf<dj.AggregateOptions & dj.MatchOptions & dj.NamedAttributes>().not.toBeAny();
expectTypeOf<dj.SqlValue | dj.DialectName | dj.CompiledQuery | dj.Table>().not.toBeAny();
