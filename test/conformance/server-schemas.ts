import mysql from "mysql2/promise";

/** A start of schema names that no other run uses. */
export const uniquePrefix = (): string => `v${process.pid.toString(36)}${Date.now().toString(36).slice(-4)}`;

/** Drops schemas from a server by its own means, so that it ends clean whatever a case did. */
export async function dropSchemas(url: string, isMeant: (name: string) => boolean): Promise<void> {
  const connection = await mysql.createConnection(url);
  try {
    const [rows] = await connection.query("SHOW DATABASES");
    await connection.query("SET FOREIGN_KEY_CHECKS = 0");
    for (const row of rows as Record<string, string>[]) {
      const [name = ""] = Object.values(row);
      if (isMeant(name)) await connection.query("DROP DATABASE ??", [name]);
    }
  } finally {
    await connection.end();
  }
}
