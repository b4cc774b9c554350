/** What TypeScript's parser gives, as far as it is read here. */
export interface SyntaxNode {
  readonly kind: number;
  readonly text?: string;
  readonly name?: SyntaxNode;
  readonly elements?: readonly SyntaxNode[];
  readonly statements?: readonly SyntaxNode[];
  readonly modifiers?: readonly SyntaxNode[];
  readonly declarationList?: { readonly declarations: readonly SyntaxNode[] };
  readonly importClause?: SyntaxNode & {
    readonly isTypeOnly?: boolean;
    readonly namedBindings?: SyntaxNode;
  };
  readonly exportClause?: SyntaxNode;
  readonly moduleSpecifier?: SyntaxNode;
  readonly isTypeOnly?: boolean;
}

/** The part of TypeScript that reading names needs. */
export interface SyntaxReader {
  createSourceFile(fileName: string, text: string, target: number): SyntaxNode;
  readonly SyntaxKind: Readonly<Record<string, number>>;
}

/** The names that a cell declares at its top level. */
export interface CellNames {
  /** Variables, functions, classes and whatever else there is when a program runs. */
  readonly values: ReadonlySet<string>;
  /** Interfaces and type aliases, but for those that have a value's name too. */
  readonly types: ReadonlySet<string>;
  /** Those that the cell exports itself. */
  readonly exported: ReadonlySet<string>;
}

const latest = 99;

/** Reads which names a cell shares with later ones. */
export function cellNames(typescript: SyntaxReader, source: string): CellNames {
  const { SyntaxKind } = typescript;
  const values = new Set<string>();
  const types = new Set<string>();
  const exported = new Set<string>();
  const bind = (name: SyntaxNode | undefined, into: Set<string>, found: string[]): void => {
    if (name === undefined) return;
    if (name.kind === SyntaxKind.Identifier) {
      into.add(name.text!);
      found.push(name.text!);
    } else for (const element of name.elements ?? []) bind(element.name, into, found);
  };
  for (const statement of typescript.createSourceFile("cell.ts", source, latest).statements ?? []) {
    const found: string[] = [];
    switch (statement.kind) {
      case SyntaxKind.VariableStatement:
        for (const { name } of statement.declarationList?.declarations ?? []) bind(name, values, found);
        break;
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.EnumDeclaration:
      case SyntaxKind.ModuleDeclaration:
        bind(statement.name, values, found);
        break;
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
        bind(statement.name, types, found);
        break;
      case SyntaxKind.ImportDeclaration: {
        const clause = statement.importClause;
        const into = clause?.isTypeOnly ? types : values;
        bind(clause?.name, into, found);
        const bindings = clause?.namedBindings;
        if (bindings?.name) bind(bindings.name, into, found);
        for (const element of bindings?.elements ?? [])
          bind(element.name, element.isTypeOnly ? types : into, found);
        break;
      }
      case SyntaxKind.ExportDeclaration:
        for (const element of statement.exportClause?.elements ?? []) bind(element.name, exported, found);
        break;
    }
    const isExported = statement.modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword);
    if (isExported) for (const name of found) exported.add(name);
  }
  for (const name of values) types.delete(name);
  return { values, types, exported };
}
