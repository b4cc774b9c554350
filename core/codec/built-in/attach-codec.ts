import { DataJointError } from "../../errors/index.ts";
import { fileModules } from "../../store/file-store.ts";
import { baseName } from "../../store/store-path.ts";
import { Codec, type DecodeContext } from "../codec.ts";
import { asBytes, isBlobLike } from "./as-bytes.ts";

/** A file that is given by its name and content. */
export interface NamedContent {
  readonly name: string;
  readonly data: Uint8Array | ArrayBuffer;
}

const isNamedContent = (value: unknown): value is NamedContent =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<NamedContent>).name === "string" &&
  asBytes((value as Partial<NamedContent>).data) !== null;

const isNode = (): boolean =>
  typeof process !== "undefined" && typeof process.getBuiltinModule === "function";

/**
 * `<attach>`, `<attach@>`: a file with its name. Inserted as a path (Node), a File, or `{ name, data }`; fetched as the
 * path of a copy in `config.downloadPath` in Node, and as a File in a browser.
 */
export class AttachCodec extends Codec {
  readonly name = "attach";

  getDtype(isStore: boolean): string {
    return isStore ? "<hash>" : "bytes";
  }

  override validate(value: unknown): void {
    if (typeof value === "string" || isNamedContent(value) || (isBlobLike(value) && value.name !== undefined))
      return;
    throw new DataJointError("the path of a file, a File, or an object { name, data } is expected");
  }

  async encode(value: unknown): Promise<Uint8Array> {
    if (typeof value === "string") return attachment(baseName(value), await readFile(value));
    if (isNamedContent(value)) return attachment(value.name, asBytes(value.data)!);
    const file = value as { name: string; arrayBuffer(): Promise<ArrayBuffer> };
    return attachment(file.name, new Uint8Array(await file.arrayBuffer()));
  }

  async decode(stored: Uint8Array, { config }: DecodeContext): Promise<unknown> {
    const end = stored.indexOf(0);
    const name = end < 0 ? "" : new TextDecoder().decode(stored.subarray(0, end));
    if (name === "" || name !== baseName(name) || name === "." || name === "..") {
      throw new DataJointError("What is stored is no attachment: it does not begin with the name of a file.");
    }
    const content = stored.slice(end + 1);
    return isNode() ? saveFile(name, content, config.downloadPath) : new File([content], name);
  }
}

function attachment(name: string, content: Uint8Array): Uint8Array {
  if (name === "" || name.includes("\0")) throw new DataJointError("The attachment needs a name.");
  const head = new TextEncoder().encode(`${name}\0`);
  const bytes = new Uint8Array(head.length + content.length);
  bytes.set(head);
  bytes.set(content, head.length);
  return bytes;
}

async function readFile(path: string): Promise<Uint8Array> {
  const { files } = fileModules();
  try {
    return await files.readFile(path);
  } catch (error) {
    const isFolder = (error as { code?: string }).code === "EISDIR";
    throw new DataJointError(
      isFolder
        ? `"${path}" is a folder, and <attach> holds one file. Use <object@> for folders.`
        : `The file "${path}" can't be read: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** Saves a file under its name, or with a number behind it where another file has the name. */
async function saveFile(name: string, content: Uint8Array, folder: string): Promise<string> {
  const { files, paths } = fileModules();
  await files.mkdir(folder, { recursive: true });
  const { name: stem, ext } = paths.parse(name);
  for (let number = 0; ; number++) {
    const path = paths.join(folder, number === 0 ? name : `${stem}_${number}${ext}`);
    try {
      await files.writeFile(path, content, { flag: "wx" });
      return path;
    } catch (error) {
      if ((error as { code?: string }).code !== "EEXIST") throw error;
      const present = await files.readFile(path).catch(() => null);
      if (present !== null && Buffer.compare(present, content) === 0) return path;
    }
  }
}
