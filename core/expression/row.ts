/** A row as programs see it. */
// biome-ignore lint/suspicious/noExplicitAny: values of a row are of any kind; typed rows narrow them
export type Row = Record<string, any>;
