/** Where in a text an error lies; lines and columns count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
  /** How many characters are meant, from `column` on. */
  readonly length?: number;
}

/** Base of all errors that DataJoint raises. Its message says what was wrong, where, and what to do. */
export class DataJointError extends Error {
  /** Where in the definition or SQL text the error lies, for errors about a text. */
  readonly position: TextPosition | undefined;

  constructor(message: string, options?: { cause?: unknown; position?: TextPosition }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.position = options?.position;
  }
}

/** The connection to the server was lost. */
export class LostConnectionError extends DataJointError {}

/** A table that has not been declared was queried. */
export class MissingTableError extends DataJointError {}

/** A file kept outside of the database is no longer there. */
export class MissingExternalFile extends DataJointError {}

/** An object store can't be reached. */
export class BucketInaccessible extends DataJointError {}

/** Global state was used in thread-safe mode. */
export class ThreadSafetyError extends DataJointError {}

/** A query failed; its subclasses say how. */
export class QueryError extends DataJointError {}

/** The SQL of a condition, of a computed attribute or of a raw query can't be read. */
export class QuerySyntaxError extends QueryError {}

/** The user lacks a privilege. */
export class AccessError extends QueryError {}

/** A row with the same primary or unique key exists. */
export class DuplicateError extends QueryError {}

/** A foreign key would be broken. */
export class IntegrityError extends QueryError {}

/** An attribute is named that the heading does not have. */
export class UnknownAttributeError extends QueryError {}

/** A required attribute has no value in an insert. */
export class MissingAttributeError extends QueryError {}
