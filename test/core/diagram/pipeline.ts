import * as dj from "../../../core/index.ts";
import type { Backend } from "../support/backends.ts";

/** Two schemas of a small laboratory, with parts, renamed, secondary and nullable foreign keys. */
export async function makePipeline(backend: Backend) {
  const inst = await backend.connect();
  const lab = inst.Schema(backend.schemaName("lab"));
  const analysis = inst.Schema(backend.schemaName("analysis"), { context: { lab } });

  class Species extends dj.Lookup {
    static definition = "species : varchar(12)";
    static contents = [["mouse"], ["rat"], ["fly"]];
  }
  lab(Species);
  class Subject extends dj.Manual {
    static definition = `
      subject_id : int32
      ---
      -> Species
      sex : enum('F', 'M')
    `;
  }
  lab(Subject);
  class Person extends dj.Manual {
    static definition = "person : varchar(12)";
  }
  lab(Person);
  class Session extends dj.Manual {
    static definition = `
      -> Subject
      session : int16
      ---
      -> Person
      -> [nullable] Person.proj(reviewer='person')
    `;
    static Trial = class Trial extends dj.Part {
      static definition = `
        -> master
        trial : int16
        ---
        hit : bool
      `;
    };
  }
  lab(Session);
  class Pairing extends dj.Manual {
    static definition = `
      -> Subject.proj(mother='subject_id')
      -> Subject.proj(father='subject_id')
    `;
  }
  lab(Pairing);
  class Score extends dj.Computed {
    static definition = `
      -> lab.Session
      ---
      score : float64
    `;
  }
  analysis(Score);

  await Subject.insert([
    { subject_id: 1, species: "mouse", sex: "F" },
    { subject_id: 2, species: "mouse", sex: "M" },
    { subject_id: 3, species: "rat", sex: "M" },
  ]);
  await Person.insert([["Ann"], ["Bo"], ["Cy"]]);
  await Session.insert([
    { subject_id: 1, session: 1, person: "Ann", reviewer: "Bo" },
    { subject_id: 1, session: 2, person: "Bo", reviewer: null },
    { subject_id: 2, session: 1, person: "Ann", reviewer: null },
  ]);
  await Session.Trial.insert([
    { subject_id: 1, session: 1, trial: 1, hit: true },
    { subject_id: 1, session: 1, trial: 2, hit: false },
    { subject_id: 2, session: 1, trial: 1, hit: true },
  ]);
  await Pairing.insert([
    { mother: 1, father: 2 },
    { mother: 1, father: 3 },
  ]);
  await Score.insert(
    [
      { subject_id: 1, session: 1, score: 0.5 },
      { subject_id: 2, session: 1, score: 0.25 },
    ],
    { allowDirectInsert: true },
  );
  const short = (fullName: string): string => fullName.replaceAll("`", "").replace(/^.*\./, "");
  return {
    inst,
    lab,
    analysis,
    Species,
    Subject,
    Person,
    Session,
    Pairing,
    Score,
    /** Names without schemas, in the order of the diagram. */
    names: async (diagram: dj.Diagram) => (await diagram.nodes()).map(short),
    counts: async (diagram: dj.Diagram) =>
      Object.fromEntries(Object.entries(await diagram.counts()).map(([name, count]) => [short(name), count])),
  };
}
