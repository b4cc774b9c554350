/** A value as a driver sends and receives it. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** SQL text with `?` placeholders and the values bound to them, in order. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}
