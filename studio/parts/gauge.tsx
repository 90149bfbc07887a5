import type { JSX } from "preact";
import type { Progress } from "../rpc/message.ts";
import { sizeText } from "./text.ts";

/** Progress of long work, with a button that ends it. */
export function Gauge({
  label,
  progress,
  cancel,
}: {
  readonly label: string;
  /** Done and total, in bytes. */
  readonly progress: Progress | undefined;
  readonly cancel: () => void;
}): JSX.Element {
  const part = progress === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <p class="gauge">
      <progress aria-label={label} {...(part !== undefined && { value: part })} max={1} />
      <span class="quiet">
        {progress === undefined ? "" : `${sizeText(progress.done)} of ${sizeText(progress.total)}`}
      </span>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}
