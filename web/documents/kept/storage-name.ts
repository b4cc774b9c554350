/** The IndexedDB database of kept documents. */
export const STORAGE_NAME = "datajoint-documents";
