import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { download } from "../../parts/download.ts";
import { visible } from "../../parts/text.ts";
import { useAnswer, useAsk } from "../ask.ts";

interface Props {
  readonly checkpoint: string;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** The recipe: its steps, each of which can be removed, and its text, which can be edited. */
export function RecipePane({ checkpoint, text, setText }: Props): JSX.Element {
  const id = useId();
  return (
    <section class="recipe" aria-label="Recipe">
      <h2>Recipe</h2>
      <Steps {...{ checkpoint, text, setText }} />
      <label for={id} class="quiet">
        As YAML
      </label>
      <textarea
        id={id}
        class="mono"
        rows={Math.min(20, Math.max(5, text.split("\n").length + 1))}
        value={text}
        spellcheck={false}
        placeholder="- hostname: web-2"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      {text.trim() === "" ? null : (
        <p>
          <button type="button" onClick={() => download(new Blob([text], { type: "text/plain" }), "recipe.yaml")}>
            Save the recipe
          </button>
        </p>
      )}
    </section>
  );
}

function Steps({ checkpoint, text, setText }: Props): JSX.Element | null {
  const ask = useAsk(checkpoint);
  const lines = useAnswer(checkpoint, "edit.steps", { text });
  if (lines.state !== "done") return null;
  const { steps, problem } = lines.value;
  const remove = (index: number): void => void ask("edit.remove", { text, index }).then(setText);
  return (
    <>
      {problem === undefined ? null : (
        <p class="failed" role="alert">
          {visible(problem)}
        </p>
      )}
      {steps.length === 0 ? (
        <p class="quiet">No steps yet. Add one, or choose “Change this value” at a field of an image.</p>
      ) : (
        <ol class="steps">
          {steps.map(({ verb, text: about }, i) => (
            <li key={`${i} ${verb} ${about}`}>
              <b>{visible(verb)}</b> <code>{visible(about)}</code>
              <button type="button" class="plain" aria-label={`Remove step ${i + 1}`} onClick={() => remove(i)}>
                ✕
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
