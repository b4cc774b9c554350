/** Which way schemas go: from a database file to a server, or from there into a new file. */
export type CopyTask =
  | { readonly direction: "send"; readonly file: string }
  | { readonly direction: "fetch" };

/** What a dialog says, by the way that schemas go. */
interface CopyWords {
  readonly title: string;
  readonly about: string;
  /** The name of the button that begins. */
  readonly action: string;
  readonly legend: string;
}

export function wordsOf(task: CopyTask): CopyWords {
  if (task.direction === "send") {
    return {
      title: `Send “${task.file}” to a server`,
      about:
        "The schemas that you choose are copied with all their tables and rows. The file stays as it is, and nothing on the server is overwritten.",
      action: "Send",
      legend: "Schemas of this file",
    };
  }
  return {
    title: "Copy from a server",
    about:
      "The schemas that you choose are copied with all their tables and rows into a new database file in this browser. Nothing on the server is changed.",
    action: "Copy",
    legend: "Schemas on the server",
  };
}

/** `1 table`, `1,204 rows` */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : `${noun}s`}`;
}
