import { add, compare, type Decimal, divide, formatDecimal, parseDecimal, withScale } from "./decimals.ts";
import { joinItems, joinMembers } from "./json-text.ts";
import type { AggregateFunction, AggregateFunctions, FunctionValue } from "./registry.ts";

interface Moments {
  count: number;
  mean: number;
  /** Sum of squared differences from the mean. */
  squares: number;
}

/** Variance and deviation, by Welford's recurrence. */
function moments(finish: (state: Moments) => number | null): AggregateFunction {
  return {
    init: (): Moments => ({ count: 0, mean: 0, squares: 0 }),
    step: (state: Moments, value: FunctionValue): Moments => {
      if (value === null) return state;
      const number = Number(value);
      const count = state.count + 1;
      const difference = number - state.mean;
      const mean = state.mean + difference / count;
      return { count, mean, squares: state.squares + difference * (number - mean) };
    },
    finalize: finish,
  };
}

const ofPopulation = ({ count, squares }: Moments): number | null => (count === 0 ? null : squares / count);
const ofSample = ({ count, squares }: Moments): number | null => (count < 2 ? null : squares / (count - 1));
const root = (value: number | null): number | null => (value === null ? null : Math.sqrt(value));

/** Bits of 64-bit words, which come and go as decimal text of a signed integer. */
const bits = (start: bigint, combine: (all: bigint, one: bigint) => bigint): AggregateFunction => ({
  init: () => start,
  step: (state: bigint, value: string | null) => (value === null ? state : combine(state, BigInt(value))),
  finalize: (state: bigint) => BigInt.asIntN(64, state).toString(),
});

interface DecimalSum {
  sum: Decimal | null;
  count: number;
}

const decimalSum = (finish: (state: DecimalSum) => Decimal | null): AggregateFunction => ({
  init: (): DecimalSum => ({ sum: null, count: 0 }),
  step: (state: DecimalSum, value: FunctionValue): DecimalSum => {
    const decimal = parseDecimal(value);
    if (decimal === null) return state;
    return { sum: state.sum === null ? decimal : add(state.sum, decimal), count: state.count + 1 };
  },
  finalize: (state: DecimalSum) => {
    const result = finish(state);
    return result === null ? null : formatDecimal(result);
  },
});

const decimalExtreme = (sign: 1 | -1): AggregateFunction => ({
  init: () => null,
  step: (best: Decimal | null, value: FunctionValue) => {
    const decimal = parseDecimal(value);
    if (decimal === null || best === null) return decimal ?? best;
    return compare(decimal, best) === sign ? decimal : best;
  },
  finalize: (best: Decimal | null) => (best === null ? null : formatDecimal(best)),
});

/** Averages have this many digits beyond those of the values, and are computed to nine more. */
const averageDigits = 9;

export const aggregateFunctions: AggregateFunctions = {
  var_pop: moments(ofPopulation),
  var_samp: moments(ofSample),
  stddev_pop: moments((state) => root(ofPopulation(state))),
  stddev_samp: moments((state) => root(ofSample(state))),
  bit_and: bits(2n ** 64n - 1n, (all, one) => all & one),
  bit_or: bits(0n, (all, one) => all | one),
  bit_xor: bits(0n, (all, one) => all ^ one),
  decimal_sum: decimalSum(({ sum }) => sum),
  decimal_average: decimalSum(({ sum, count }) => {
    if (sum === null) return null;
    const scale = sum.scale + averageDigits;
    return divide(withScale(sum, scale), { unscaled: BigInt(count), scale: 0 }, scale);
  }),
  decimal_min: decimalExtreme(-1),
  decimal_max: decimalExtreme(1),
  /** The rows come in the order of the aggregate's ORDER BY; of equal texts the first is kept. */
  group_concat_distinct: {
    init: () => ({ texts: new Map<string, string>(), separator: "," }),
    step: (
      state: { texts: Map<string, string>; separator: string },
      text: string | null,
      separator: string,
    ) => {
      if (text === null) return state;
      const key = String(text).replace(/ +$/, "");
      if (!state.texts.has(key)) state.texts.set(key, String(text));
      state.separator = separator;
      return state;
    },
    finalize: ({ texts, separator }: { texts: Map<string, string>; separator: string }) =>
      texts.size === 0 ? null : [...texts.values()].join(separator),
  },
  json_array_of: {
    init: () => [] as string[],
    step: (items: string[], item: string | null) => {
      items.push(item ?? "null");
      return items;
    },
    finalize: (items: string[]) => (items.length === 0 ? null : joinItems(items)),
  },
  json_object_of: {
    init: () => [] as [string | null, string | null][],
    step: (members: [string | null, string | null][], key: string | null, value: string | null) => {
      members.push([key, value]);
      return members;
    },
    finalize: (members: [string | null, string | null][]) =>
      members.length === 0 ? null : joinMembers(members),
  },
};
