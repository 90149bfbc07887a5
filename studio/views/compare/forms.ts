import type { Comparison } from "criu-checkpoint";
import { toJson } from "../../../inspect/compare/json.ts";
import { programOf } from "../../engine/program.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";

/** Returns a comparison in the forms to copy, without noise. */
export function compareForms(a: string, b: string, comparison: Comparison): Forms {
  return {
    json: toJson([a, b], comparison, false),
    command: `critgen compare ${shellWord(a)} ${shellWord(b)} --json`,
    typescript: programOf(a, { "criu-checkpoint": ["compareCheckpoints"] }, [
      `const other = await openCheckpoint(${JSON.stringify(b)});`,
      "const { changes, pages } = await compareCheckpoints(checkpoint, other);",
      "for (const { kind, thing, path, beforeText, afterText, isNoise } of changes)",
      '  if (!isNoise) console.log(kind, thing, path, beforeText ?? "", afterText ?? "");',
      "for (const { thing, start, pages: count } of pages) console.log(count, thing, start.toString(16));",
      "await other.close();",
    ]),
  };
}
