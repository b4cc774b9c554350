/** The settings of an Instance with their defaults. Reference: "Configuration". */
export interface Settings {
  database: {
    backend: "sqlite" | "mysql";
    host: string;
    port: number;
    user: string | null;
    password: string | null;
    /** Connect again when a connection was lost. */
    reconnect: boolean;
    useTls: boolean | Record<string, unknown> | null;
    /** Whether schemas may create tables. */
    createTables: boolean;
    /** Seconds to wait for another connection's transaction; null: 10 for a database file, on a server as it is set there. */
    lockTimeout: number | null;
  };
  connection: {
    /** A statement to run on each new connection to a server. */
    initFunction: string | null;
    charset: string;
    /** Seconds that connecting to a server may take, and its answer to whether it is there. */
    connectTimeout: number;
    /** Seconds that a statement on a server may take, with its wait for others; null for as long as it likes. */
    queryTimeout: number | null;
  };
  display: {
    limit: number;
    width: number;
    showTupleCount: boolean;
    diagramDirection: "TB" | "LR";
    diagramTheme: "light" | "dark" | "auto";
  };
  jobs: {
    autoRefresh: boolean;
    keepCompleted: boolean;
    staleTimeout: number;
    defaultPriority: number;
    versionMethod: "git" | "none" | null;
    allowNewPkFieldsInComputedTables: boolean;
    addJobMetadata: boolean;
  };
  stores: Record<string, unknown>;
  loglevel: "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";
  /** Ask before rows or tables are deleted. */
  safemode: boolean;
  queryCache: string | null;
  downloadPath: string;
}

/** A fresh copy of the defaults. */
export function defaultSettings(): Settings {
  return {
    database: {
      backend: "sqlite",
      host: "localhost",
      port: 3306,
      user: null,
      password: null,
      reconnect: true,
      useTls: null,
      createTables: true,
      lockTimeout: null,
    },
    connection: { initFunction: null, charset: "", connectTimeout: 10, queryTimeout: null },
    display: { limit: 12, width: 14, showTupleCount: true, diagramDirection: "LR", diagramTheme: "auto" },
    jobs: {
      autoRefresh: true,
      keepCompleted: false,
      staleTimeout: 3600,
      defaultPriority: 5,
      versionMethod: null,
      allowNewPkFieldsInComputedTables: false,
      addJobMetadata: false,
    },
    stores: {},
    loglevel: "INFO",
    safemode: true,
    queryCache: null,
    downloadPath: ".",
  };
}

/** Values that a setting may have, where its type does not say it all. */
export const allowedValues: Readonly<Record<string, readonly unknown[]>> = {
  "database.backend": ["sqlite", "mysql"],
  "display.diagramDirection": ["TB", "LR"],
  "display.diagramTheme": ["light", "dark", "auto"],
  "jobs.versionMethod": ["git", "none", null],
  loglevel: ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
};

/** Settings that may be null beside their own type. */
export const nullableTypes: Readonly<Record<string, readonly string[]>> = {
  "database.user": ["string"],
  "database.password": ["string"],
  "database.useTls": ["boolean", "object"],
  "database.lockTimeout": ["number"],
  "connection.initFunction": ["string"],
  "connection.queryTimeout": ["number"],
  "jobs.versionMethod": ["string"],
  queryCache: ["string"],
};
