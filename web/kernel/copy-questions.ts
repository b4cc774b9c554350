import type { SurveyedTable, TransferProgress, TransferReport } from "../../core/transfer/index.ts";

/** Where schemas are: in a database file that the browser keeps, or on the server behind the gateway. */
export type CopyPlace = { readonly kind: "file"; readonly name: string } | { readonly kind: "server" };

export interface PlaceSchemas {
  /** The file's name, or who uses the server, and where it is. */
  readonly description: string;
  readonly schemas: readonly string[];
}

export interface CopyRequest {
  readonly from: CopyPlace;
  readonly to: CopyPlace;
  readonly schemas: readonly string[];
  /** Goes on with a copy that was ended. */
  readonly resume: boolean;
}

/** What became of a copy that did not fail. */
export type CopyOutcome =
  | { readonly kind: "copied"; readonly report: TransferReport }
  /** Nothing was changed; `isOccupied` where what has rows may come from a copy that was ended. */
  | { readonly kind: "refused"; readonly problems: readonly string[]; readonly isOccupied: boolean };

/** What the page can ask a worker that copies schemas from one place to another. */
export interface CopyServices {
  schemasOf(place: CopyPlace): Promise<PlaceSchemas>;
  surveySchema(question: { readonly place: CopyPlace; readonly schema: string }): Promise<SurveyedTable[]>;
  /** A file that is copied to is saved once all of it is there. */
  copySchemas(request: CopyRequest): Promise<CopyOutcome>;
}

export type { SurveyedTable, TransferProgress, TransferReport };
