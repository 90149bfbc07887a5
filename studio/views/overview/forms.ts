import type { Opened } from "../../engine/opened.ts";
import { programOf } from "../../engine/program.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";
import { findingsOf } from "./findings.ts";

/** Returns the findings of a checkpoint in the forms to copy. */
export async function findingForms(opened: Opened): Promise<Forms> {
  const { findings } = await opened.once(findingsOf);
  return {
    json: JSON.stringify(findings, undefined, 4),
    command: `critgen validate ${shellWord(opened.name)} --json`,
    typescript: programOf(opened.name, { "criu-checkpoint": ["validate"] }, [
      "console.log(JSON.stringify(await validate(checkpoint), undefined, 4));",
    ]),
  };
}
