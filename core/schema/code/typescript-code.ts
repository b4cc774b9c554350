import type { OutlinedClass, OutlineStep, SchemaOutline } from "./schema-outline.ts";

const quoted = (text: string): string => JSON.stringify(text);

/** A text as it stands between backticks. */
const escaped = (line: string): string =>
  line.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");

const baseClass = ({ tier }: OutlinedClass): string => `dj.${tier[0]!.toUpperCase()}${tier.slice(1)}`;

function literal(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return JSON.stringify(value);
}

function contentLines({ contents }: OutlinedClass, indent: string): string[] {
  if (contents === null) return [];
  if ("omission" in contents) return [`${indent}// Its rows are not in this code: ${contents.omission}.`];
  if (contents.rows.length === 0) return [];
  return [
    `${indent}static readonly contents = [`,
    ...contents.rows.map((row) => `${indent}  ${literal(row)},`),
    `${indent}];`,
  ];
}

function definition(table: OutlinedClass, indent: string): string[] {
  return [
    `${indent}static readonly definition = \``,
    ...table.definition.map((line) => `${indent}  ${escaped(line)}`),
    `${indent}\`;`,
    ...contentLines(table, indent),
  ];
}

function stepLines(step: OutlineStep): string[] {
  switch (step.kind) {
    case "setting":
      return [`inst.config.jobs.${step.name} = ${step.value};`];
    case "omission":
      return [`// Left out is the table ${quoted(step.table)}: ${step.reason}.`];
    case "class":
      return [
        "@schema",
        `export class ${step.table.className} extends ${baseClass(step.table)} {`,
        ...definition(step.table, "  "),
        ...step.parts.flatMap((part) => [
          "",
          `  static readonly ${part.className} = class ${part.className} extends dj.Part {`,
          ...definition(part, "    "),
          "  };",
        ]),
        "}",
      ];
  }
}

/** The code of a schema in TypeScript, for this library. */
export function typescriptCode({ schema, contexts, steps }: SchemaOutline): string {
  const context =
    contexts.length === 0 ? "" : `, { context: { ${contexts.map(({ variable }) => variable).join(", ")} } }`;
  const head = [
    'import * as dj from "datajoint";',
    "",
    "const inst = new dj.Instance();",
    ...contexts.map(
      ({ variable, schema: other }) =>
        `const ${variable} = await dj.virtualSchema(${quoted(other)}, { instance: inst });`,
    ),
    `const schema = inst.Schema(${quoted(schema)}${context});`,
  ];
  return `${[head, ...steps.map(stepLines)].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
