const species = ["mouse", "rat", "macaque", "zebrafish", "human"];
const operators = ["ada", "grace", "mary", "rosalind"];

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator). */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const counted = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1));

/** What varies from join to join. */
export interface JoinParameters {
  readonly subject: number;
  readonly from: number;
  readonly to: number;
  readonly quality: number;
}

/** The rows and keys of all workloads. */
export type BenchData = ReturnType<typeof makeData>;

/** @param scale how much of the full size, to try the benchmark itself */
export function makeData(scale = 1) {
  const random = seededNumbers(20260607);
  const below = (limit: number): number => Math.floor(random() * limit);
  const size = (full: number): number => Math.max(1, Math.round(full * scale));
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = (): string => `20${two(15 + below(10))}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const word = (length: number): string =>
    counted(length, () => String.fromCharCode(97 + below(26))).join("");
  const trial = (id: number) => ({
    id,
    name: `trial-${word(8)}`,
    score: below(1_000_000) / 1000,
    day: day(),
    n: below(5) === 0 ? null : below(1000),
  });
  const join = (): JoinParameters => {
    const from = 1 + below(36);
    return { subject: 1 + below(50), from, to: from + 3, quality: 5 };
  };
  const trials = counted(size(100_000), trial);
  const subjects = counted(52, (subject_id) => ({
    subject_id,
    species: species[subject_id % species.length]!,
    sex: subject_id % 2 === 1 ? "F" : "M",
  }));
  // Two subjects stay without sessions.
  const sessions = counted(50, (subject_id) =>
    counted(40, (session_id) => ({ subject_id, session_id, day: day(), operator: operators[below(4)]! })),
  ).flat();
  const scans = sessions.flatMap(({ subject_id, session_id }) =>
    counted(10, (scan_id) => ({
      subject_id,
      session_id,
      scan_id,
      depth: below(100_000) / 100,
      quality: below(10),
    })),
  );
  const parents = counted(100, (parent_id) => ({ parent_id, title: `parent-${parent_id}` }));
  const target = 42;
  const children = parents.flatMap(({ parent_id }) =>
    counted(parent_id === target ? size(1000) : 10, (child_id) => ({
      parent_id,
      child_id,
      label: `child-${word(6)}`,
    })),
  );
  const grands = children.flatMap(({ parent_id, child_id }) =>
    counted(10, (grand_id) => ({ parent_id, child_id, grand_id, value: below(10_000) / 100 })),
  );
  return {
    trials,
    events: counted(size(5000), trial),
    keys: counted(size(10_000), () => 1 + below(trials.length)),
    subjects,
    sessions,
    scans,
    joins: counted(size(2000), join),
    compiles: counted(size(20_000), join),
    aggregations: size(500),
    family: { parents, children, grands, target },
  };
}
