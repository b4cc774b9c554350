/** A name that nothing else has; also where the page is not served securely, and has no `randomUUID`. */
export function randomName(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(numbers, (number) => number.toString(36).padStart(7, "0")).join("");
}
