import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Gauge } from "../../parts/gauge.tsx";
import { countText, visible } from "../../parts/text.ts";
import { useParts } from "../../parts/use-parts.ts";
import { useAsk } from "../ask.ts";
import { DifferenceList } from "../compare/difference-list.tsx";
import { FindingList } from "../overview/finding-list.tsx";
import { Download } from "./download.tsx";
import type { Preview } from "./preview.ts";

interface Props {
  readonly checkpoint: string;
  readonly text: string;
}

/** Effect of the recipe: the differences that it makes, or the reasons for which it is refused. */
export function ResultPane({ checkpoint, text }: Props): JSX.Element {
  const ask = useAsk(checkpoint);
  const { growing, run, cancel } = useParts<never, Preview>();
  // Text that the shown result belongs to.
  const [made, setMade] = useState<string>();
  const preview = (): void => {
    setMade(text);
    run((asking) => ask("edit.preview", { text }, asking));
  };
  useEffect(() => {
    if (growing.state === "running" && made !== text) cancel();
  }, [text]);
  const { state, error, end, progress } = growing;
  const isCurrent = made === text;
  return (
    <section class="edit-result" aria-label="Result">
      <h2>Result</h2>
      <p>
        <button type="button" class="main" disabled={text.trim() === "" || state === "running"} onClick={preview}>
          Preview
        </button>{" "}
        <span class="quiet">Applies the recipe to a copy in memory. The checkpoint stays as it is.</span>
      </p>
      {state === "running" ? (
        <Gauge
          label="Applying the recipe"
          progress={progress}
          text={({ done, total }) => `${done} of ${countText(total, "step")}`}
          cancel={cancel}
        />
      ) : null}
      {state === "failed" && isCurrent ? (
        <p class="failed" role="alert">
          {visible(error?.message ?? "")}
        </p>
      ) : null}
      {state !== "done" || end === undefined ? null : isCurrent ? (
        <Shown {...{ checkpoint, text }} preview={end} />
      ) : (
        <p class="note">The recipe has changed since this preview.</p>
      )}
    </section>
  );
}

function Shown({ checkpoint, text, preview }: Props & { readonly preview: Preview }): JSX.Element {
  const [chosen, choose] = useState<string>();
  const { findings } = preview;
  if (preview.state === "refused") {
    return (
      <div class="refused" role="alert">
        <p class="failed">The recipe is refused: {visible(preview.reason)}</p>
        {findings.length === 0 ? null : (
          <FindingList checkpoint={checkpoint} findings={findings} total={findings.length} />
        )}
      </div>
    );
  }
  const { edits, notes, differences } = preview;
  const sides = { a: { title: checkpoint, name: checkpoint }, b: { title: "edited", name: undefined } };
  return (
    <>
      <p role="status">{countText(edits, "value")} changed.</p>
      {notes.map((note) => (
        <p key={note} class="note">
          {visible(note)}
        </p>
      ))}
      <Download {...{ checkpoint, text }} />
      <DifferenceList found={differences} sides={sides} chosen={chosen} choose={choose} />
      <h3>Findings in the result</h3>
      <FindingList checkpoint={checkpoint} findings={findings} total={findings.length} />
    </>
  );
}
