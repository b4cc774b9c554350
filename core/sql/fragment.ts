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

const part = '(?:[\\w$]+|"(?:[^"]|"")*"|`(?:[^`]|``)*`)';
/** A name with up to three qualifiers, quoted in either way or bare. */
const plainName = new RegExp(`^${part}(?:\\.${part}){0,3}$`);

const knownNames = new Map<string, boolean>();
const cacheLimit = 2000;

const quoted = /'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`/gs;

/** Whether SQL is one pair of parentheses with all that is in them, a function's name before it or not. */
function isEnclosed(sql: string): boolean {
  if (!/^\w*\(.*\)$/s.test(sql)) return false;
  const text = sql.replace(quoted, "''");
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "(") depth++;
    else if (text[index] === ")" && --depth === 0) return index === text.length - 1;
  }
  return false;
}

function isAtom(sql: string): boolean {
  let isPlain = knownNames.get(sql);
  if (isPlain === undefined) {
    isPlain = plainName.test(sql) || isEnclosed(sql);
    if (knownNames.size >= cacheLimit) knownNames.clear();
    knownNames.set(sql, isPlain);
  }
  return isPlain;
}

/** SQL from elsewhere as a fragment: what is no name, call or parenthesis is put into parentheses where it is used. */
export const foreign = (sql: string): Fragment => (isAtom(sql) ? atom(sql) : { sql, binding: 0 });
