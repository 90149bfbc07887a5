import { batch } from "@preact/signals";
import type { ArchiveForm } from "criu-checkpoint";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { download } from "../../parts/download.ts";
import { Gauge } from "../../parts/gauge.tsx";
import { visible } from "../../parts/text.ts";
import { useParts } from "../../parts/use-parts.ts";
import { go, useStudio } from "../../state/studio.ts";
import { useAsk } from "../ask.ts";
import type { ChosenFile } from "./archive.ts";
import { archiveName } from "./archive-name.ts";

/** Forms of archives. That with zstd is not among them: the policy of the page blocks its library. */
const FORMS: readonly ArchiveForm[] = ["tar", "tar.gz"];

interface Props {
  readonly checkpoint: string;
  readonly text: string;
}

/** Saves the edited checkpoint, or opens it beside the others. */
export function Download({ checkpoint, text }: Props): JSX.Element {
  const ask = useAsk(checkpoint);
  const { checkpoints } = useStudio();
  const { growing, run, cancel } = useParts<never, string>();
  const [form, setForm] = useState<ArchiveForm>("tar");
  const name = archiveName(checkpoint, form);
  const save = async (): Promise<void> => {
    const file = await chosenFile(name);
    if (file === "none") return;
    run(async (asking) => {
      const blob = await ask("edit.archive", { text, form, ...(file !== undefined && { file }) }, asking);
      if (blob !== undefined) download(blob, name);
      return name;
    });
  };
  const open = async (): Promise<void> => {
    const summary = await ask("edit.open", { text });
    batch(() => {
      checkpoints.value = [...checkpoints.value, summary];
      go({ checkpoint: summary.name, view: "", path: [], query: {} });
    });
  };
  return (
    <div class="download">
      <label>
        <span class="hidden">Form</span>
        <select value={form} onChange={({ currentTarget }) => setForm(currentTarget.value as ArchiveForm)}>
          {FORMS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <button type="button" disabled={growing.state === "running"} onClick={() => void save()}>
        Download
      </button>
      <button type="button" onClick={() => void open()}>
        Open beside the others
      </button>
      {growing.state === "running" ? <Gauge label="Writing" progress={growing.progress} cancel={cancel} /> : null}
      <span role="status" class={growing.state === "failed" ? "failed" : "quiet"}>
        {growing.state === "done" ? `${visible(growing.end ?? "")} is written.` : visible(growing.error?.message ?? "")}
      </span>
    </div>
  );
}

/** Window of a browser that lets the visitor choose a file. */
interface WithPicker {
  readonly showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<ChosenFile>;
}

/** Asks for a file, if the browser can; `none` if the visitor wants none, `undefined` if it cannot. */
async function chosenFile(suggestedName: string): Promise<ChosenFile | "none" | undefined> {
  try {
    return await (window as WithPicker).showSaveFilePicker?.({ suggestedName });
  } catch (error) {
    return (error as Error).name === "AbortError" ? "none" : undefined;
  }
}
