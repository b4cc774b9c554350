/** A cell's code that opens a database file and defines a schema in it: beads of colours, and their holes. */
export const declareBeads = (database: string, schema: string): string =>
  [
    'import * as dj from "datajoint";',
    `const inst = new dj.Instance({ database: "${database}", safemode: false });`,
    `const schema = inst.Schema("${schema}");`,
    "@schema class Colour extends dj.Lookup {",
    '  static definition = "colour : varchar(10)"; static contents = [["red"], ["blue"]];',
    "}",
    "@schema class Bead extends dj.Manual {",
    '  static definition = "bead : int32\\n---\\n-> Colour\\nwidth : decimal(8, 2)\\nshape = null : <blob>";',
    '  static Hole = class extends dj.Part { static definition = "-> master\\nhole : int8"; };',
    "}",
  ].join("\n");

/** Code that inserts so many beads, one of them with two holes. */
export const insertBeads = (rows: number): string =>
  [
    `await Bead.insert(Array.from({ length: ${rows} }, (_, bead) => ({`,
    '  bead, colour: bead % 2 ? "red" : "blue", width: "1.25", shape: new Float64Array([bead]) })));',
    "await Bead.Hole.insert([[0, 1], [0, 2]]);",
  ].join("\n");
