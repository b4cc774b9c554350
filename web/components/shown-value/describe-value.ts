import type { ShownValue } from "../../kernel/output.ts";

/** How many entries a one-line description names before it breaks off. */
const DESCRIBED_ENTRIES = 4;

/** A value in one line, as a reader would write it: `{lab_id: 1, lab_name: "Vision Lab"}`. */
export function describeValue(value: ShownValue, depth = 0): string {
  switch (value.kind) {
    case "null":
    case "undefined":
      return value.kind;
    case "boolean":
      return String(value.value);
    case "number":
    case "opaque":
      return value.text;
    case "ndarray":
      return `${value.dtype} [${value.shape.join(", ")}]`;
    case "text":
      return JSON.stringify(value.text);
    case "bytes":
      return `${value.size} ${value.size === 1 ? "byte" : "bytes"}`;
    case "function":
      return value.isClass ? `class ${value.name}` : `function ${value.name || "(no name)"}`;
    case "array":
      return depth > 0
        ? `Array(${value.length})`
        : `[${breakOff(
            value.items.map((item) => describeValue(item, depth + 1)),
            value.length,
          )}]`;
    case "object": {
      const prefix = value.type === "Object" || value.type === "" ? "" : `${value.type} `;
      if (depth > 1) return `${prefix}{…}`;
      const entries = value.entries.map(([name, entry]) => `${name}: ${describeValue(entry, depth + 1)}`);
      return `${prefix}{${breakOff(entries, value.entries.length + value.hidden)}}`;
    }
  }
}

function breakOff(parts: readonly string[], total: number): string {
  const named = parts.slice(0, DESCRIBED_ENTRIES);
  return (named.length < total ? [...named, "…"] : named).join(", ");
}
