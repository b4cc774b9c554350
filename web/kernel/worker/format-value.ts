import type { ShownValue } from "../output.ts";

const lineWidth = 76;

/** A shown value as text, the way that a console prints it: on one line where it fits, else nested. */
export function formatValue(shown: ShownValue, indent = ""): string {
  switch (shown.kind) {
    case "null":
    case "undefined":
      return shown.kind;
    case "boolean":
      return String(shown.value);
    case "number":
    case "opaque":
    case "ndarray":
      return shown.text;
    case "text":
      return quote(shown.text);
    case "bytes":
      return `<${shown.size} bytes${shown.size > 0 ? `: ${shown.start}${shown.start.length < shown.size * 2 ? "…" : ""}` : ""}>`;
    case "function":
      return `[${shown.isClass ? "class" : "function"}${shown.name ? ` ${shown.name}` : ""}]`;
    case "array": {
      const parts = shown.items.map((item) => formatValue(item, `${indent}  `));
      if (shown.length > shown.items.length) parts.push(`… ${shown.length - shown.items.length} more`);
      return enclose("[", parts, "]", indent);
    }
    case "object": {
      const isSequence = /^\w+\(\d+\)$/.test(shown.type) && !shown.type.startsWith("Map(");
      const parts = shown.entries.map(([name, value]) => {
        const text = formatValue(value, `${indent}  `);
        return isSequence ? text : `${isPlainName(name) ? name : quote(name)}: ${text}`;
      });
      if (shown.hidden > 0) parts.push(`… ${shown.hidden} more`);
      const type = shown.type === "Object" ? "" : `${shown.type} `;
      return isSequence
        ? `${type}${enclose("[", parts, "]", indent)}`
        : `${type}${enclose("{ ", parts, " }", indent)}`;
    }
  }
}

function enclose(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return open.trim() + close.trim();
  const line = open + parts.join(", ") + close;
  if (line.length + indent.length <= lineWidth && !line.includes("\n")) return line;
  const inner = parts.map((part) => `${indent}  ${part}`).join(",\n");
  return `${open.trim()}\n${inner}\n${indent}${close.trim()}`;
}

const isPlainName = (name: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

function quote(text: string): string {
  const mark = !text.includes('"') ? '"' : !text.includes("'") ? "'" : !text.includes("`") ? "`" : '"';
  const escaped = JSON.stringify(text).slice(1, -1);
  return mark + (mark === '"' ? escaped : escaped.replaceAll('\\"', '"')) + mark;
}
