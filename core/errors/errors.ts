/** Where in a text an error lies; lines and columns count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
  /** How many characters are meant, from `column` on. */
  readonly length?: number;
}

/** Base of all errors that DataJoint raises. Its message says what was wrong, where, and what to do. */
export class DataJointError extends Error {
  // Written out in each class: what bundles a program may rename its classes.
  override readonly name: string = "DataJointError";
  /** Where in the definition or SQL text the error lies, for errors about a text. */
  readonly position: TextPosition | undefined;

  constructor(message: string, options?: { cause?: unknown; position?: TextPosition }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.position = options?.position;
  }
}

/** The connection to the server was lost. */
export class LostConnectionError extends DataJointError {
  override readonly name: string = "LostConnectionError";
}

/** A table that has not been declared was queried. */
export class MissingTableError extends DataJointError {
  override readonly name: string = "MissingTableError";
}

/** A file kept outside of the database is no longer there. */
export class MissingExternalFile extends DataJointError {
  override readonly name: string = "MissingExternalFile";
}

/** An object store can't be reached. */
export class BucketInaccessible extends DataJointError {
  override readonly name: string = "BucketInaccessible";
}

/** Global state was used in thread-safe mode. */
export class ThreadSafetyError extends DataJointError {
  override readonly name: string = "ThreadSafetyError";
}

/** A query failed; its subclasses say how. */
export class QueryError extends DataJointError {
  override readonly name: string = "QueryError";
}

/** The SQL of a condition, of a computed attribute or of a raw query can't be read. */
export class QuerySyntaxError extends QueryError {
  override readonly name: string = "QuerySyntaxError";
}

/** The user lacks a privilege. */
export class AccessError extends QueryError {
  override readonly name: string = "AccessError";
}

/** A row with the same primary or unique key exists. */
export class DuplicateError extends QueryError {
  override readonly name: string = "DuplicateError";
}

/** A foreign key would be broken. */
export class IntegrityError extends QueryError {
  override readonly name: string = "IntegrityError";
}

/** An attribute is named that the heading does not have. */
export class UnknownAttributeError extends QueryError {
  override readonly name: string = "UnknownAttributeError";
}

/** A required attribute has no value in an insert. */
export class MissingAttributeError extends QueryError {
  override readonly name: string = "MissingAttributeError";
}
