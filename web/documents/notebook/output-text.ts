import type { Output, ShownValue, TableOutput } from "../../kernel/output.ts";
import type { NotebookOutput } from "./notebook-format.ts";

/** An output as a notebook keeps it: as text, and as HTML where there is more to see. */
export function notebookOutput(output: Output): NotebookOutput {
  switch (output.kind) {
    case "text": {
      const isProblem = output.level === "warn" || output.level === "error";
      return { output_type: "stream", name: isProblem ? "stderr" : "stdout", text: `${output.text}\n` };
    }
    case "error": {
      const place = output.line === null ? "" : ` (line ${output.line})`;
      const traceback = [`${output.name}: ${output.message}${place}`];
      return { output_type: "error", ename: output.name, evalue: output.message, traceback };
    }
    case "table":
      return display({ "text/plain": tableText(output), "text/html": tableHtml(output) });
    case "diagram":
      return display({ "text/plain": output.mermaid, "image/svg+xml": output.svg });
    case "value":
      return display({ "text/plain": valueText(output.value) });
    case "progress":
      return display({ "text/plain": `${output.table}: ${output.done} of ${output.total}` });
    default:
      // An output of a newer kind still has its place.
      return display({ "text/plain": `[${(output as { kind: string }).kind}]` });
  }
}

function display(data: Readonly<Record<string, string>>): NotebookOutput {
  return { output_type: "display_data", data, metadata: {} };
}

/** A value in one line, as code would write it. */
export function valueText(value: ShownValue): string {
  switch (value.kind) {
    case "null":
    case "undefined":
      return value.kind;
    case "boolean":
      return String(value.value);
    case "number":
    case "opaque":
      return value.text;
    case "text":
      return JSON.stringify(value.text);
    case "bytes":
      return `${value.size} bytes`;
    case "function":
      return `${value.isClass ? "class" : "function"} ${value.name}`;
    case "array": {
      const hidden = value.length - value.items.length;
      return `[${[...value.items.map(valueText), ...(hidden > 0 ? [`… ${hidden} more`] : [])].join(", ")}]`;
    }
    case "object": {
      const entries = value.entries.map(([name, held]) => `${name}: ${valueText(held)}`);
      const text = `{ ${[...entries, ...(value.hidden > 0 ? [`… ${value.hidden} more`] : [])].join(", ")} }`;
      return value.type === "Object" ? text : `${value.type} ${text}`;
    }
    default:
      return `[${(value as { kind: string }).kind}]`;
  }
}

function cellText(value: ShownValue): string {
  if (value.kind === "null") return "NULL";
  return value.kind === "text" ? value.text.replaceAll("\n", "⏎") : valueText(value);
}

function countText({ rows, total }: TableOutput): string {
  if (rows.length < total) return `first ${rows.length} of ${total} rows`;
  return total === 1 ? "1 row" : `${total} rows`;
}

function tableText(table: TableOutput): string {
  const heads = table.columns.map(({ name, inKey }) => (inKey ? `*${name}` : name));
  const lines = [heads, ...table.rows.map((row) => row.map(cellText))];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const written = lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return [
    written[0],
    widths.map((width) => "-".repeat(width)).join("  "),
    ...written.slice(1),
    countText(table),
  ].join("\n");
}

function tableHtml(table: TableOutput): string {
  const heads = table.columns.map(({ name, inKey }) => {
    const text = escapeHtml(name);
    return `<th>${inKey ? `<b>${text}</b>` : text}</th>`;
  });
  const rows = table.rows.map(
    (row) => `<tr>${row.map((value) => `<td>${escapeHtml(cellText(value))}</td>`).join("")}</tr>`,
  );
  return `<table><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table><p>${countText(table)}</p>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
