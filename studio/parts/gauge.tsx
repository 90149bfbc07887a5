import type { JSX } from "preact";
import type { Progress } from "../rpc/message.ts";
import { sizeText } from "./text.ts";

/** Progress of long work, with a button that ends it. */
export function Gauge({
  label,
  progress,
  text = bytesText,
  cancel,
}: {
  readonly label: string;
  /** Done and total, in bytes; a total of 0 is unknown. */
  readonly progress: Progress | undefined;
  /** Words for the progress, if it is not one of bytes. */
  readonly text?: (progress: Progress) => string;
  readonly cancel: () => void;
}): JSX.Element {
  const part = progress === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <p class="gauge">
      <progress aria-label={label} {...(part !== undefined && { value: part })} max={1} />
      <span class="quiet">{progress === undefined ? "" : text(progress)}</span>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}

function bytesText({ done, total }: Progress): string {
  return total === 0 ? sizeText(done) : `${sizeText(done)} of ${sizeText(total)}`;
}
