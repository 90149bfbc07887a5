import type { Recipe } from "criu-checkpoint";
import { stepsIn } from "../../../inspect/recipe/steps.ts";
import { programOf } from "../../engine/program.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";
import { archiveName } from "./archive-name.ts";

/** Line that ends a recipe on a command line. */
const END = "RECIPE";

/** Returns a recipe in the forms to copy. @throws {EditError} if the text is none */
export function recipeForms(checkpoint: string, text: string): Forms {
  const json = recipeJson(stepsIn(text, "recipe"));
  const out = archiveName(checkpoint, "tar");
  const ending = text.endsWith("\n") ? "" : "\n";
  return {
    json,
    command: `critgen edit ${shellWord(checkpoint)} - -o ${shellWord(out)} <<'${END}'\n${text}${ending}${END}`,
    typescript: programOf(
      checkpoint,
      { "criu-checkpoint/node": ["editCheckpoint", "openCheckpoint", "saveCheckpoint"] },
      [
        `const recipe = ${json};`,
        "const edited = await editCheckpoint(checkpoint, recipe);",
        "for (const { file, path, before, after } of edited.edits) console.log(file, path, before, after);",
        `await saveCheckpoint(edited.checkpoint, ${JSON.stringify(out)}, { form: "tar" });`,
      ],
    ),
  };
}

/** Writes steps as JSON: integers that JSON would round become texts, which recipes can have. */
function recipeJson(steps: Recipe): string {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Uint8Array) throw new Error("JSON has no bytes: the recipe has some");
    if (typeof value !== "bigint") return value;
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  };
  return JSON.stringify(steps, plain, 4);
}
