import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { SqlValue } from "../../core/values/sql-value.ts";
import type { openPipeline, QueryParameters } from "./pipeline.ts";

/** The query, built and compiled anew: SQL text and the values bound to it. */
export type Compile = (parameters: QueryParameters) => {
  readonly sql: string;
  readonly values: readonly SqlValue[];
};

/** A join of three tables, restricted, with a renamed and a computed attribute, in DataJoint. */
export function datajointCompile({ Subject, Session, Scan }: ReturnType<typeof openPipeline>): Compile {
  return ({ subject, from, to, quality }) =>
    Subject.join(Session)
      .join(Scan)
      .restrict({ subject_id: subject })
      .restrict(`session_id BETWEEN ${from} AND ${to}`)
      .restrict(`quality >= ${quality}`)
      .proj("species", "quality", { scan_day: "day", depth_mm: "depth / 1000" })
      .makeStatement({ dialect: "sqlite" });
}

interface Tables {
  subject: { subject_id: number; species: string; sex: string };
  session: { subject_id: number; session_id: number; day: string; operator: string };
  scan: { subject_id: number; session_id: number; scan_id: number; depth: number; quality: number };
}

/** The same query in Kysely, on tables of these names. */
export function kyselyCompile(): Compile {
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return ({ subject, from, to, quality }) => {
    const { sql, parameters } = kysely
      .selectFrom("subject as s")
      .innerJoin("session as n", "n.subject_id", "s.subject_id")
      .innerJoin("scan as c", (join) =>
        join.onRef("c.subject_id", "=", "n.subject_id").onRef("c.session_id", "=", "n.session_id"),
      )
      .where("c.subject_id", "=", subject)
      .where((where) => where.between("c.session_id", from, to))
      .where("c.quality", ">=", quality)
      .select(["c.subject_id", "c.session_id", "c.scan_id", "s.species", "c.quality", "n.day as scan_day"])
      .select((select) => select("c.depth", "/", select.lit(1000)).as("depth_mm"))
      .compile();
    return { sql, values: parameters as SqlValue[] };
  };
}
