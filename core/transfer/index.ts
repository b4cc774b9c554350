export { copySchemas } from "./copy-schemas.ts";
export { type SurveyedTable, surveySchema } from "./survey-schema.ts";
export type {
  TransferOptions,
  TransferProgress,
  TransferReport,
  TransferredTable,
} from "./transfer-options.ts";
export { TransferRefusal } from "./transfer-refusal.ts";
