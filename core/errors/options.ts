import { DataJointError } from "./errors.ts";
import { suggestion } from "./suggestion.ts";

/**
 * Refuses options that a call does not have: one that is passed over in silence would not do what was meant.
 *
 * @param call how the message names the call, such as `insert()`
 */
export function assertOptions(options: object, known: readonly string[], call: string): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new DataJointError(`${call} takes its options as one object. They are: ${known.join(", ")}.`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new DataJointError(
      `${call} has no option "${name}".${suggestion(name, known)} Its options are: ${known.join(", ")}.`,
    );
  }
}
