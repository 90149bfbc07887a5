import { VERB_FORMS, type VerbKey } from "criu-checkpoint/verbs";
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { visible } from "../../parts/text.ts";
import { useAsk } from "../ask.ts";
import { StepField } from "./step-field.tsx";
import { formValue } from "./values.ts";

/** Verbs of forms: all but the one that reads a folder of the disk. */
const VERBS = Object.entries(VERB_FORMS).filter(([name]) => name !== "file");

/** Keys of the verb that has paths and values in place of keys. */
const FIELD: Readonly<Record<string, VerbKey>> = {
  field: { about: "path, such as files.img[id=7].reg.pos", kind: "text" },
  value: { about: "as YAML has it; null removes it", kind: "text" },
};

interface Props {
  readonly checkpoint: string;
  readonly text: string;
  readonly setText: (text: string) => void;
}

/** Form that adds a step: one field for each key of a verb. */
export function AddStep({ checkpoint, text, setText }: Props): JSX.Element {
  const ask = useAsk(checkpoint);
  const id = useId();
  const [verb, setVerb] = useState("set");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState("");
  const [isAdding, setAdding] = useState(false);
  const form = VERB_FORMS[verb];
  const keys = verb === "set" ? FIELD : (form?.keys ?? {});
  const add = async (): Promise<void> => {
    setAdding(true);
    try {
      const given = verb === "set" ? undefined : valuesOf(keys, values);
      const next =
        given === undefined
          ? await ask("edit.set", { text, path: (values["field"] ?? "").trim(), value: values["value"] ?? "" })
          : await ask("edit.add", { text, verb, value: given });
      setText(next);
      // Values that were typed meanwhile belong to the next step.
      setValues((now) => (now === values ? {} : now));
      setProblem("");
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setAdding(false);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    // A second step would be added to the same text, and replace the first.
    if (!isAdding) void add();
  };
  return (
    <form class="add-step" onSubmit={submit} aria-label="Add a step">
      <label class="verb">
        <span>Kind of change</span>
        <select value={verb} onChange={({ currentTarget }) => setVerb(currentTarget.value)}>
          {VERBS.map(([name, { title }]) => (
            <option key={name} value={name}>
              {name}: {title}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet">{form?.about}</p>
      {Object.entries(keys).map(([name, key]) => (
        <StepField
          key={`${verb} ${name}`}
          {...{ checkpoint, name, form: key }}
          value={values[name] ?? ""}
          set={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      {problem === "" ? null : (
        <p class="failed" role="alert" id={`${id}-problem`}>
          {visible(problem)}
        </p>
      )}
      <button type="submit" aria-disabled={isAdding}>
        Add the step
      </button>
    </form>
  );
}

/** Returns the values of a step. A verb with one key has it alone. @throws {Error} if a field has no value of its key */
function valuesOf(keys: Readonly<Record<string, VerbKey>>, texts: Readonly<Record<string, string>>): unknown {
  const all = Object.entries(keys).map(([name, key]): [string, unknown] => {
    const found = formValue(key, texts[name] ?? (key.kind === "word" ? (key.words?.[0] ?? "") : ""));
    if ("problem" in found) throw new Error(found.problem);
    return [name, found.value];
  });
  const [only, ...others] = all;
  return only !== undefined && others.length === 0 && !Array.isArray(only[1]) ? only[1] : Object.fromEntries(all);
}
