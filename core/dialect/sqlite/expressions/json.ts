import { atom, type Fragment, within } from "../../../sql/fragment.ts";
import { isText } from "../../../sql/result-type.ts";
import { sqliteQuoting } from "../quote.ts";
import { jsonItem } from "./json-item.ts";
import { Binding, call, castTo, literalText, type Piece, toText } from "./piece.ts";
import type { CallPrinter } from "./printing.ts";

/** Paths of keys and indexes alone, which SQLite reads as MySQL does. */
const plainPath = /^\$(?:\.(?:[A-Za-z_]\w*|"[^"\\]*")|\[\d+\])*$/;

/** `document->path`, or `document->>path`. */
export function jsonPathPiece(document: Piece, path: string, isUnquoted: boolean): Fragment & Partial<Piece> {
  const extracted = extract(document, path);
  return isUnquoted ? atom(call("json_unquote", extracted.sql)) : extracted;
}

function extract(document: Piece, path: string): Fragment & Partial<Piece> {
  const text = sqliteQuoting.text(path);
  if (!plainPath.test(path)) return atom(call("json_extract_paths", document.sql, text));
  return {
    sql: `${within(document, Binding.concatenation)} -> ${text}`,
    binding: Binding.concatenation,
    scalarSql: call("json_extract", document.sql, text),
  };
}

/** JSON arguments as they are, others as text. */
const document = (piece: Piece): string =>
  piece.type?.kind === "json" || piece.type === null ? piece.sql : toText(piece).sql;

/** A document, then pairs of a path and a value. */
const changing =
  (name: string): CallPrinter =>
  ([first, ...rest]) =>
    atom(
      call(
        name,
        document(first!),
        ...rest.map((item, index) => (index % 2 === 0 ? toText(item).sql : jsonItem(item))),
      ),
    );

const ofDocuments =
  (name: string, isInteger = false): CallPrinter =>
  (items) => {
    const sql = call(name, ...items.map(document));
    return atom(isInteger ? castTo("INTEGER", sql) : sql);
  };

export const jsonCalls: Record<string, CallPrinter> = {
  JSON_EXTRACT: ([first, ...paths]) => {
    const path = paths.length === 1 ? literalText(paths[0]!) : null;
    if (path !== null) return extract(first!, path);
    return atom(call("json_extract_paths", document(first!), ...paths.map((item) => toText(item).sql)));
  },
  JSON_UNQUOTE: ofDocuments("json_unquote"),
  JSON_QUOTE: ([value]) => atom(call("json_string", toText(value!).sql)),
  JSON_TYPE: ofDocuments("json_type_name"),
  JSON_PRETTY: ofDocuments("json_pretty_text"),
  JSON_VALUE: ofDocuments("json_scalar_text"),
  JSON_VALID: ([value]) =>
    value!.type?.kind === "json" || isText(value!.type) || value!.type === null
      ? atom(call("json_valid", value!.sql))
      : atom("0"),
  JSON_LENGTH: ofDocuments("json_length", true),
  JSON_DEPTH: ofDocuments("json_depth", true),
  JSON_KEYS: ofDocuments("json_keys"),
  JSON_CONTAINS: ofDocuments("json_contains"),
  JSON_CONTAINS_PATH: ofDocuments("json_contains_path"),
  JSON_OVERLAPS: ofDocuments("json_overlaps"),
  JSON_SEARCH: ofDocuments("json_search"),
  JSON_OBJECT: (items) =>
    atom(
      call(
        "json_object_text",
        ...items.map((item, index) => (index % 2 === 0 ? toText(item).sql : jsonItem(item))),
      ),
    ),
  JSON_ARRAY: (items) => atom(call("json_array_text", ...items.map(jsonItem))),
  JSON_SET: changing("json_set_text"),
  JSON_INSERT: changing("json_insert_text"),
  JSON_REPLACE: changing("json_replace_text"),
  JSON_ARRAY_APPEND: changing("json_array_append"),
  JSON_ARRAY_INSERT: changing("json_array_insert_text"),
  JSON_REMOVE: ofDocuments("json_remove_text"),
  JSON_MERGE_PATCH: ofDocuments("json_merge_patch"),
  JSON_MERGE_PRESERVE: ofDocuments("json_merge_preserve"),
};
