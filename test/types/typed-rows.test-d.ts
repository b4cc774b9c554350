/**
 * Types of rows, as the compiler tells them from definitions. Nothing here runs: `npm run check` compiles it,
 * and an expectation that does not hold, or an error that is expected and missing, fails there.
 */
import { expectTypeOf } from "vitest";
import * as dj from "../../core/index.ts";

const schema = new dj.Instance().Schema("types");

class Subject extends dj.Manual {
  static readonly definition = `
    # animals: all of them --- those that left, too
    subject_id : int32        # number: the one on the cage (see = list)
    ear = "a:b#c" : varchar(10)
    ---
    species    : enum('mouse', "rat", 'zebra (fish)', 'a#b:c')   # enum('x')
    tagged_on = NULL : date   # when
    weight= null :decimal(8, 3)
    n_litters = 0 : int64
    is_alive = true : bool#alive
    added = CURRENT_TIMESTAMP : datetime(6)
    started = '10:20:00' : time
    chip : uuid
    photo = null : bytes
    extra : json
    signal : <blob>
    scan : <blob@store>
    COUNT_TYPE : VARCHAR (20)
    tiny : tinyint unsigned
    serial_no : bigint unsigned auto_increment
    mood : mood_of_day
    raw : longblob
    index (species, tagged_on)   # a: b = c
    unique index((upper(ear)), weight)
  `;
}

type Fetched = Awaited<ReturnType<typeof subjects>>[number];
const subjects = () => Subject.toDicts();

expectTypeOf<Fetched>().toEqualTypeOf<{
  subject_id: number;
  ear: string;
  species: "mouse" | "rat" | "zebra (fish)" | "a#b:c";
  tagged_on: string | null;
  weight: string | null;
  n_litters: number | bigint;
  is_alive: boolean;
  added: string;
  started: string;
  chip: string;
  photo: Uint8Array | null;
  extra: unknown;
  signal: unknown;
  scan: unknown;
  COUNT_TYPE: string;
  tiny: number;
  serial_no: number | bigint;
  mood: unknown;
  raw: Uint8Array;
}>();

async function fetching() {
  expectTypeOf(await Subject.keys()).toEqualTypeOf<{ subject_id: number; ear: string }[]>();
  expectTypeOf(await Subject.fetch1()).toEqualTypeOf<Fetched>();
  expectTypeOf(await Subject.fetch1("weight")).toEqualTypeOf<string | null>();
  expectTypeOf(await Subject.fetch1("weight", "subject_id")).toEqualTypeOf<[string | null, number]>();
  expectTypeOf(await Subject.head(3)).toEqualTypeOf<Fetched[]>();
  expectTypeOf(await Subject.tail()).toEqualTypeOf<Fetched[]>();
  // @ts-expect-error there is no such attribute
  await Subject.fetch1("wieght");

  const some = Subject.restrict({ species: "mouse" }).exclude("weight > 5").top({ limit: 3 });
  expectTypeOf(await some.toDicts()).toEqualTypeOf<Fetched[]>();
  expectTypeOf(await some.keys()).toEqualTypeOf<{ subject_id: number; ear: string }[]>();
  expectTypeOf(await some.fetch1("species")).toEqualTypeOf<Fetched["species"]>();
  for await (const row of some) expectTypeOf(row).toEqualTypeOf<Fetched>();

  // What an operator makes of attributes is told at run time.
  expectTypeOf(await some.proj({ kilograms: "weight / 1000" }).toDicts()).toEqualTypeOf<dj.Row[]>();
  expectTypeOf(await Subject.join(Session).fetch1()).toEqualTypeOf<dj.Row>();
  expectTypeOf(await Subject.aggr(Session, { n: "count(*)" }).keys()).toEqualTypeOf<dj.Row[]>();
  expectTypeOf(await Subject.proj().fetch1("anything")).toEqualTypeOf<unknown>();
}

async function inserting() {
  const row = {
    subject_id: 1,
    species: "mouse",
    chip: "3b12f1df-5232-4c5b-8c3a-8a5b3a3f4c3b",
    extra: { any: ["thing"] },
    signal: new Float32Array(3),
    scan: null,
    COUNT_TYPE: "x",
    tiny: 3,
    mood: 5,
    raw: new ArrayBuffer(3),
  } as const;
  await Subject.insert1(row);
  await Subject.insert([row, { ...row, subject_id: "17", weight: 12.5, tagged_on: new Date() }]);
  await Subject.insert1({ ...row, n_litters: 12n, is_alive: 0, chip: new Uint8Array(16), photo: null });
  await Subject.insert1({ ...row, weight: undefined, added: null });
  await Subject.insert1({ ...row, started: null as unknown as FakeTemporal });
  await Subject.insert([[1, "ear", "mouse"]]);
  await Subject.insert(Subject.restrict("true"), { skipDuplicates: true });
  await Subject.insert(Session.proj());
  await Subject.insert(subjectRows());
  await Subject.insert1({ ...row, unknown_field: 1 }, { ignoreExtraFields: true });
  // @ts-expect-error the table has no such attribute
  await Subject.insert1({ ...row, unknown_field: 1 });
  // @ts-expect-error nor here
  await Subject.insert([{ ...row, wieght: 1 }]);
  // @ts-expect-error the enum has no such value
  await Subject.insert1({ ...row, species: "cat" });
  // @ts-expect-error most of the attributes are missing
  await Subject.insert1({ subject_id: 5 });
  // @ts-expect-error not nullable, and without default
  await Subject.insert1({ ...row, tiny: null });
  // @ts-expect-error no moment
  await Subject.insert1({ ...row, tagged_on: 5 });
  // @ts-expect-error no such option
  await Subject.insert1(row, { skipDuplicate: true });
}

async function updating() {
  await Subject.update1({ subject_id: 1, ear: "left", weight: null, species: "rat" });
  await Untyped.update1({ anything: 1 });
  // @ts-expect-error the key is not complete
  await Subject.update1({ subject_id: 1 });
  // @ts-expect-error no such attribute
  await Subject.update1({ subject_id: 1, ear: "left", wieght: 3 });
}

interface FakeTemporal {
  readonly [Symbol.toStringTag]: "Temporal.PlainTime";
  toString(): string;
}

async function* subjectRows() {
  yield await Subject.fetch1();
}

class Session extends dj.Manual {
  static readonly definition = `
    -> Subject
    session : int16
    ---
    -> [nullable] User.proj(operator='user_name')
    session_date : date
  `;
}

async function references() {
  const row = await Session.fetch1();
  expectTypeOf(row.session).toEqualTypeOf<number>();
  expectTypeOf(row.session_date).toEqualTypeOf<string>();
  // Inherited attributes stay open.
  expectTypeOf(row.subject_id).toBeAny();
  expectTypeOf(await Session.fetch1("session_date", "operator")).toEqualTypeOf<[string, unknown]>();
  expectTypeOf((await Session.keys())[0]!.session).toEqualTypeOf<number>();
  await Session.insert1({ subject_id: 3, session: 1, session_date: "2024-01-31", operator: null });
  // @ts-expect-error what the definition itself tells is known
  await Session.insert1({ subject_id: 3, session: 1 });
}

class Parameters extends dj.Lookup {
  static readonly definition = "---\nthreshold : float64\r\nname = '' : char(3)";
  static readonly contents = [{ threshold: 3.5 }];
}

async function singleton() {
  expectTypeOf(await Parameters.fetch1()).toEqualTypeOf<{ threshold: number; name: string }>();
  // biome-ignore lint/complexity/noBannedTypes: a key of no attributes
  expectTypeOf(await Parameters.keys()).toEqualTypeOf<{}[]>();
  await Parameters.insert1({ threshold: "1e-3" });
}

class Scan extends dj.Imported {
  static readonly definition = `
    -> Session
    ---
    depth : float32
  `;
  static readonly Frame = class extends dj.Part {
    static readonly definition = `
      -> master
      frame : int32
    `;
  };
  async make(key: dj.Row) {
    await Scan.insert1({ ...key, depth: 1.5 });
    await Scan.Frame.insert([{ ...key, frame: 1 }]);
  }
}

async function parts() {
  expectTypeOf((await Scan.Frame.fetch1()).frame).toEqualTypeOf<number>();
}

// ---- dynamic use ----

class Untyped extends dj.Manual {
  static definition = `
    lab_id : int32
  `;
}

const text: string = "lab_id : int32";
const Made = schema(
  class Made extends dj.Manual {
    static readonly definition = text;
  },
);

async function dynamic(anyClass: dj.TableClass) {
  for (const one of [Untyped, Made, anyClass, new Subject()]) {
    await one.insert1({ whatever: "it", takes: 3 });
    await one.insert([{ whatever: "it" }, [1, 2]]);
  }
  expectTypeOf(await Untyped.fetch1()).toEqualTypeOf<dj.Row>();
  expectTypeOf(await Made.toDicts()).toEqualTypeOf<dj.Row[]>();
  expectTypeOf(await anyClass.keys()).toEqualTypeOf<dj.Row[]>();
  expectTypeOf(await Untyped.fetch1("lab_id")).toEqualTypeOf<unknown>();
  expectTypeOf(await Untyped.fetch1("lab_id", "b")).toEqualTypeOf<[unknown, unknown]>();
  expectTypeOf(await Untyped.restrict("lab_id > 3").fetch1()).toEqualTypeOf<dj.Row>();
  const names: string[] = ["a", "b"];
  expectTypeOf(await Untyped.fetch1(...names)).toEqualTypeOf<unknown[]>();
  const classes: dj.TableClass[] = [Subject, Session, Scan, Untyped];
  const expressions: dj.QueryExpression[] = [Subject.restrict("true"), Session.proj()];
  expectTypeOf(dj.isQueryExpression(classes[0] ?? expressions[0])).toEqualTypeOf<boolean>();
}

expectTypeOf<dj.Rows<"a : int32\n---\nb = null : varchar(3)">["inserted"]>().toEqualTypeOf<{
  a: number | bigint | string;
  b?: string | null | undefined;
}>();

export { dynamic, fetching, inserting, parts, references, singleton, updating };
