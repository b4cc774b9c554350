import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import { type DependencyGraph, loadGraph } from "../graph/index.ts";
import type { Origin } from "./source.ts";
import type { View } from "./view.ts";

/** Makes a view of a graph; some have to ask the database for rows. */
export type BuildView = (graph: DependencyGraph, connection: Connection) => Promise<View> | View;

/** A view with the connection that its graph was read from. */
export interface LoadedView {
  readonly view: View;
  readonly connection: Connection;
}

/** A view that is made when it is looked at: the graph is read once, for it and all views that it is made of. */
export class LazyView {
  readonly #origins: readonly (() => Promise<Origin>)[];
  readonly #build: BuildView;
  readonly #views = new WeakMap<DependencyGraph, Promise<View>>();
  #loaded: Promise<LoadedView> | null = null;

  /**
   * @param origins schemas to read; their foreign keys lead to more
   * @param build makes the view
   */
  constructor(origins: readonly (() => Promise<Origin>)[], build: BuildView) {
    this.#origins = origins;
    this.#build = build;
  }

  /** Another view made of this one. */
  derive(change: (view: View, connection: Connection) => Promise<View> | View): LazyView {
    return new LazyView(this.#origins, async (graph, connection) =>
      change(await this.#in(graph, connection), connection),
    );
  }

  /** A view made of this one and another. */
  combine(other: LazyView, combine: (one: View, other: View) => Promise<View> | View): LazyView {
    return new LazyView([...this.#origins, ...other.#origins], async (graph, connection) =>
      combine(await this.#in(graph, connection), await other.#in(graph, connection)),
    );
  }

  /** The same view, of a graph that reaches to another schema too. */
  reaching(origin: () => Promise<Origin>): LazyView {
    return new LazyView([...this.#origins, origin], (graph, connection) => this.#in(graph, connection));
  }

  #in(graph: DependencyGraph, connection: Connection): Promise<View> {
    let view = this.#views.get(graph);
    if (view === undefined) {
      view = (async () => this.#build(graph, connection))();
      this.#views.set(graph, view);
    }
    return view;
  }

  /**
   * Reads what is needed, once.
   *
   * @throws DataJointError for tables of several Instances, and whatever the making of the view raises
   */
  load(): Promise<LoadedView> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<LoadedView> {
    const origins = await Promise.all(this.#origins.map((origin) => origin()));
    const { connection } = origins[0]!;
    if (origins.some((one) => one.connection !== connection)) {
      throw new DataJointError("The tables of a diagram must belong to one Instance.");
    }
    await connection.pendingTables.declare();
    const schemas = new Set(origins.map(({ schema }) => schema));
    for (const known of connection.knownTables.values()) schemas.add(known().name.schema);
    const { introspection } = connection.dialect;
    const graph = await loadGraph(connection, introspection, schemas, { withAncestors: true });
    return { connection, view: await this.#in(graph, connection) };
  }
}
