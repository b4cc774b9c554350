/** sql.js ships no types; what is used of it is in sqljs-types.ts. */
declare module "sql.js" {
  const initialize: (settings?: { wasmBinary?: ArrayBuffer | Uint8Array }) => Promise<unknown>;
  export default initialize;
}
