/** The key under which a field of an Arrow schema names what its values mean beyond their type. */
export const extensionKey = "ARROW:extension:name";

/** Texts that are JSON: an extension type of Arrow itself. */
export const jsonExtension = "arrow.json";

/** Values as a codec stored them. */
export const storedExtension = "datajoint.stored";
