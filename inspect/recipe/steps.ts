import { EditError, type Recipe } from "criu-checkpoint";
import { parse } from "yaml";

/**
 * Reads the steps of a recipe. Integers stay exact, and `!!binary` gives bytes.
 *
 * @throws {EditError} if the text is no list, or has too many aliases
 */
export function stepsIn(text: string, file: string): Recipe {
  const steps: unknown = parsedYaml(text, file);
  if (!Array.isArray(steps)) throw new EditError("a list of steps is expected: each begins with a dash", file);
  return steps as Recipe;
}

/**
 * Reads a value of YAML. Integers stay exact, and `!!binary` gives bytes.
 *
 * @throws {EditError} if the text is not valid, or has too many aliases
 */
export function parsedYaml(text: string, place: string): unknown {
  try {
    return parse(text, { intAsBigInt: true, customTags: ["binary"], logLevel: "error" });
  } catch (error) {
    throw new EditError((error as Error).message.split("\n")[0] ?? "", place);
  }
}
