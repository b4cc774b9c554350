/** How long after a key the next one still belongs to it, in milliseconds. */
const PATIENCE = 1000;

/** Keys that are pressed one after the other, as `d d`. */
export class KeySequence {
  private begun = "";
  private time = 0;

  /**
   * Takes the next key.
   *
   * @param pressed - the key, as `shift+z`
   * @param offered - what keys there are, keys after one another parted by spaces
   * @param time - when it was pressed, in milliseconds
   * @returns the keys that are now complete, `begun` where more must follow, or null where they stand for nothing
   */
  press(pressed: string, offered: readonly string[], time: number): string | null {
    const before = time - this.time <= PATIENCE ? this.begun : "";
    this.begun = "";
    this.time = time;
    for (const keys of before === "" ? [pressed] : [`${before} ${pressed}`, pressed]) {
      if (offered.includes(keys)) return keys;
      if (offered.some((one) => one.startsWith(`${keys} `))) {
        this.begun = keys;
        return "begun";
      }
    }
    return null;
  }
}
