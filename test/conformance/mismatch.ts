/** What came out is not what the vector expects. */
export class Mismatch extends Error {
  readonly expected: string;
  readonly got: string;

  /** @param what the part that differs, in a few words */
  constructor(what: string, expected: unknown, got: unknown) {
    super(what);
    this.name = "Mismatch";
    this.expected = show(expected);
    this.got = show(got);
  }
}

/** A value on one line, for a report. */
export function show(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner === "bigint") return { $int: String(inner) };
      if (typeof inner === "number" && !Number.isFinite(inner)) return { $float: String(inner) };
      if (inner instanceof Uint8Array) return { $bytes: Buffer.from(inner).toString("base64") };
      if (inner instanceof Map) return { map: [...inner] };
      if (inner instanceof Set) return { set: [...inner] };
      if (inner === undefined) return { undefined: true };
      return inner;
    }) ?? String(value)
  );
}
