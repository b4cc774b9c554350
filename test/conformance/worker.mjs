// A thread that runs the cases of vector files; it is ended from outside where one hangs.
import { importTypeScript } from "../../scripts/typescript.mjs";

const { serve } = await importTypeScript("test/conformance/worker.ts");
serve();
