import type { OutlinedClass, OutlineStep, SchemaOutline } from "./schema-outline.ts";

const quoted = (text: string): string => JSON.stringify(text);

/** A text as it stands between three double quotes. */
const escaped = (line: string): string => line.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');

const baseClass = ({ tier }: OutlinedClass): string => `dj.${tier[0]!.toUpperCase()}${tier.slice(1)}`;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function literal(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${quoted(name)}: ${literal(member)}`)
    .join(", ")}}`;
}

function contentLines({ contents }: OutlinedClass, indent: string): string[] {
  if (contents === null) return [];
  if ("omission" in contents) {
    return [`${indent}    # Its rows are not in this code: ${contents.omission}.`];
  }
  if (contents.rows.length === 0) return [];
  return [
    `${indent}    contents = [`,
    ...contents.rows.map((row) => `${indent}        ${literal(row)},`),
    `${indent}    ]`,
  ];
}

function classLines(table: OutlinedClass, indent: string): string[] {
  return [
    `${indent}class ${table.className}(${baseClass(table)}):`,
    `${indent}    definition = """`,
    ...table.definition.map((line) => `${indent}    ${escaped(line)}`),
    `${indent}    """`,
    ...contentLines(table, indent),
  ];
}

function stepLines(step: OutlineStep): string[] {
  switch (step.kind) {
    case "setting":
      return [`dj.config.jobs.${snakeCase(step.name)} = ${step.value ? "True" : "False"}`];
    case "omission":
      return [`# Left out is the table ${quoted(step.table)}: ${step.reason}.`];
    case "class":
      return [
        "@schema",
        ...classLines(step.table, ""),
        ...step.parts.flatMap((part) => ["", ...classLines(part, "    ")]),
      ];
  }
}

/** The code of a schema in Python, for DataJoint 2.3. */
export function pythonCode({ schema, contexts, steps }: SchemaOutline): string {
  const head = [
    "import datajoint as dj",
    "",
    ...contexts.map(({ variable, schema: other }) => `${variable} = dj.virtual_schema(${quoted(other)})`),
    `schema = dj.Schema(${quoted(schema)})`,
  ];
  return `${[head, ...steps.map(stepLines)].map((lines) => lines.join("\n")).join("\n\n\n")}\n`;
}
