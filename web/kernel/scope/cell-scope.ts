import { type CellModules, unknownModuleMessage } from "./cell-modules.ts";
import type { DeclarationKind, RewriteContext } from "./rewrite-cell.ts";

/** What a rewritten cell is given besides the scope. */
export interface CellServices {
  readonly modules: CellModules;
  /** Assigning to a property raises the error of an assignment to a constant. */
  readonly constants: object;
  /** Reading a name that nothing declares gives undefined, for `typeof`. */
  readonly optional: object;
  /** `import(…)` within a cell. */
  load(module: unknown): Promise<unknown>;
}

/** The names that the cells of a document share, and their values. */
export class CellScope implements RewriteContext {
  readonly modules: CellModules;
  /**
   * Holds each name's value as its own property, so that reading it is as fast as reading any object.
   * What it lacks is asked of its prototype, which knows the right error.
   */
  readonly values: Record<string, unknown>;
  readonly services: CellServices;
  readonly #kinds = new Map<string, DeclarationKind>();

  constructor(modules: CellModules) {
    this.modules = modules;
    this.values = Object.create(
      new Proxy(Object.create(null), {
        has: () => false,
        get: (_, name) => this.#missing(name),
        set: (_, name, value, values) => {
          if (!this.#kinds.has(name as string)) {
            throw new ReferenceError(
              `${String(name)} is not defined. Declare it first, with \`let\` or \`const\`.`,
            );
          }
          return Reflect.defineProperty(values, name, {
            value,
            writable: true,
            enumerable: true,
            configurable: true,
          });
        },
      }),
    );
    this.services = {
      modules,
      constants: new Proxy(this.values, {
        set: (_, name) => {
          throw new TypeError(
            `"${String(name)}" is a constant: declare it with \`let\` to assign to it again.`,
          );
        },
      }),
      optional: new Proxy(this.values, {
        get: (values, name) => (Object.hasOwn(values, name) ? values[name as string] : undefined),
      }),
      load: async (module) => {
        const name = String(module);
        if (!Object.hasOwn(modules, name)) throw new TypeError(unknownModuleMessage(name, modules));
        return modules[name];
      },
    };
  }

  isDeclared(name: string): boolean {
    return this.#kinds.has(name);
  }

  isConstant(name: string): boolean {
    const kind = this.#kinds.get(name);
    return kind === "const" || kind === "import";
  }

  isGlobal(name: string): boolean {
    return name in globalThis;
  }

  /** The value of a name that a cell declared, or undefined. */
  get(name: string): unknown {
    return Object.hasOwn(this.values, name) ? this.values[name] : undefined;
  }

  /** Takes note of what a cell that is about to run declares. */
  declare(declarations: ReadonlyMap<string, DeclarationKind>): void {
    for (const [name, kind] of declarations) {
      this.#kinds.set(name, kind);
      if (kind === "var" && !Object.hasOwn(this.values, name)) this.values[name] = undefined;
    }
  }

  #missing(name: string | symbol): unknown {
    const isGlobalNow = typeof name === "symbol" || name in globalThis;
    if (isGlobalNow) return Reflect.get(globalThis, name);
    throw new ReferenceError(
      this.#kinds.has(name)
        ? `${name} has no value yet: the statement that declares it has not run.`
        : `${name} is not defined. If another cell declares it, run that cell first.`,
    );
  }
}
