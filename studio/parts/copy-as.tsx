import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Copy } from "./copy.tsx";
import type { Forms } from "./forms.ts";
import { visible } from "./text.ts";

const TITLES: Readonly<Record<keyof Forms, string>> = {
  command: "Command line",
  json: "JSON",
  typescript: "TypeScript",
};

/** Longest text that is shown, in characters; all of it is copied. */
const SHOWN = 1000;

/** Buttons that show a place as a command line, as JSON or as TypeScript, to be copied. */
export function CopyAs({
  place,
  load,
}: {
  /** Name of the place, for people. */
  readonly place: string;
  readonly load: () => Promise<Forms>;
}): JSX.Element {
  const [shown, setShown] = useState<{
    readonly form: keyof Forms;
    readonly text?: string;
    readonly problem?: string;
  }>();
  const show = (form: keyof Forms): void => {
    if (shown?.form === form) {
      setShown(undefined);
      return;
    }
    load()
      .then((forms) => setShown({ form, text: forms[form] }))
      .catch((error: unknown) => setShown({ form, problem: (error as Error).message }));
  };
  return (
    <fieldset class="copy-as" aria-label={`Copy ${place} as`}>
      <span class="quiet">Copy as</span>
      {(Object.keys(TITLES) as (keyof Forms)[]).map((form) => (
        <button key={form} type="button" aria-expanded={shown?.form === form} onClick={() => show(form)}>
          {TITLES[form]}
        </button>
      ))}
      {shown?.problem === undefined ? null : <span class="failed">{visible(shown.problem)}</span>}
      {shown?.text === undefined ? null : <Copy text={shown.text} label="Copy" most={SHOWN} />}
    </fieldset>
  );
}
