import * as datajoint from "../../../core/index.ts";
import { surveySchema, TransferRefusal } from "../../../core/transfer/index.ts";
import type { CopyPlace, CopyServices } from "../copy-questions.ts";

/** How often it is told how far a copy is, in milliseconds. */
const tellInterval = 100;

export interface SchemaCopierOptions {
  /** Takes how far a copy is. */
  readonly tell: (progress: datajoint.TransferProgress) => void;
  /** While true, what is committed to database files is not saved. */
  readonly holdSaves: (isHeld: boolean) => void;
}

/** Copies schemas between database files and the server behind the gateway. Its connections stay open, to be used again. */
export class SchemaCopier implements CopyServices {
  readonly #options: SchemaCopierOptions;
  readonly #instances = new Map<string, datajoint.Instance>();

  constructor(options: SchemaCopierOptions) {
    this.#options = options;
  }

  schemasOf: CopyServices["schemasOf"] = async (place) => {
    const { connection } = this.#open(place);
    const schemas = await connection.dialect.introspection.listSchemas(connection);
    return { description: connection.description, schemas };
  };

  surveySchema: CopyServices["surveySchema"] = async ({ place, schema }) =>
    surveySchema(this.#open(place).connection, schema);

  copySchemas: CopyServices["copySchemas"] = async ({ from, to, schemas, resume }) => {
    const { tell, holdSaves } = this.#options;
    holdSaves(true);
    const source = this.#open(from);
    const target = this.#open(to);
    let told = { table: "", at: 0 };
    try {
      const report = await source.copyTo(target, {
        schemas,
        resume,
        displayProgress: false,
        progress: (progress) => {
          const { table, rows, totalRows } = progress;
          const now = performance.now();
          if (table === told.table && now - told.at < tellInterval && rows < totalRows) return;
          told = { table, at: now };
          tell(progress);
        },
      });
      // Only now does a file get what was copied to it; whoever ends this worker before leaves none behind.
      holdSaves(false);
      await datajoint.saveDatabases();
      return { kind: "copied", report };
    } catch (error) {
      if (!(error instanceof TransferRefusal)) throw error;
      return { kind: "refused", problems: error.problems, isOccupied: error.isOccupied };
    }
  };

  #open(place: CopyPlace): datajoint.Instance {
    const key = place.kind === "file" ? `file ${place.name}` : place.kind;
    let instance = this.#instances.get(key);
    if (instance === undefined) {
      instance = new datajoint.Instance(
        place.kind === "file" ? { database: place.name } : { backend: "mysql" },
      );
      this.#instances.set(key, instance);
    }
    return instance;
  }
}
