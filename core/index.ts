/**
 * DataJoint: relational data pipelines in TypeScript.
 *
 * @packageDocumentation
 */

export type { ColumnTable } from "./arrow/arrow-rows.ts";
export type { ArrowReading, ArrowTable } from "./arrow/arrow-table.ts";
export type { ArraySlice } from "./codec/array/nd-array.ts";
export { NDArray } from "./codec/array/nd-array.ts";
export * as blob from "./codec/blob/index.ts";
export type { NamedContent } from "./codec/built-in/attach-codec.ts";
export { Codec, type DecodeContext, type EncodeContext } from "./codec/codec.ts";
export { NpyRef } from "./codec/npy-ref.ts";
export { getCodec, isCodecRegistered, listCodecs, registerCodec, unregisterCodec } from "./codec/registry.ts";
export { SchemaCodec } from "./codec/schema-codec.ts";
export type { CompiledQuery } from "./compile/compile.ts";
export type { Connection } from "./connection/connection.ts";
export { observeStatements, type SentStatement } from "./connection/statement-observer.ts";
export type { ForeignKey, TableDeclaration, TableIndex, TableName } from "./declaration/table-declaration.ts";
export { Diagram, type DiagramEdge, type DiagramSource } from "./diagram/index.ts";
export type { DialectName } from "./dialect/dialect.ts";
export type { PlanNode } from "./dialect/plan-node.ts";
export {
  configureGateway,
  type GatewayLine,
  lineOfPort,
  type OfferedLine,
  type ServerRequest,
} from "./driver/gateway/index.ts";
export { configureSqlite, type SqliteFiles, saveDatabases } from "./driver/sqljs/index.ts";
export * as errors from "./errors/index.ts";
export { DataJointError, ThreadSafetyError } from "./errors/index.ts";
export type {
  AggregateOptions,
  FetchOptions,
  MakeSqlOptions,
  MatchOptions,
} from "./expression/options.ts";
export { isQueryExpression, QueryExpression } from "./expression/public-expression.ts";
export type { Row } from "./expression/row.ts";
export { U } from "./expression/universal-set.ts";
export * as gc from "./gc/garbage-collector.ts";
export type { Attribute } from "./heading/index.ts";
export { Heading } from "./heading/index.ts";
export type { Config } from "./instance/config.ts";
export { isThreadSafe, provideSettings, setThreadSafe } from "./instance/host-settings.ts";
export {
  type ConnectionOptions,
  config,
  conn,
  GlobalFreeTable as FreeTable,
  GlobalSchema as Schema,
  Instance,
  listSchemas,
  openInstances,
  virtualSchema,
} from "./instance/instance.ts";
export { type LogEntry, type LogLevel, type LogSink, setLog } from "./instance/log.ts";
export type { DeleteOptions, DeleteQuickOptions, PartIntegrity } from "./manipulation/delete.ts";
export type { PopulateOptions, PopulateResult } from "./populate/auto-populated-table.ts";
export type { JobTable, RefreshCounts, RefreshOptions } from "./populate/job-table.ts";
export { type PopulateProgress, type ProgressReporter, setProgressReporter } from "./populate/progress.ts";
export {
  type BrowsedAttribute,
  BrowsedExpression,
  type BrowsedView,
  type QueryText,
} from "./preview/browsed-expression.ts";
export { type Preview, previewExpression } from "./preview/preview-expression.ts";
export { and, not, type Restriction } from "./query/condition.ts";
export type { JoinOptions } from "./query/join.ts";
export type { NamedAttributes } from "./query/project.ts";
export { Top, type TopOptions } from "./query/top.ts";
export type { Rows } from "./rows/typed-rows.ts";
export type { CodeLanguage } from "./schema/code/index.ts";
export type { FoundTable } from "./schema/found-classes.ts";
export type { SchemaOptions } from "./schema/schema.ts";
export { VirtualSchema, type VirtualSchemaOptions } from "./schema/virtual-schema.ts";
export { type ConsoleResult, SqlConsole } from "./sql-console/sql-console.ts";
export { ObjectRef } from "./store/object-ref.ts";
export type { StagedFile, StagedFolder } from "./store/staged-content.ts";
export {
  registerStorageAdapter,
  StorageAdapter,
  storageAdapter as getStorageAdapter,
} from "./store/storage-adapter.ts";
export type { Store } from "./store/store.ts";
export type { Stores } from "./store/stores.ts";
export type { AlterOptions } from "./table/alter.ts";
export type { DropOptions } from "./table/drop.ts";
export type { InsertOptions } from "./table/insert.ts";
export { type DeletionQuestion, type Prompt, setPrompt } from "./table/prompt.ts";
export type { ForeignKeyInfo, RelationOptions } from "./table/relations.ts";
export type { RestrictedTable } from "./table/restricted-table.ts";
export type { RowSource } from "./table/row-sources.ts";
export type { StagedInsert } from "./table/staged-insert.ts";
export type { Table } from "./table/table.ts";
export { Computed, Imported, Lookup, Manual, Part, type TableClass } from "./table/tiers.ts";
export type { RowProblem, ValidateOptions, Validation } from "./table/validate.ts";
export type {
  TransferOptions,
  TransferProgress,
  TransferReport,
  TransferredTable,
} from "./transfer/index.ts";
export type { SqlValue } from "./values/sql-value.ts";
