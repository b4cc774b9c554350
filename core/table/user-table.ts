import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { QueryNode } from "../query/node.ts";
import { operand } from "../query/operand.ts";
import type { InsertOptions } from "./insert-options.ts";
import { Table } from "./table.ts";
import { bindingOf, type TableBinding } from "./table-binding.ts";

/** Base of the table classes that users define. */
export abstract class UserTable extends Table {
  get #binding(): TableBinding {
    const binding = bindingOf(this.constructor);
    if (binding === undefined) {
      throw new DataJointError(
        `The class ${this.constructor.name} belongs to no schema. Put @schema before it, or call schema(${this.constructor.name}).`,
      );
    }
    return binding;
  }

  protected get source() {
    return this.#binding;
  }

  protected override get shownName(): string {
    return bindingOf(this.constructor)?.className ?? this.constructor.name;
  }

  protected get declared(): TableDeclaration {
    return this.#binding.declaration;
  }

  get [operand](): { node: QueryNode; connection: Connection } {
    return this.#binding;
  }

  protected override define(): TableDeclaration | null {
    return this.#binding.define?.() ?? null;
  }

  protected override redeclared(declaration: TableDeclaration): void {
    this.#binding.declaration = declaration;
  }

  protected override referenceTo(name: TableName): string | null {
    return this.#binding.referenceTo(name);
  }

  protected override assertInsertable(options: InsertOptions): void {
    const { tier, className, isBeingMade } = this.#binding;
    if (isBeingMade || options.allowDirectInsert || (tier !== "imported" && tier !== "computed")) return;
    throw new DataJointError(
      `${className} is ${tier === "imported" ? "an imported" : "a computed"} table, which populate() fills by calling make(). ` +
        "To insert all the same pass { allowDirectInsert: true }.",
    );
  }
}
