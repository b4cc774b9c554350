import { DataJointError } from "../errors/index.ts";

/** A copy that was refused before anything was changed, as it would overwrite or lack something. */
export class TransferRefusal extends DataJointError {
  /** What stands against it, table by table. */
  readonly problems: readonly string[];
  /** True where tables have rows, which may come from a copy that was ended: `resume` looks at them. */
  readonly isOccupied: boolean;

  constructor(message: string, problems: readonly string[], isOccupied: boolean) {
    super(message);
    this.problems = problems;
    this.isOccupied = isOccupied;
  }
}
