/** How a text fits what was typed: the better, the higher; and where its letters stand. */
export interface FuzzyMatch {
  readonly score: number;
  readonly places: readonly number[];
}

const WORD_START = 8;
const NEXT_LETTER = 11;
const WHOLE_BEGINNING = 4;

/**
 * Whether the letters of a query stand in a text in their order, not necessarily side by side: `rall` in *Run all*.
 * Beginnings of words and letters side by side count more; of texts that fit alike, the shorter one is better.
 *
 * @param query - what was typed; spaces in it do not matter
 * @returns null where it does not fit
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const letters = [...query.toLowerCase().replace(/\s+/g, "")];
  const lower = text.toLowerCase();
  if (letters.length === 0) return { score: 0, places: [] };
  // The best score with the last letter at each place, and the place of the letter before it.
  let scores: (number | null)[] = [];
  const origins: (number | null)[][] = [];
  for (const [number, letter] of letters.entries()) {
    const before = scores;
    const from: (number | null)[] = [];
    let best: number | null = null;
    scores = [...lower].map((candidate, place) => {
      const previous = place - 1;
      if (number > 0 && previous >= 0 && before[previous] != null) {
        if (best === null || before[previous] > before[best]!) best = previous;
      }
      from[place] = null;
      if (candidate !== letter || (number > 0 && best === null)) return null;
      const own = isWordStart(text, place) ? WORD_START : 0;
      if (number === 0) return own + (place === 0 ? WHOLE_BEGINNING : 0);
      const beside = before[previous] == null ? null : before[previous] + NEXT_LETTER;
      const isBeside = beside !== null && beside >= before[best!]!;
      from[place] = isBeside ? previous : best;
      return own + (isBeside ? beside : before[best!]!);
    });
    origins.push(from);
  }
  const end = scores.reduce<number | null>(
    (found, score, place) => (score !== null && (found === null || score > scores[found]!) ? place : found),
    null,
  );
  if (end === null) return null;
  const places = [end];
  for (let number = letters.length - 1; number > 0; number--) places.unshift(origins[number]![places[0]!]!);
  return { score: scores[end]! - text.length / 1000, places };
}

function isWordStart(text: string, place: number): boolean {
  return place === 0 || !/[\p{L}\p{N}]/u.test(text[place - 1]!);
}
