/** A Jupyter notebook, nbformat 4; what the page writes is 4.5. Texts may stand as one or as a list of lines. */
export interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly NotebookCell[];
}

export interface NotebookMetadata {
  readonly title?: string;
  readonly kernelspec?: { readonly name: string; readonly display_name: string; readonly language?: string };
  readonly language_info?: {
    readonly name: string;
    readonly file_extension?: string;
    readonly mimetype?: string;
  };
}

export type MultilineText = string | readonly string[];

export interface NotebookCell {
  readonly cell_type: "markdown" | "code" | "raw";
  readonly id?: string;
  readonly metadata: CellMetadata;
  readonly source: MultilineText;
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, MultilineText>>>>;
  readonly execution_count?: number | null;
  readonly outputs?: readonly NotebookOutput[];
}

export interface CellMetadata {
  /** `raises-exception` is Jupyter's word for a cell that is meant to fail. */
  readonly tags?: readonly string[];
  /** The cell as this page knows it. */
  readonly datajoint?: { readonly language: string; readonly info: string };
  /** What other editors colour the cell by. */
  readonly vscode?: { readonly languageId: string };
}

export type NotebookOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: MultilineText }
  | {
      readonly output_type: "display_data" | "execute_result";
      readonly data: Readonly<Record<string, MultilineText>>;
      readonly metadata: object;
      readonly execution_count?: number | null;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** A text, however the notebook writes it. */
export function textOfLines(text: MultilineText | undefined): string {
  return typeof text === "string" ? text : (text ?? []).join("");
}
