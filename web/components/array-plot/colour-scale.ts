type Rgb = readonly [number, number, number];

/** From dark to light, so that it reads without colours too; through DataJoint's blue. */
const stops: readonly Rgb[] = [
  [13, 18, 48],
  [0, 83, 122],
  [0, 160, 223],
  [150, 214, 176],
  [253, 243, 190],
];

/**
 * The colour of a value in a heat map.
 *
 * @param share its place between the lowest value, 0, and the highest, 1; null for no number, which is transparent
 * @returns red, green, blue and alpha
 */
export function colourOf(share: number | null): readonly [number, number, number, number] {
  if (share === null) return [0, 0, 0, 0];
  const position = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const index = Math.min(Math.floor(position), stops.length - 2);
  const [from, to] = [stops[index]!, stops[index + 1]!];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (position - index));
  return [mix(0), mix(1), mix(2), 255];
}
