import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { visible } from "../../parts/text.ts";
import type { Referrer } from "./referrers.ts";

/** Fields that refer to a process. */
export function ReferrerList({
  checkpoint,
  referrers,
}: {
  readonly checkpoint: string;
  readonly referrers: readonly Referrer[];
}): JSX.Element | null {
  if (referrers.length === 0) return null;
  return (
    <section aria-label="Referred to by">
      <h2>Referred to by</h2>
      <ul class="referrers">
        {referrers.map(({ file, entry, path, offset }) => (
          <li key={`${file} ${offset}`}>
            <ImageLink checkpoint={checkpoint} file={file} offset={offset} entry={entry}>
              {file} {entry === undefined ? "" : `entry ${entry} `}
              {visible(path)}
            </ImageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
