import { describe, expect, it } from "vitest";
import { KeySequence } from "../../../web/app/commands/key-sequence.ts";

describe("keys after one another", () => {
  const offered = ["d d", "j", "i i"];
  const press = (...keys: [string, number][]): (string | null)[] => {
    const sequence = new KeySequence();
    return keys.map(([key, time]) => sequence.press(key, offered, time));
  };

  it("are complete with the last one", () => {
    expect(press(["d", 0], ["d", 100], ["d", 200])).toEqual(["begun", "d d", "begun"]);
  });

  it("end at another key, which then stands for itself", () => {
    expect(press(["d", 0], ["j", 100], ["d", 200])).toEqual(["begun", "j", "begun"]);
    expect(press(["d", 0], ["i", 100], ["i", 200])).toEqual(["begun", "begun", "i i"]);
    expect(press(["d", 0], ["x", 100], ["d", 200])).toEqual(["begun", null, "begun"]);
  });

  it("are not awaited for ever", () => {
    expect(press(["d", 0], ["d", 5000], ["d", 5100])).toEqual(["begun", "begun", "d d"]);
  });
});
