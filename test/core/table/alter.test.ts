import { afterEach, describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("altering tables", (backend) => {
  afterEach(() => dj.setPrompt(null));

  const original = `
    # animals of a study
    subject_id : int32      # the number on the cage
    ---
    species : varchar(32)
    weight=null : float64
    born=null : date
    notes="" : varchar(100)  # anything else
  `;

  /** A table with rows that other tables refer to. */
  async function animals(definition = original) {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("animals"));
    class Subject extends dj.Manual {
      static definition = definition;
    }
    schema(Subject);
    class Session extends dj.Manual {
      static definition = `
        -> Subject
        session : int8
        ---
        length=1.5 : decimal(6,2)
      `;
    }
    schema(Session);
    await Subject.insert([
      { subject_id: 1, species: "mouse", weight: 20.25, born: "2024-01-31", notes: null },
      { subject_id: 2, species: "rat", weight: null, born: null, notes: "left handed" },
    ]);
    await Session.insert([
      [1, 1, "1.25"],
      [2, 1, "2.75"],
    ]);
    return { inst, schema, Subject, Session };
  }

  const columns = (table: dj.TableClass) =>
    table.declaration().then(({ attributes }) => attributes.map(({ name, type }) => `${name} : ${type}`));

  test("has nothing to do where the definition says what the database has", async () => {
    const { Subject, Session } = await animals();
    expect(await Subject.alter()).toEqual([]);
    expect(await Session.alter()).toEqual([]);
  });

  test("adds, drops, changes and moves attributes, and keeps rows and references", async () => {
    const { schema, Subject, Session } = await animals();
    Subject.definition = `
      # animals of this study
      subject_id : int32      # the number on the cage
      ---
      notes="" : varchar(200)
      species : varchar(16)   # in English
      weight=null : decimal(8,1)
      sex="U" : enum("F", "M", "U")
    `;
    const changes = await Subject.alter({ dryRun: true });
    expect(changes).toEqual([
      "drop born=null : date, with its values",
      'change notes="" : varchar(100) to notes="" : varchar(200)',
      "change species : varchar(32) to species : varchar(16)",
      "change weight=null : float64 to weight=null : decimal(8,1)",
      "add sex=\"U\" : enum('F', 'M', 'U')",
      "put the attributes in the order subject_id, notes, species, weight, sex",
      'change the comment of the table to "animals of this study"',
    ]);
    expect(await Subject.heading.names).toContain("born");
    expect(await Subject.alter()).toEqual(changes);
    expect(Subject.heading.names).toEqual(["subject_id", "notes", "species", "weight", "sex"]);
    expect(await Subject.toDicts({ orderBy: "KEY" })).toEqual([
      { subject_id: 1, notes: "", species: "mouse", weight: "20.3", sex: "U" },
      { subject_id: 2, notes: "left handed", species: "rat", weight: null, sex: "U" },
    ]);
    const declaration = await Subject.declaration();
    expect(declaration.comment).toBe("animals of this study");
    expect(declaration.attributes.map(({ comment }) => comment)).toEqual([
      "the number on the cage",
      "",
      "in English",
      "",
      "",
    ]);
    expect(declaration.attributes[0]!.lineage).toBe(`${schema.database}.subject.subject_id`);
    expect(await Subject.alter()).toEqual([]);

    await expect(Session.insert1([3, 1, 1])).rejects.toThrow(dj.errors.IntegrityError);
    await Subject.insert1({ subject_id: 3, species: "owl", sex: "F" });
    await Session.insert1([3, 1, 1]);
    expect(await Subject.children()).toEqual([`\`${schema.database}\`.\`session\``]);
    await expect(Subject.insert1({ subject_id: 4, species: "a name beyond 16" + "!" })).rejects.toThrow(
      dj.DataJointError,
    );
  });

  test("renames an attribute that says what it was", async () => {
    const { Subject } = await animals();
    Subject.definition = original
      .replace("species : varchar(32)", "kind : varchar(40) # {species} common name")
      .replace("weight=null : float64", "grams=null : float64 # {weight}");
    expect(await Subject.alter()).toEqual([
      "rename species to kind: kind : varchar(40)",
      "rename weight to grams",
    ]);
    expect(await Subject.restrict({ subject_id: 1 }).fetch1()).toEqual({
      subject_id: 1,
      kind: "mouse",
      grams: 20.25,
      born: "2024-01-31",
      notes: "",
    });
    expect(await Subject.alter()).toEqual([]);
  });

  test("converts values, and undoes everything where one does not fit", async () => {
    const { Subject, Session } = await animals();
    Subject.definition = original
      .replace("weight=null : float64", "weight=null : int16")
      .replace("born=null : date", "born=null : datetime(3)");
    await Subject.alter();
    expect(await Subject.restrict({ subject_id: 1 }).fetch1("weight", "born")).toEqual([
      20,
      "2024-01-31 00:00:00",
    ]);
    Session.definition = "-> Subject\nsession : int8\n---\nlength=1 : varchar(10)";
    await Session.alter();
    expect(await Session.toArrays("length", { orderBy: "KEY" })).toEqual(["1.25", "2.75"]);
    Session.definition = "-> Subject\nsession : int8\n---\nlength=1 : decimal(20,3)";
    await Session.alter();
    expect(await Session.toArrays("length", { orderBy: "KEY" })).toEqual(["1.250", "2.750"]);
    Session.definition = "-> Subject\nsession : int8\n---\nlength=1 : int32";
    await Session.alter();
    expect(await Session.toArrays("length", { orderBy: "KEY" })).toEqual([1, 3]);

    Subject.definition = Subject.definition.replace("varchar(100)", "varchar(5)");
    const before = await columns(Subject);
    await expect(Subject.alter()).rejects.toThrow(dj.DataJointError);
    expect(await columns(Subject)).toEqual(before);
    expect(await Subject.restrict({ subject_id: 2 }).fetch1("notes")).toBe("left handed");
    await expect(Session.insert1([9, 1, 1])).rejects.toThrow(dj.errors.IntegrityError);
  });

  test("refuses to invent values", async () => {
    const { Subject } = await animals();
    Subject.definition = `${original}\ncage : int32`;
    await expect(Subject.alter()).rejects.toThrow(/cage can't be added.*no default.*2 rows/);
    Subject.definition = original.replace("weight=null : float64", "weight : float64");
    await expect(Subject.alter()).rejects.toThrow(/weight .* can't be made required: 1 row has no value/);
    Subject.definition = original.replace("born=null : date", "born=null : uuid");
    await expect(Subject.alter()).rejects.toThrow(/born .* from date to uuid/);
    Subject.definition = original.replace('notes="" : varchar(100)', "notes=null : <blob>");
    await expect(Subject.alter()).rejects.toThrow(/notes .* can't be changed/);
    expect(await Subject.count()).toBe(2);
  });

  test("changes an empty table to anything", async () => {
    const { Subject, Session } = await animals();
    await Session.drop();
    const { connection } = Subject;
    await connection.query(
      `DELETE FROM ${connection.dialect.quote.table((await Subject.declaration()).name)}`,
    );
    Subject.definition = `
      subject_id : int32
      ---
      species : uuid
      photo=null : <blob>
      born : date
      weight=0 : bool
      tags=null : json
    `;
    await Subject.alter();
    expect(await columns(Subject)).toEqual([
      "subject_id : int32",
      "species : uuid",
      "photo : <blob>",
      "born : date",
      "weight : bool",
      "tags : json",
    ]);
    await Subject.insert1([1, "00000000-0000-0000-0000-000000000001", null, "2024-02-29", 1, { a: 1 }]);
    expect(await Subject.proj("tags", "weight").fetch1()).toEqual({
      subject_id: 1,
      tags: { a: 1 },
      weight: true,
    });
  });

  test("refuses other keys, foreign keys and indexes", async () => {
    const { schema, Subject, Session } = await animals();
    const refused = async (
      table: dj.TableClass & { definition: string },
      definition: string,
      words: RegExp,
    ) => {
      const before = table.definition;
      table.definition = definition;
      await expect(table.alter()).rejects.toThrow(words);
      await expect(table.alter()).rejects.toThrow(dj.DataJointError);
      table.definition = before;
    };
    await refused(
      Subject,
      original.replace("---", "cage : int8\n---"),
      /primary key .* is subject_id, and .* subject_id, cage/,
    );
    await refused(Subject, original.replace("subject_id : int32", "subject_id : int64"), /primary key/);
    await refused(
      Session,
      "subject_id : int32\nsession : int8\n---\nlength=1.5 : decimal(6,2)",
      /foreign keys .* is gone/,
    );
    class Room extends dj.Manual {
      static definition = "room : int8";
    }
    schema(Room);
    await refused(Subject, `${original}\n-> [nullable] Room`, /foreign keys .*room.* was added/);
    await refused(Subject, `${original}\nindex(species)`, /indexes .*index\(species\) was added/);
    await refused(Subject, original.replace("---", "--"), /In the definition of Subject/);
    await expect(
      Subject.connection.transaction(async () => {
        Subject.definition = `${original}\ncolour=null : varchar(9)`;
        await Subject.alter();
      }),
    ).rejects.toThrow(/transaction/);
    expect(await Subject.alter()).toHaveLength(1);
  });

  test("notices another expression of an index, and no expression that a server only says otherwise", async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("phrases"));
    const indexes = [
      "index((upper(word)))",
      "unique index((length + 1))",
      "index((substring(word, 2, 3)), length)",
      "index((abs(length)))",
    ];
    class Phrase extends dj.Manual {
      static definition = ["phrase : int32", "---", "word : varchar(20)", "length : int32", ...indexes].join(
        "\n",
      );
    }
    schema(Phrase);
    const written = Phrase.definition;
    expect(await Phrase.alter()).toEqual([]);
    for (const [before, after] of [
      ["upper(word)", "lower(word)"],
      ["length + 1", "length + 2"],
      ["length + 1", "length - 1"],
      ["substring(word, 2, 3)", "substring(word, 2, 4)"],
      ["abs(length)", "abs(phrase)"],
    ] as const) {
      Phrase.definition = written.replace(before, after);
      await expect(Phrase.alter()).rejects.toThrow(`(${after})`);
    }
    Phrase.definition = written;
    expect(await Phrase.alter()).toEqual([]);
  });

  test("keeps numbering, indexes, parts and attributes that the heading hides", async () => {
    const inst = await backend.connect();
    inst.config.jobs.addJobMetadata = true;
    inst.config.jobs.allowNewPkFieldsInComputedTables = true;
    const schema = inst.Schema(backend.schemaName("numbers"));
    class Ticket extends dj.Manual {
      static definition = `
        ticket : int auto_increment
        ---
        topic : varchar(8)
        place=null : varchar(8)
        unique index(topic)
        index(place)
      `;
      static Line = class Line extends dj.Part {
        static definition = "-> master\nline : int8\n---\ntext=null : varchar(8)";
      };
    }
    schema(Ticket);
    class Count extends dj.Computed {
      static definition = "-> Ticket\n---\nn : int32";
    }
    schema(Count);
    await Ticket.insert([{ topic: "a" }, { topic: "b" }, { topic: "c" }]);
    await Ticket.Line.insert1([1, 1, "first"]);
    const { connection } = inst;
    const table = connection.dialect.quote.table((await Ticket.declaration()).name);
    await connection.query(`DELETE FROM ${table} WHERE ticket = 3`);
    Ticket.definition = Ticket.definition.replace("topic : varchar(8)", "topic : varchar(9)");
    Ticket.Line.definition = "-> master\nline : int8\n---\ntext=null : varchar(20)\nmore=null : int8";
    expect(await Ticket.alter()).toHaveLength(1);
    expect(await Ticket.Line.alter()).toHaveLength(2);
    expect(await Ticket.Line.toDicts()).toEqual([{ ticket: 1, line: 1, text: "first", more: null }]);
    await Ticket.insert1({ topic: "d" });
    expect(await Ticket.restrict({ topic: "d" }).fetch1("ticket")).toBe(4);
    await expect(Ticket.insert1({ topic: "a" })).rejects.toThrow(dj.errors.DuplicateError);
    expect((await Ticket.declaration()).indexes).toHaveLength(2);

    inst.config.jobs.addJobMetadata = false;
    Count.definition = "-> Ticket\n---\nn : int64\nmean=null : float64";
    await Count.alter();
    expect((await Count.declaration()).attributes.map(({ name }) => name)).toEqual([
      "ticket",
      "n",
      "mean",
      "_job_start_time",
      "_job_duration",
      "_job_version",
    ]);
    expect(Count.heading.names).toEqual(["ticket", "n", "mean"]);
  });

  test("adds job metadata to a computed table of earlier times", async () => {
    const { inst, schema } = await animals();
    class Score extends dj.Computed {
      static definition = "-> Subject\n---\nscore : float64";
    }
    schema(Score);
    await Score.insert1([1, 0.5], { allowDirectInsert: true });
    inst.config.jobs.addJobMetadata = true;
    expect(await Score.alter()).toHaveLength(3);
    expect((await Score.declaration()).attributes.filter(({ isHidden }) => isHidden)).toHaveLength(3);
    expect(await Score.toDicts()).toEqual([{ subject_id: 1, score: 0.5 }]);
  });

  test("shows the changes and asks first", async () => {
    const { Subject } = await animals();
    const questions: dj.DeletionQuestion[] = [];
    let answer = false;
    dj.setPrompt(async (question) => {
      questions.push(question);
      return answer;
    });
    Subject.definition = `${original}\ncolour=null : varchar(9)`;
    expect(await Subject.alter({ prompt: true })).toEqual([]);
    expect(Subject.heading.names).not.toContain("colour");
    answer = true;
    expect(await Subject.alter({ prompt: true })).toEqual(["add colour=null : varchar(9)"]);
    expect(questions).toHaveLength(2);
    expect(questions[0]!.question).toContain("  - add colour=null : varchar(9)");
    expect(questions[0]!.tables).toMatchObject([
      { table: Subject.fullTableName, className: "Subject", rows: 2 },
    ]);
    expect(Subject.heading.names).toContain("colour");
  });

  test("changes comments alone", async () => {
    const { Subject, Session } = await animals();
    Subject.definition = original
      .replace("# the number on the cage", "# the number, 'quoted' and \\ such")
      .replace("# animals of a study", '# "animals"');
    expect(await Subject.alter()).toEqual([
      "change the comment of subject_id to \"the number, 'quoted' and \\ such\"",
      'change the comment of the table to ""animals""',
    ]);
    const { comment, attributes } = await Subject.declaration();
    expect([comment, attributes[0]!.comment]).toEqual(['"animals"', "the number, 'quoted' and \\ such"]);
    expect(await Session.count()).toBe(2);
    expect(await Subject.alter()).toEqual([]);
  });

  test("alters no table that has no definition here", async () => {
    const { inst, Subject } = await animals();
    await expect(inst.FreeTable(Subject.fullTableName).alter()).rejects.toThrow(/no definition here/);
  });
});

describe("altering in the file", () => {
  test("leaves foreign keys enforced, also after an error", async () => {
    const inst = new dj.Instance({ database: ":memory:", safemode: false });
    const schema = inst.Schema("one");
    class Lab extends dj.Manual {
      static definition = "lab : int32\n---\nname=null : varchar(20)";
    }
    schema(Lab);
    await Lab.insert1([1, "a long name"]);
    Lab.definition = "lab : int32\n---\nname=null : varchar(3)";
    await expect(Lab.alter()).rejects.toThrow(/name/);
    expect(await inst.connection.query("PRAGMA foreign_keys")).toEqual([{ foreign_keys: 1 }]);
    Lab.definition = "lab : int32\n---\nname=null : varchar(30)";
    await Lab.alter();
    expect(await inst.connection.query("PRAGMA foreign_keys")).toEqual([{ foreign_keys: 1 }]);
    expect(await inst.connection.query("SELECT name FROM sqlite_schema WHERE name LIKE '%~new%'")).toEqual(
      [],
    );
    await inst.close();
  });
});
