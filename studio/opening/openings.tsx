import type { JSX } from "preact";
import { sizeText } from "../parts/text.ts";
import { type Opening, useStudio } from "../state/studio.ts";

/** Sources that are being opened, with their progress and their errors. */
export function Openings(): JSX.Element {
  const { openings } = useStudio();
  return (
    <div class="openings" aria-live="polite">
      {openings.value.map((one) => (
        <OpeningLine key={one.name} {...one} />
      ))}
    </div>
  );
}

function OpeningLine({ name, progress, error, close }: Opening): JSX.Element {
  if (error !== undefined) {
    return (
      <p class="opening failed" role="alert">
        <span>
          <b>{name}</b> cannot be opened: {error.message} <span class="quiet">({error.code})</span>
        </span>
        <button type="button" onClick={close}>
          Dismiss
        </button>
      </p>
    );
  }
  const part = progress === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <p class="opening">
      <span>
        Opening <b>{name}</b>
        {progress === undefined ? "" : `: ${sizeText(progress.done)} of ${sizeText(progress.total)}`}
      </span>
      <progress aria-label={`Opening ${name}`} {...(part !== undefined && { value: part })} max={1} />
      <button type="button" onClick={close}>
        Cancel
      </button>
    </p>
  );
}
