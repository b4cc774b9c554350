export { copySchemas } from "./copy-schemas.ts";
export type {
  TransferOptions,
  TransferProgress,
  TransferReport,
  TransferredTable,
} from "./transfer-options.ts";
