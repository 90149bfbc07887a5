import { shellWord } from "../../parts/shell.ts";

/** Line that ends a recipe on a command line. */
const END = "RECIPE";

/** Returns the command that applies a recipe. */
export function editCommand(checkpoint: string, text: string, out: string): string {
  const ending = text.endsWith("\n") ? "" : "\n";
  return `critgen edit ${shellWord(checkpoint)} - -o ${shellWord(out)} <<'${END}'\n${text}${ending}${END}`;
}
