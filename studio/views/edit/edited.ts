import { type Edited, editCheckpoint } from "criu-checkpoint";
import { stepsIn } from "../../../inspect/recipe/steps.ts";
import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";

/** Name of the recipe in errors. */
const NAME = "recipe";

/** The last result, which the preview, the download and another checkpoint share. */
interface Kept {
  text: string | undefined;
  edited: Edited | undefined;
}

/**
 * Applies a recipe, once for several requests with the same text. Nothing is written.
 *
 * @throws {EditError} as `editCheckpoint`
 */
export async function editedBy(opened: Opened, text: string, { signal, progress }: Call): Promise<Edited> {
  const kept = opened.shared<Kept>("edited", () => ({ text: undefined, edited: undefined }));
  if (kept.edited !== undefined && kept.text === text) return kept.edited;
  const edited = await editCheckpoint(opened.checkpoint, stepsIn(text, NAME), { signal, progress });
  kept.text = text;
  kept.edited = edited;
  return edited;
}
