import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { CopyAs } from "../../parts/copy-as.tsx";
import { visible } from "../../parts/text.ts";
import { go } from "../../state/studio.ts";
import { useAsk } from "../ask.ts";
import type { View, ViewProps } from "../view.ts";
import { AddStep } from "./add-step.tsx";
import { RecipePane } from "./recipe-pane.tsx";
import { ResultPane } from "./result-pane.tsx";
import { useRecipe } from "./use-recipe.ts";

/** A recipe for a checkpoint, and its result. */
export const editView: View = { name: "edit", title: "Edit", Page: EditPage };

/** Longest recipe that the fragment has, in characters. */
const SMALL = 1500;

function EditPage({ checkpoint: { name }, route }: ViewProps): JSX.Element {
  const ask = useAsk(name);
  const [written, setText] = useRecipe(name);
  const given = route.query["recipe"];
  const text = written ?? given ?? "";
  useEffect(() => {
    if (written === undefined && given !== undefined) setText(given);
  }, [written, given]);
  const change = (next: string): void => {
    setText(next);
    const query = next !== "" && next.length <= SMALL ? { recipe: next } : {};
    go({ ...route, query }, { replace: true });
  };
  return (
    <div class="edit-page">
      <h1>Edit {visible(name)}</h1>
      {given === undefined || given === text ? null : (
        <p class="note">
          The address has another recipe than the one that you have written.{" "}
          <button type="button" onClick={() => change(given)}>
            Take that of the address
          </button>
        </p>
      )}
      <div class="edit-columns">
        <div class="edit-recipe">
          <AddStep checkpoint={name} text={text} setText={change} />
          <RecipePane checkpoint={name} text={text} setText={change} />
          {text.trim() === "" ? null : (
            <CopyAs key={text} place="the recipe" load={() => ask("edit.forms", { text })} />
          )}
        </div>
        <ResultPane checkpoint={name} text={text} />
      </div>
    </div>
  );
}
