import { inject } from "vitest";
import { findMariadb } from "../../scripts/install/programs.mjs";

const isSet = (value: string | undefined): boolean => !["", "0", "false", undefined].includes(value);

/** True where `DJ_TEST_SKIP_MYSQL` asks to leave out the tests on a MySQL server. */
export const isMysqlSkipped = isSet(process.env.DJ_TEST_SKIP_MYSQL);

/**
 * True where tests that do harm to a server are left out: with the others, and where another server stands in for a
 * MariaDB that is not installed.
 */
export const isHarmSkipped =
  isMysqlSkipped || (isSet(process.env.DJ_TEST_MYSQL_URL) && findMariadb() === null);

/** The URL of the MySQL server that all tests of a run share; it is started when first asked for. */
export async function mysqlUrl(): Promise<string> {
  const response = await fetch(inject("mysqlBroker"));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
