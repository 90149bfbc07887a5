import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { visible } from "../../parts/text.ts";
import { go, useStudio } from "../../state/studio.ts";
import { useAnswer, useAsk } from "../ask.ts";

/** Chooses the parent of an incremental dump among the open checkpoints: a browser reads no links of folders. */
export function ParentChoice({ checkpoint }: { readonly checkpoint: string }): JSX.Element | null {
  const { checkpoints } = useStudio();
  const has = useAnswer(checkpoint, "overview.hasParent", {});
  const ask = useAsk(checkpoint);
  const [failure, setFailure] = useState("");
  const others = checkpoints.value.filter(({ name }) => name !== checkpoint);
  if (has.state !== "done" || has.value || others.length === 0) return null;
  const choose = async (parent: string): Promise<void> => {
    try {
      const summary = await ask("overview.withParent", { parent });
      checkpoints.value = [...checkpoints.value, summary];
      go({ checkpoint: summary.name, view: "", path: [], query: {} });
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  return (
    <>
      <label class="parent-choice">
        <span class="quiet">Parent</span>
        <select value="" onChange={({ currentTarget }) => void choose(currentTarget.value)}>
          <option value="">none</option>
          {others.map(({ name }) => (
            <option key={name} value={name}>
              {visible(name)}
            </option>
          ))}
        </select>
      </label>
      <p class="failed" role="alert">
        {visible(failure)}
      </p>
    </>
  );
}
