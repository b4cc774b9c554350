import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { localTypeScript } from "../../../web/kernel/languages/typescript/local-typescript.ts";
import type { Output } from "../../../web/kernel/output.ts";
import { CellRunner } from "../../../web/kernel/worker/cell-runner.ts";
import { describeBackends } from "../support/backends.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Checks the syntax of Python code. */
function compilePython(code: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), "datajoint-code-"));
  try {
    const file = path.join(folder, "schema.py");
    writeFileSync(file, code);
    execFileSync("python3", ["-m", "py_compile", file], { stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs TypeScript as a cell of the playground does, on an Instance of the test. */
async function runCell(source: string, instance: dj.Instance): Promise<void> {
  const compiled = await localTypeScript.compile({ id: "cell", language: "ts", source });
  if (compiled.kind === "refused") throw new Error(JSON.stringify(compiled.errors));
  const runner = new CellRunner({
    modules: {
      datajoint: {
        ...dj,
        Instance: function Instance() {
          return instance;
        },
      },
    },
    beginCell: () => {},
    onProgress: () => {},
    isExpression: () => false,
    draw: () => null,
    open: () => Promise.reject(new Error("not asked for")),
    observeStatements: () => {},
    openSql: () => {
      throw new Error("not asked for");
    },
    tablesOf: () => Promise.resolve([]),
    save: () => Promise.resolve(),
  });
  const outputs: Output[] = [];
  const { ok } = await runner.run({ cell: compiled, info: "" }, (more) => outputs.push(...more));
  if (!ok) throw new Error(JSON.stringify(outputs));
}

describeBackends("the code of a schema", (backend) => {
  /** Two schemas with whatever a definition can say. */
  async function study() {
    const inst = await backend.connect();
    const lab = inst.Schema(backend.schemaName("lab"));
    class Person extends dj.Manual {
      static definition = "person : varchar(20)\n---\nborn=null : date";
    }
    lab(Person);
    class Rig extends dj.Lookup {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be taken for one in the code
      static definition = "rig : uuid  # made by `hand` at 50 % of ${cost}, C:\\\\temp\\n";
      static Lens = class Lens extends dj.Part {
        static definition = "-> master\nlens : int8";
      };
    }
    lab(Rig);
    const schema = inst.Schema(backend.schemaName("study"), { context: { lab } });
    class Subject extends dj.Manual {
      static definition = `
        # animals, with "quotes" and 'others'
        subject : int32        # the number
        ---
        -> [nullable] lab.Person
        -> lab.Person.proj(owner="person")
        sex="U" : enum('F', 'M', 'U')
        weight=null : decimal(6,2)
        seen=CURRENT_TIMESTAMP : datetime
        data=null : json
        photo=null : <blob>
        name="it's" : varchar(12)   # a \\ and a \`tick\`
        index(sex, weight)
        unique index(name)
      `;
    }
    schema(Subject);
    class Session extends dj.Imported {
      static definition = "-> Subject\n-> lab.Rig.Lens\n---\nstarted : datetime(3)";
      static Trial = class Trial extends dj.Part {
        static definition =
          "-> master\ntrial : int16\n---\n-> [nullable, unique] Subject.proj(other='subject')";
      };
      static Choice = class Choice extends dj.Part {
        static definition = "-> Session.Trial\n---\nchoice : bool";
      };
    }
    schema(Session);
    class Score extends dj.Computed {
      static definition = "-> Session.Trial\n---\nscore : float64";
    }
    schema(Score);
    inst.config.jobs.allowNewPkFieldsInComputedTables = true;
    inst.config.jobs.addJobMetadata = true;
    class Model extends dj.Computed {
      static definition = "-> Subject\nmodel : int8\n---\nfit : float32";
    }
    schema(Model);
    inst.config.jobs.allowNewPkFieldsInComputedTables = false;
    inst.config.jobs.addJobMetadata = false;
    class Settings extends dj.Manual {
      static definition = "---\nunit : varchar(8)";
    }
    schema(Settings);
    await schema.declare();
    return { inst, lab, schema };
  }

  const declarations = async (schema: { [Symbol.asyncIterator](): AsyncIterator<dj.FoundTable> }) => {
    const found: unknown[] = [];
    for await (const table of { [Symbol.asyncIterator]: () => schema[Symbol.asyncIterator]() }) {
      found.push(await table.declaration());
    }
    return found;
  };

  test("in TypeScript declares the same tables", async () => {
    const { inst, lab, schema } = await study();
    const before = [...(await declarations(lab)), ...(await declarations(schema))];
    const codes = [await lab.code(), await schema.code({ language: "typescript" })];
    expect(codes[1]).toContain(
      `const ${lab.database} = await dj.virtualSchema("${lab.database}", { instance: inst });`,
    );
    expect(codes[1]).toContain("static readonly Trial = class Trial extends dj.Part {");
    await schema.drop();
    await lab.drop();
    const fresh = backend.name === "sqlite" ? inst : await backend.connect();
    for (const code of codes) {
      await runCell(`${code}\nawait schema.declare();`, fresh);
    }
    const after = [
      ...(await declarations(await dj.virtualSchema(lab.database, { instance: fresh }))),
      ...(await declarations(await dj.virtualSchema(schema.database, { instance: fresh }))),
    ];
    const byName = (tables: unknown[]) =>
      [...tables].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(byName(after)).toEqual(byName(before));
    expect(after).toHaveLength(10);
  });

  test.runIf(hasPython)("in Python is Python", async () => {
    const { lab, schema } = await study();
    const code = await schema.code({ language: "python" });
    compilePython(code);
    compilePython(await lab.code({ language: "python" }));
    expect(code).toContain(`${lab.database} = dj.virtual_schema("${lab.database}")`);
    expect(code).toContain("class Session(dj.Imported):");
    expect(code).toContain("    class Trial(dj.Part):");
    expect(code).toContain("dj.config.jobs.add_job_metadata = True");
    expect(code.indexOf("class Subject")).toBeLessThan(code.indexOf("class Session"));
  });

  test("holds the contents of lookup tables, where code can hold them", async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("tables"));
    class Unit extends dj.Lookup {
      static definition =
        "unit : varchar(30)\n---\nfactor : float64\nbig : int64\nprice=null : decimal(8,2)\nsi : bool\nuid : uuid\nsince=null : datetime(3)\nnote=null : json";
      static contents = [
        [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be taken for one in the code
          'it\'s "1" \\n ${x} `é`\n',
          0.1,
          9007199254740993n,
          "1.50",
          true,
          "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "2024-01-31 10:20:30.5",
          { a: [1, null, true, "x"] },
        ],
        ["m", 1, -5, null, false, "6ba7b811-9dad-11d1-80b4-00c04fd430c8", null, null],
      ];
    }
    schema(Unit);
    class Scale extends dj.Lookup {
      static definition = "-> Unit\nscale : int8";
      static contents = [
        ["m", 3],
        ["m", -3],
      ];
    }
    schema(Scale);
    class Digit extends dj.Lookup {
      static definition = "digit : int32";
      static contents = Array.from({ length: 501 }, (_, digit) => [digit]);
    }
    schema(Digit);
    class Shape extends dj.Lookup {
      static definition = "shape : int8\n---\npoints : <blob>";
      static contents = [[1, [1, 2]]];
    }
    schema(Shape);
    class Empty extends dj.Lookup {
      static definition = "empty : int8";
    }
    schema(Empty);
    const rows = await Unit.toDicts({ orderBy: "KEY" });
    const scales = await Scale.toDicts({ orderBy: "KEY" });
    const code = await schema.code();
    const python = await schema.code({ language: "python" });
    compilePython(python);
    expect(python).toContain(
      '["m", 1, -5, None, False, "6ba7b811-9dad-11d1-80b4-00c04fd430c8", None, None],',
    );
    for (const text of [code, python]) {
      expect(text).toContain("Its rows are not in this code: there are more than 500.");
      expect(text).toContain("Its rows are not in this code: values of points : <blob> can't be written.");
    }
    await schema.drop();
    const fresh = backend.name === "sqlite" ? inst : await backend.connect();
    await runCell(`${code}\nawait schema.declare();`, fresh);
    const found = await dj.virtualSchema(schema.database, { instance: fresh });
    expect(await found.Unit!.toDicts({ orderBy: "KEY" })).toEqual(rows);
    expect(await found.Scale!.toDicts({ orderBy: "KEY" })).toEqual(scales);
    expect(scales).toHaveLength(2);
    expect(await found.Digit!.count()).toBe(0);
  });

  test("leaves out what no class can declare, and says so", async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("other"));
    await schema.declare();
    const { quote } = inst.connection.dialect;
    for (const table of ["Orders", "order_2"]) {
      await inst.connection.query(
        `CREATE TABLE ${quote.table({ schema: schema.database, table })} (a INT PRIMARY KEY)`,
      );
    }
    const code = await schema.code();
    expect(code).toContain('// Left out is the table "Orders": no class gives a table this name.');
    expect(code).not.toContain("extends");
    await expect(schema.code({ language: "java" as "python" })).rejects.toThrow(/typescript and python/);
  });
});
