import type { CopyHost } from "../components/copy-dialog/copy-dialog.ts";
import "../components/copy-dialog/copy-dialog.ts";
import { DatabaseCopier } from "../copying/database-copier.ts";
import { gatewayConnector } from "./open-kernel.ts";
import { databaseFiles } from "./storage.ts";

/** What the dialog that copies schemas needs of the page. It is loaded with the dialog. */
export const copyHost: CopyHost = {
  openCopier: async () =>
    new DatabaseCopier({
      files: await databaseFiles(),
      connectServer: async (request, signal) => (await gatewayConnector()).connect(request, signal, "copy"),
    }),
  askForServerAnew: async () => (await gatewayConnector()).askAnew(),
  fileNames: async () => (await (await databaseFiles()).list()).map(({ name }) => name),
};
