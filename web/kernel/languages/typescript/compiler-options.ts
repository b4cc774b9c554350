/** Numbers of TypeScript's enumerations, which monaco-editor exports in part only. */
const es2022 = 9;
const esNextModules = 99;
const bundlerResolution = 100;
const everyFileIsModule = 3;

/**
 * How cells are read as TypeScript, in the editor and when they run. Decorators are the standard's, which no
 * browser knows yet: aiming at ES2022 lowers them. Imports are kept although another cell uses them.
 */
export const cellCompilerOptions = {
  target: es2022,
  module: esNextModules,
  moduleResolution: bundlerResolution,
  moduleDetection: everyFileIsModule,
  lib: ["lib.es2023.d.ts", "lib.webworker.d.ts"],
  strict: true,
  noImplicitAny: false,
  experimentalDecorators: false,
  useDefineForClassFields: true,
  verbatimModuleSyntax: true,
  allowNonTsExtensions: true,
} as const;
