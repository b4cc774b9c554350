import type { Config } from "../instance/config.ts";
import type { Stores } from "../store/stores.ts";

/** What a codec is told beside a value that comes out of the database. */
export interface DecodeContext {
  /** Values of the primary key, as far as they were fetched too. */
  readonly key: Readonly<Record<string, unknown>>;
  /** The name of the attribute. */
  readonly attribute: string;
  /** The store that the type names; null for the default and for values in the table. */
  readonly storeName: string | null;
  /** The stores of the connection. */
  readonly stores: Stores;
  readonly config: Config;
}

/** What a codec is told beside a value that goes into the database. */
export interface EncodeContext extends DecodeContext {
  readonly schema: string;
  /** The table's name in the database. */
  readonly table: string;
}

/**
 * Turns values of a program into what an attribute stores, and back. Extend it, and make it known with
 * `dj.registerCodec`; then `<name>` is a type in definitions. Section "The Codec Base Class" of the codec specification.
 *
 * @example
 * class GraphCodec extends dj.Codec {
 *   name = "graph";
 *   getDtype() { return "<blob>"; }
 *   encode(graph) { return { nodes: [...graph.nodes()], edges: [...graph.edges()] }; }
 *   decode({ nodes, edges }) { return new Graph(nodes, edges); }
 * }
 * dj.registerCodec(GraphCodec);
 */
// biome-ignore-start lint/suspicious/noExplicitAny: a codec says itself which values it takes and gives
export abstract class Codec {
  /** What stands in angle brackets: lower-case letters, digits and underscores. */
  abstract readonly name: string;

  /**
   * What is stored.
   *
   * @param isStore true for `<name@>` and `<name@store>`
   * @returns a core type such as `bytes` or `json`, or another codec such as `<blob>`
   * @throws DataJointError where values can't be kept there
   */
  abstract getDtype(isStore: boolean): string;

  /**
   * Turns a value into what `getDtype` names; may be asynchronous.
   *
   * @param value never null
   */
  abstract encode(value: any, context: EncodeContext): unknown;

  /**
   * Turns what is stored into a value; may be asynchronous.
   *
   * @param stored never null
   */
  abstract decode(stored: any, context: DecodeContext): unknown;

  /**
   * Refuses values that do not fit; called before `encode`. By default none.
   *
   * @throws any error; its message is shown with the attribute's name
   */
  validate(_value: any): void {}

  toString(): string {
    return `Codec <${this.name}>`;
  }
}
// biome-ignore-end lint/suspicious/noExplicitAny: as above
