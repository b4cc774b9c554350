import type * as datajoint from "../../core/index.ts";
import type { Contender } from "./contender.ts";
import type { BenchData } from "./data.ts";

export const title: string;
export function open(data: BenchData): Promise<Contender>;
export function openWith(dj: typeof datajoint, data: BenchData): Promise<Contender>;
