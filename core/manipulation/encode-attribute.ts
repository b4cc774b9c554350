import type { Dialect } from "../dialect/dialect.ts";
import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/index.ts";
import type { SqlValue } from "../values/sql-value.ts";

/**
 * A value on its way into the database.
 *
 * @param value not null or undefined
 * @throws DataJointError that names the attribute, the value and what is expected
 */
export function encodeAttribute(value: unknown, attribute: Attribute, dialect: Dialect): SqlValue {
  if (attribute.codec !== null && !(value instanceof Uint8Array)) {
    throw new DataJointError(
      `The attribute "${attribute.name}" has the type ${attribute.type}, and there is no codec to encode its values. Give bytes that are encoded already.`,
    );
  }
  return dialect.values.encode(value, attribute);
}
