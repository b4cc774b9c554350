import type { DatabaseFiles } from "../files/database-files.ts";
import type { Kernel } from "../kernel/kernel.ts";
