/** Printed SQL with how tightly its outermost operator binds, so that parentheses stand only where they are needed. */
export interface Fragment {
  readonly sql: string;
  /** Greater is tighter; `Infinity` for a name, a literal or a call. */
  readonly binding: number;
}

export const atom = (sql: string): Fragment => ({ sql, binding: Number.POSITIVE_INFINITY });

/** The fragment's SQL, in parentheses if its operator binds less tightly than the place wants. */
export const within = (fragment: Fragment, binding: number): string =>
  fragment.binding < binding ? `(${fragment.sql})` : fragment.sql;

const name = /^(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*"|`(?:[^`]|``)*`)$/u;
const qualifiedName =
  /^(?:[\w$]+|"(?:[^"]|"")*"|`(?:[^`]|``)*`)(?:\.(?:[\w$]+|"(?:[^"]|"")*"|`(?:[^`]|``)*`)){0,3}$/;

/** SQL from elsewhere as a fragment: what is not plainly a name is put into parentheses where it is used. */
export const foreign = (sql: string): Fragment =>
  name.test(sql) || qualifiedName.test(sql) ? atom(sql) : { sql, binding: 0 };
