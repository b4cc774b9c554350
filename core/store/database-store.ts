import type { Connection } from "../connection/connection.ts";
import type { StoredContent } from "../dialect/dialect.ts";
import { DataJointError, MissingExternalFile } from "../errors/index.ts";
import type { Statement } from "../values/sql-value.ts";
import type { Store } from "./store.ts";
import { storePath } from "./store-path.ts";

/**
 * A store in a table of the database file itself, so that a database in a browser has its objects with it. What is
 * written in a transaction that is rolled back is gone with it.
 */
export class DatabaseStore implements Store {
  readonly protocol = "database";
  readonly #connection: Connection;
  readonly #location: string;
  readonly #content: StoredContent;

  /**
   * @param location tells stores of one database apart
   * @throws DataJointError where the connection is to a server, which keeps no objects
   */
  constructor(connection: Connection, location: string) {
    const { content, name } = connection.dialect;
    if (content === null) {
      throw new DataJointError(
        `A store with the protocol "database" needs a SQLite database, and the backend is ${name}. Configure the protocol "file" with a location.`,
      );
    }
    this.#connection = connection;
    this.#location = location;
    this.#content = content;
  }

  async #rows(statement: Statement): Promise<readonly (readonly unknown[])[]> {
    return (await this.#connection.execute(statement, { hasWideIntegers: false })).rows;
  }

  async #isPrepared(): Promise<boolean> {
    return (await this.#rows(this.#content.isPrepared())).length > 0;
  }

  async #files(statement: Statement): Promise<readonly (readonly unknown[])[]> {
    return (await this.#isPrepared()) ? this.#rows(statement) : [];
  }

  async #file(path: string, statement: Statement): Promise<unknown> {
    const [row] = await this.#files(statement);
    if (row !== undefined) return row[0];
    throw new MissingExternalFile(`There is no file "${path}" in the store of the database.`);
  }

  async read(path: string): Promise<Uint8Array> {
    return (await this.#file(path, this.#content.read(this.#location, storePath(path)))) as Uint8Array;
  }

  async write(path: string, content: Uint8Array): Promise<void> {
    if (!(await this.#isPrepared())) {
      for (const statement of this.#content.prepare()) await this.#connection.execute(statement);
    }
    await this.#connection.execute(this.#content.write(this.#location, storePath(path), content));
  }

  async exists(path: string): Promise<boolean> {
    const sizes = await this.#files(this.#content.size(this.#location, storePath(path)));
    return sizes.length > 0 || this.isFolder(path);
  }

  async isFolder(path: string): Promise<boolean> {
    return (await this.list(path)).length > 0;
  }

  async size(path: string): Promise<number> {
    return Number(await this.#file(path, this.#content.size(this.#location, storePath(path))));
  }

  async list(folder: string): Promise<string[]> {
    const path = storePath(folder);
    const rows = await this.#files(this.#content.list(this.#location, path === "" ? "" : `${path}/`));
    return rows.map(([file]) => String(file));
  }

  async remove(path: string): Promise<void> {
    await this.#files(this.#content.remove(this.#location, storePath(path)));
  }

  url(path: string): string {
    return `database://${[this.#location, storePath(path)].filter((part) => part !== "").join("/")}`;
  }
}
