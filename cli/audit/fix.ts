import { stderr } from "node:process";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import type { Naming } from "../../generator/model/naming.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { type Fixes, planFixes } from "../../registry/fix/plan.ts";
import { writeTexts } from "../../upstream/import/texts.ts";
import type { ExitCode } from "../run/action.ts";
import { patchText } from "../terminal/patch.ts";

interface Given {
  readonly schema: string;
  readonly extend: readonly string[];
  readonly namings: readonly Naming[];
  readonly dryRun: boolean;
}

/**
 * Fixes what has one right answer, after it has printed the difference on standard error: reports go to standard output.
 *
 * @returns 1 if something is fixed or left, else 0
 */
export async function fixSchema({ schema, extend, namings, dryRun }: Given): Promise<ExitCode> {
  const isFixed = !dryRun && schema === BUILT_IN_SCHEMA;
  if (isFixed && extend.length === 0)
    throw new Error("critgen's own schema cannot be changed: specify --schema <dir>, or `schema:` in critgen.yaml");
  const fixes = planFixes({ schema, extensions: extend, namings, isFixed });
  for (const { folder, before, after } of fixes.folders) {
    for (const [path, text] of after) {
      const shown = folder === schema ? path : `${folder}/${path}`;
      if (before.get(path) !== text) stderr.write(await patchText(shown, before.get(path), text));
    }
  }
  if (!dryRun) for (const { folder, before, after } of fixes.folders) writeTexts(folder, before, after);
  stderr.write(`critgen: ${verdict(fixes, schema, dryRun)}\n`);
  return fixes.fixed.length + fixes.left.length === 0 ? 0 : 1;
}

/** Writes `schema: 2 findings fixed, 1 left for you`. */
function verdict({ fixed, left }: Fixes, schema: string, dryRun: boolean): string {
  const folder = shownFolder(schema);
  if (fixed.length + left.length === 0) return `${folder}: nothing to fix`;
  const count = `${fixed.length} finding${fixed.length === 1 ? "" : "s"}`;
  return `${folder}: ${count} ${dryRun ? "would be fixed" : "fixed"}, ${left.length} left to decide`;
}
