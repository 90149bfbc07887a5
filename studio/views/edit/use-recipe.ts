import { useCallback } from "preact/hooks";
import { useStudio } from "../../state/studio.ts";

/** The recipe of a checkpoint, which all views share, and a function that replaces it. */
export function useRecipe(checkpoint: string): readonly [text: string | undefined, set: (text: string) => void] {
  const { recipes } = useStudio();
  const set = useCallback(
    (text: string) => {
      recipes.value = new Map(recipes.value).set(checkpoint, text);
    },
    [recipes, checkpoint],
  );
  return [recipes.value.get(checkpoint), set];
}
