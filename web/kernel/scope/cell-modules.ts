import { suggestion } from "../../../core/errors/index.ts";

/** The modules that a cell can import, by the names that it writes: each with what it exports. */
export type CellModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Says that a module can't be imported, and which can. */
export function unknownModuleMessage(name: string, modules: CellModules): string {
  const names = Object.keys(modules);
  const known = names.map((module) => `"${module}"`).join(", ");
  return `A cell can't import "${name}".${suggestion(name, names)} What can be imported here is ${known}.`;
}

/** Says that a module has no such export. */
export function unknownExportMessage(name: string, module: string, modules: CellModules): string {
  const near = suggestion(name, Object.keys(modules[module] ?? {}));
  return `"${module}" exports no value named "${name}".${near} If it is a type, write \`import type { ${name} }\`.`;
}
