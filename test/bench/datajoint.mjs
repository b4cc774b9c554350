// This package, built to lib/, as a contender of the benchmark of peers: its API alone, with the settings that it has by itself.
import { readFileSync } from "node:fs";

const lib = new URL("../../lib/index.js", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

export const title = `datajoint ${version} (TypeScript)`;

const flat = `
  id : int32
  ---
  name : varchar(40)
  score : float64
  day : date
  n = null : int32
`;

/** The tables that the workloads work on. */
function declare(dj, schema) {
  const table = (name, definition) =>
    schema(
      {
        [name]: class extends dj.Manual {
          static definition = definition;
        },
      }[name],
    );
  return {
    Trial: table("Trial", flat),
    Event: table("Event", flat),
    Subject: table("Subject", "subject_id : int32\n---\nspecies : varchar(40)\nsex : char(1)"),
    Session: table("Session", "-> Subject\nsession_id : int32\n---\nday : date\noperator : varchar(40)"),
    Scan: table("Scan", "-> Session\nscan_id : int32\n---\ndepth : float64\nquality : int32"),
    Parent: table("Parent", "parent_id : int32\n---\ntitle : varchar(40)"),
    Child: table("Child", "-> Parent\nchild_id : int32\n---\nlabel : varchar(40)"),
    Grand: table("Grand", "-> Child\ngrand_id : int32\n---\nvalue : float64"),
  };
}

/** The built package with its tables filled. */
export const open = async (data) => openWith(await import(lib.href), data);

/** The tables filled, by whichever build of the package. */
export async function openWith(dj, data) {
  const instance = new dj.Instance({ database: ":memory:", safemode: false });
  const schema = instance.Schema("bench");
  const { Trial, Event, Subject, Session, Scan, Parent, Child, Grand } = declare(dj, schema);
  await schema.declare();
  await Subject.insert(data.subjects);
  await Session.insert(data.sessions);
  await Scan.insert(data.scans);

  const join = ({ subject, from, to, quality }) =>
    Subject.join(Session)
      .join(Scan)
      .restrict({ subject_id: subject })
      .restrict(`session_id BETWEEN ${from} AND ${to}`)
      .restrict(`quality >= ${quality}`)
      .proj("species", "quality", { scan_day: "day", depth_mm: "depth / 1000" });

  return {
    w1Reset: () => Trial.deleteQuick(),
    w1: (rows) => Trial.insert(rows),
    w2: () => Trial.toDicts(),
    async w3(keys) {
      const rows = [];
      for (const id of keys) rows.push(await Trial.restrict({ id }).fetch1());
      return rows;
    },
    async w4(params) {
      let total = 0;
      let last = [];
      for (const one of params) {
        last = await join(one).toDicts();
        total += last.length;
      }
      return { total, last };
    },
    async w5(times) {
      let total = 0;
      let last = [];
      for (let time = 0; time < times; time++) {
        last = await Subject.aggr(Scan, { n: "count(scan_id)", mean_depth: "avg(depth)" }).toDicts();
        total += last.length;
      }
      return { total, last };
    },
    w6(params) {
      let length = 0;
      for (const one of params) length += join(one).makeSql().length;
      return length;
    },
    async w7Reset({ parents, children, grands }) {
      for (const table of [Grand, Child, Parent]) await table.deleteQuick();
      await Parent.insert(parents);
      await Child.insert(children);
      await Grand.insert(grands);
    },
    w7: (parent_id) => Parent.restrict({ parent_id }).delete({ prompt: false }),
    w7Count: async () => `${await Parent.count()} ${await Child.count()} ${await Grand.count()}`,
    w8Reset: () => Event.deleteQuick(),
    async w8(rows) {
      for (const row of rows) await Event.insert1(row);
    },
    w8Count: () => Event.count(),
    close: () => instance.close(),
  };
}
