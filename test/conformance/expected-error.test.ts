import { describe, expect, test } from "vitest";
import { errors } from "../../core/index.ts";
import { isExpectedError, MakeError, withError } from "./expected-error.ts";
import { Mismatch } from "./mismatch.ts";

const named = (name: string, message = "") => ({ class: name, message });

describe("isExpectedError", () => {
  test("takes the class and those below it", () => {
    const error = new errors.DuplicateError("twice");
    expect(isExpectedError(named("DuplicateError"), error)).toBe(true);
    expect(isExpectedError(named("DataJointError"), error)).toBe(true);
    expect(isExpectedError(named("IntegrityError"), error)).toBe(false);
    expect(isExpectedError({ ...named("IntegrityError"), loose: true }, error)).toBe(true);
  });

  test("takes any error for a class outside of DataJoint's own, but no accident", () => {
    expect(isExpectedError(named("KeyError"), new errors.UnknownAttributeError("no such"))).toBe(true);
    expect(isExpectedError(named("KeyError"), new TypeError("x is not a function"))).toBe(false);
    expect(isExpectedError(named("DataJointError"), new ReferenceError("x is not defined"))).toBe(false);
  });

  test("wants the error of a make to be the one that it was told to raise", () => {
    expect(isExpectedError(named("MakeError", "told to fail"), new MakeError("told to fail"))).toBe(true);
    expect(
      isExpectedError(named("MakeError", "told to fail"), new errors.DataJointError("told to fail")),
    ).toBe(false);
  });
});

test("withError refuses what should have failed, and passes on what should not", async () => {
  await expect(withError(named("DataJointError"), async () => 1)).rejects.toThrow(Mismatch);
  await expect(withError(undefined, async () => 1)).resolves.toBe(1);
  const error = new errors.DataJointError("no");
  await expect(withError(undefined, () => Promise.reject(error))).rejects.toBe(error);
  await expect(withError(named("DataJointError"), () => Promise.reject(error))).resolves.toBeUndefined();
});
