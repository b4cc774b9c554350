import type { Quoting } from "../dialect.ts";

const identifier = (name: string): string =>
  name.includes("`") ? `\`${name.replaceAll("`", "``")}\`` : `\`${name}\``;

export const mysqlQuoting: Quoting = {
  identifier,
  table: (name) => `${identifier(name.schema)}.${identifier(name.table)}`,
  text: (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`,
};
