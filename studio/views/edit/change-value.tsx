import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { Link } from "../../parts/link.tsx";
import { visible } from "../../parts/text.ts";
import { useAsk } from "../ask.ts";
import type { FieldAbout } from "../image/about.ts";
import { type FieldForm, fieldForm, fieldPath, fieldValue } from "./fields.ts";
import { useRecipe } from "./use-recipe.ts";

interface Props {
  readonly checkpoint: string;
  readonly file: string;
  /** Index of the entry; absent for the first message. */
  readonly entry: number | undefined;
  readonly path: string;
  /** Value as JSON text, and its number if that is another form of it. */
  readonly value: string;
  readonly raw: string | undefined;
  readonly about: FieldAbout;
}

/** Form that adds a step to the recipe of the checkpoint: another value of a field. */
export function ChangeValue({ checkpoint, file, entry, path, value, raw, about }: Props): JSX.Element {
  const ask = useAsk(checkpoint);
  const [text, setText] = useRecipe(checkpoint);
  const form = fieldForm(about, value, raw);
  const id = useId();
  const [wanted, setWanted] = useState(form.now);
  const [state, setState] = useState<{ readonly problem?: string; readonly isAdded?: boolean }>({});
  const add = async (): Promise<void> => {
    try {
      const step = { path: fieldPath(file, entry, path), value: fieldValue(form, wanted) };
      setText(await ask("edit.set", { text: text ?? "", ...step }));
      setState({ isAdded: true });
    } catch (error) {
      setState({ problem: (error as Error).message });
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void add();
  };
  const change = (next: string): void => {
    setWanted(next);
    setState({});
  };
  return (
    <form class="change-value" onSubmit={submit}>
      <label for={id}>Change this value to</label> <Value id={id} form={form} wanted={wanted} change={change} />{" "}
      <button type="submit">Add to the recipe</button>{" "}
      <span role="status">
        {state.problem === undefined ? null : <span class="failed">{visible(state.problem)}</span>}
        {state.isAdded === true ? (
          <>
            Added. <Link to={{ checkpoint, view: "edit", path: [], query: {} }}>See the recipe</Link>
          </>
        ) : null}
      </span>
    </form>
  );
}

/** Field with the new value: a choice, or a text. */
function Value({
  id,
  form: { kind, choices },
  wanted,
  change,
}: {
  readonly id: string;
  readonly form: FieldForm;
  readonly wanted: string;
  readonly change: (value: string) => void;
}): JSX.Element {
  if (kind === "choice") {
    return (
      <select id={id} value={wanted} onChange={({ currentTarget }) => change(currentTarget.value)}>
        {choices.includes(wanted) ? null : <option value={wanted}>{wanted}</option>}
        {choices.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      id={id}
      type="text"
      class="mono"
      value={wanted}
      autocomplete="off"
      spellcheck={false}
      placeholder={kind === "bytes" ? "a text in UTF-8" : ""}
      onInput={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
