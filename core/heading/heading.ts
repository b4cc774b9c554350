import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import type { Attribute } from "./attribute.ts";
import { attributeLine } from "./attribute-line.ts";

/** The ordered attributes of a table or query expression, primary key first. */
export class Heading {
  readonly attributes: readonly Attribute[];
  /** Names of the attributes that are not hidden, in order. */
  readonly names: readonly string[];
  readonly primaryKey: readonly string[];
  readonly secondaryAttributes: readonly string[];
  readonly #byName: ReadonlyMap<string, Attribute>;
  #hasCodecs: boolean | null = null;

  /** @param attributes all attributes, hidden ones included; those of the primary key are moved to the front */
  constructor(attributes: Iterable<Attribute>) {
    const key: Attribute[] = [];
    const others: Attribute[] = [];
    for (const attribute of attributes) (attribute.inKey ? key : others).push(attribute);
    this.attributes = key.length === 0 ? others : [...key, ...others];
    const byName = new Map<string, Attribute>();
    const primaryKey: string[] = [];
    const secondaryAttributes: string[] = [];
    for (const attribute of this.attributes) {
      byName.set(attribute.name, attribute);
      if (!attribute.isHidden) (attribute.inKey ? primaryKey : secondaryAttributes).push(attribute.name);
    }
    this.#byName = byName;
    // Headings are shared, so that whoever sorts or changes such a list must do it to a copy.
    this.primaryKey = Object.freeze(primaryKey);
    this.secondaryAttributes = Object.freeze(secondaryAttributes);
    this.names = Object.freeze([...primaryKey, ...secondaryAttributes]);
  }

  /** True if values of some attribute go through a codec. */
  get hasCodecs(): boolean {
    this.#hasCodecs ??= this.attributes.some(({ codec }) => codec !== null);
    return this.#hasCodecs;
  }

  /** True if a visible attribute has this name. */
  has(name: string): boolean {
    const attribute = this.#byName.get(name);
    return attribute !== undefined && !attribute.isHidden;
  }

  /** The attribute of this name, hidden ones included, or undefined. */
  find(name: string): Attribute | undefined {
    return this.#byName.get(name);
  }

  /**
   * The attribute of this name.
   *
   * @throws UnknownAttributeError with the nearest name, if there is none
   */
  get(name: string): Attribute {
    const attribute = this.#byName.get(name);
    if (attribute === undefined) {
      if (typeof name !== "string") {
        throw new DataJointError(
          `Attributes are named by texts, not by ${JSON.stringify(name) ?? String(name)}.`,
        );
      }
      throw new UnknownAttributeError(
        `There is no attribute "${name}".${suggestion(name, this.names)} The attributes are: ${this.names.join(", ")}.`,
      );
    }
    return attribute;
  }

  /**
   * True if this heading determines another: it holds every attribute of the other's primary key.
   * Section "Functional dependencies" of the primary key specification.
   */
  determines(other: Heading): boolean {
    return other.primaryKey.every((name) => this.has(name));
  }

  /** The attributes that are not hidden, as a definition. */
  toString(): string {
    const lines = (names: readonly string[]): string[] =>
      names.map((name) => {
        const attribute = this.get(name);
        return attributeLine(attribute, attribute.default);
      });
    return [...lines(this.primaryKey), "---", ...lines(this.secondaryAttributes)].join("\n");
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
