import type { Checkpoint } from "criu-checkpoint";
import { findIn } from "../../../inspect/find/find.ts";
import { foundToJson } from "../../../inspect/find/json.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";

/** Number of places that are copied as JSON. */
const MOST = 10_000;

/**
 * Returns a search in the forms to copy: its places as JSON, one in a line.
 *
 * @param turn gives other requests a turn
 */
export async function findForms(
  name: string,
  checkpoint: Checkpoint,
  query: string,
  turn: () => Promise<void>,
): Promise<Forms> {
  const lines: string[] = [];
  for await (const found of findIn(checkpoint, BUILT_IN, query)) {
    if (found.kind === "searched") await turn();
    if (found.kind === "searched" || found.kind === "unsearched") continue;
    if (lines.length === MOST) throw new Error(`more than ${MOST} places: the command prints all of them`);
    lines.push(foundToJson(found));
  }
  return {
    json: lines.join("\n"),
    command: `critgen find ${shellWord(name)} --json -- ${shellWord(query)}`,
    typescript: [
      'import { openSchema } from "critgen/api";',
      'import { stringifyJson } from "criu-images/json";',
      "",
      "const schema = await openSchema();",
      `for await (const found of schema.find(${JSON.stringify(name)}, ${JSON.stringify(query)}))`,
      "  console.log(stringifyJson({ ...found }));",
      "",
    ].join("\n"),
  };
}
