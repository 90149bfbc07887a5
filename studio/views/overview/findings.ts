import { type Finding, validate } from "criu-checkpoint";
import type { Opened } from "../../engine/opened.ts";

/** Findings of `validate`, the first of them if there are many. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly total: number;
}

/** Number of findings that the page lists. */
const MOST = 500;

/** Validates the checkpoint, once for all views. */
export async function findingsOf({ checkpoint }: Opened): Promise<Findings> {
  const all = await validate(checkpoint);
  return { findings: all.slice(0, MOST), total: all.length };
}
