import type { VerbKey } from "criu-checkpoint/verbs";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { visible } from "../../parts/text.ts";
import { useAnswer } from "../ask.ts";

/** Field of a key, with suggestions: words, or the processes of the checkpoint. */
export function StepField({
  checkpoint,
  name,
  form: { about, kind, words = [], space },
  value,
  set,
}: {
  readonly checkpoint: string;
  readonly name: string;
  readonly form: VerbKey;
  readonly value: string;
  readonly set: (value: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {name} {about === name ? null : <span class="quiet">{about}</span>}
      </label>
      {kind === "word" ? (
        <select id={id} value={value || words[0]} onChange={({ currentTarget }) => set(currentTarget.value)}>
          {words.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          class="mono"
          value={value}
          list={`${id}-known`}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => set(currentTarget.value)}
        />
      )}
      {space === "process" ? <Processes id={`${id}-known`} checkpoint={checkpoint} /> : null}
      {space === undefined && kind !== "word" && words.length > 0 ? (
        <datalist id={`${id}-known`}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}

/** Number of processes that are suggested. */
const MOST = 200;

function Processes({ id, checkpoint }: { readonly id: string; readonly checkpoint: string }): JSX.Element {
  const tree = useAnswer(checkpoint, "overview.processes", {});
  const all = tree.state === "done" ? tree.value.processes : [];
  return (
    <datalist id={id}>
      {all.slice(0, MOST).map(({ pid, comm = "" }) => (
        <option key={pid} value={`${pid}`}>
          {visible(comm)}
        </option>
      ))}
    </datalist>
  );
}
