import * as dj from "../../../core/index.ts";

/** Rows that all name the same attributes, as one insert wants them. */
function even(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const nulls = Object.fromEntries(rows.flatMap(Object.keys).map((name) => [name, null]));
  return rows.map((row) => ({ ...nulls, ...row }));
}

/** Tables with values of all types, nulls, and foreign keys that are nullable and renamed, with a few rows. */
export async function samplePipeline(instance: dj.Instance, schemaName: string) {
  const schema = instance.Schema(schemaName);
  class Lab extends dj.Manual {
    static definition = `
      lab_id : int32
      ---
      lab_name : varchar(20)
      city = null : varchar(20)
      kind = "wet" : enum('wet', 'dry', 'both')
      rating = null : decimal(6,2)
    `;
  }
  schema(Lab);
  class Person extends dj.Manual {
    static definition = `
      person_id : int16
      ---
      person_name : char(8)
      is_active = true : bool
      born = null : date
      height = null : float64
    `;
  }
  schema(Person);
  class Session extends dj.Manual {
    static definition = `
      -> Lab
      session : int8
      ---
      -> [nullable] Person.proj(operator='person_id')
      started = null : datetime(3)
      score = null : float64
      serial = 0 : int64
      extra = null : json
    `;
  }
  schema(Session);
  class Probe extends dj.Manual {
    static definition = `
      -> Session
      probe : int8
      ---
      depth : int32
      token = null : uuid
      raw = null : bytes
      note = null : varchar(30)
      price = 0.5 : decimal(20,4)
    `;
  }
  schema(Probe);
  class Visit extends dj.Manual {
    static definition = `
      visit : int16
      ---
      -> Lab.proj(home='lab_id')
      -> [nullable] Lab.proj(away='lab_id')
      -> [nullable] Session
      visited : date
    `;
  }
  schema(Visit);

  await Lab.insert([
    { lab_id: 1, lab_name: "Alpha", city: "Rome", kind: "wet", rating: "4.50" },
    { lab_id: 2, lab_name: "beta", city: null, kind: "dry", rating: null },
    { lab_id: 3, lab_name: "Été", city: "rome", kind: "both", rating: "-0.25" },
    { lab_id: 4, lab_name: "", city: "Oslo", kind: "wet", rating: "100.00" },
  ]);
  await Person.insert([
    { person_id: 1, person_name: "Ada", is_active: true, born: "1990-02-28", height: 1.7 },
    { person_id: 2, person_name: "bob", is_active: false, born: null, height: null },
    { person_id: 3, person_name: "Zoë", is_active: true, born: "2000-12-31", height: 0.5 },
  ]);
  const big = 2n ** 60n + 1n;
  await Session.insert(
    even([
      {
        lab_id: 1,
        session: 1,
        operator: 1,
        started: "2024-01-31 10:20:30.5",
        score: 2.5,
        serial: big,
        extra: { a: 1 },
      },
      { lab_id: 1, session: 2, operator: null, started: null, score: -1, serial: 7, extra: [1, "two", null] },
      { lab_id: 2, session: 1, operator: 2, started: "2023-12-31 23:59:59", score: null, serial: -3 },
      {
        lab_id: 3,
        session: -1,
        operator: 1,
        started: "2024-02-29 00:00:00",
        score: 0,
        serial: 0,
        extra: "x",
      },
    ]),
  );
  await Probe.insert(
    even([
      {
        lab_id: 1,
        session: 1,
        probe: 1,
        depth: 100,
        token: "3b12f1df-5232-4c5b-8c3a-8a5b3a3f4c3b",
        note: "ok",
      },
      {
        lab_id: 1,
        session: 1,
        probe: 2,
        depth: -7,
        raw: new Uint8Array([0, 255]),
        note: null,
        price: "12.3456",
      },
      { lab_id: 1, session: 2, probe: 1, depth: 0, note: "50% off", price: "99999999999.9999" },
      { lab_id: 2, session: 1, probe: 1, depth: 100, note: "Alpha" },
      { lab_id: 3, session: -1, probe: 3, depth: 31, note: "it's", price: "-1" },
    ]),
  );
  await Visit.insert([
    { visit: 1, home: 1, away: 2, lab_id: 1, session: 1, visited: "2024-03-01" },
    { visit: 2, home: 1, away: null, lab_id: null, session: null, visited: "2024-03-02" },
    { visit: 3, home: 3, away: 3, lab_id: 3, session: -1, visited: "2023-01-01" },
  ]);
  return [Lab, Person, Session, Probe, Visit] as const;
}

export type SamplePipeline = Awaited<ReturnType<typeof samplePipeline>>;
