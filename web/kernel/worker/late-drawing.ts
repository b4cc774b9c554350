import type { writeSvg as writeSvgOfCore } from "../../../core/diagram/drawing/svg.ts";
import { lateScript } from "./late-script.ts";

type WriteSvg = typeof writeSvgOfCore;

/** Stands in the worker for the module of the same name in core, whose layout library is loaded when it is used. */
export async function writeSvg(...given: Parameters<WriteSvg>): Promise<string> {
  const { writeSvg: write } = await lateScript<{ writeSvg: WriteSvg }>("diagram-drawing");
  return write(...given);
}
