import { BreakingError, compareCheckpoints, EditError, type Finding } from "criu-checkpoint";
import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import type { Differences } from "../compare/difference.ts";
import { differencesOf } from "../compare/differences.ts";
import { editedBy } from "./edited.ts";

/** Effect of a recipe, or the reasons for which it is refused. */
export type Preview =
  | {
      readonly state: "done";
      /** Number of changed values. */
      readonly edits: number;
      /** Steps that changed nothing. */
      readonly notes: readonly string[];
      readonly differences: Differences;
      readonly findings: readonly Finding[];
    }
  | { readonly state: "refused"; readonly reason: string; readonly findings: readonly Finding[] };

/** Number of findings that the page lists. */
const MOST = 500;

/** Applies a recipe in memory, and compares the result with the checkpoint. */
export async function previewOf(opened: Opened, text: string, call: Call): Promise<Preview> {
  try {
    const { checkpoint, edits, notes, findings } = await editedBy(opened, text, call);
    const differences = differencesOf(await compareCheckpoints(opened.checkpoint, checkpoint, { signal: call.signal }));
    return { state: "done", edits: edits.length, notes, differences, findings: findings.slice(0, MOST) };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    const findings = error instanceof BreakingError ? error.findings.slice(0, MOST) : [];
    return { state: "refused", reason: error.message, findings };
  }
}
