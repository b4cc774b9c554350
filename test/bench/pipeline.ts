import * as dj from "../../core/index.ts";

/** The tables that are measured, and some rows. */
export function openPipeline() {
  const instance = new dj.Instance({ database: ":memory:", safemode: false });
  const schema = instance.Schema("bench");
  const Subject = schema(
    class Subject extends dj.Manual {
      static definition = `
        subject_id : int32
        ---
        species : varchar(30)
        sex     : enum("F", "M")
      `;
    },
  );
  const Session = schema(
    class Session extends dj.Manual {
      static definition = `
        -> Subject
        session_id : int32
        ---
        day      : date
        operator : varchar(30)
      `;
    },
  );
  const Scan = schema(
    class Scan extends dj.Manual {
      static definition = `
        -> Session
        scan_id : int32
        ---
        depth   : float64
        quality : int32
      `;
    },
  );

  async function fill(): Promise<void> {
    const subjects = Array.from({ length: 10 }, (_, subject) => subject + 1);
    const sessions = subjects.flatMap((subject_id) =>
      Array.from({ length: 10 }, (_, session) => ({ subject_id, session_id: session + 1 })),
    );
    await Subject.insert(
      subjects.map((subject_id) => ({
        subject_id,
        species: subject_id % 2 ? "mouse" : "rat",
        sex: subject_id % 3 ? "F" : "M",
      })),
    );
    await Session.insert(
      sessions.map((key) => ({
        ...key,
        day: `2024-01-${String(key.session_id).padStart(2, "0")}`,
        operator: "ada",
      })),
    );
    await Scan.insert(
      sessions.flatMap((key) =>
        Array.from({ length: 10 }, (_, scan) => ({
          ...key,
          scan_id: scan + 1,
          depth: 100 * key.session_id + scan,
          quality: (scan * 7) % 11,
        })),
      ),
    );
  }

  return { instance, Subject, Session, Scan, fill };
}

/** What varies from query to query. */
export interface QueryParameters {
  readonly subject: number;
  readonly from: number;
  readonly to: number;
  readonly quality: number;
}

/** Parameters of this many queries, no two in a row the same. */
export const queryParameters = (count: number): QueryParameters[] =>
  Array.from({ length: count }, (_, index) => ({
    subject: (index % 10) + 1,
    from: (index % 5) + 1,
    to: (index % 5) + 4,
    quality: (index * 3) % 8,
  }));
