import type { Finding } from "criu-checkpoint";
import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { Findings } from "./findings.ts";

/** Findings of `validate`, each with a link to its place. */
export function FindingList({ checkpoint, findings, total }: Findings & { readonly checkpoint: string }): JSX.Element {
  if (total === 0) return <p class="good">Nothing is wrong.</p>;
  return (
    <>
      <p>
        {countText(total, "finding")}
        {findings.length < total ? `, the first ${findings.length} of them here` : ""}
      </p>
      <ul class="findings">
        {findings.map((finding, i) => (
          <FindingLine key={i} checkpoint={checkpoint} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function FindingLine({
  checkpoint,
  finding: { code, file, entry, path, offset, message },
}: {
  readonly checkpoint: string;
  readonly finding: Finding;
}): JSX.Element {
  const place = [...(entry === undefined ? [] : [`entry ${entry}`]), ...(path ? [path] : [])].join(", ");
  return (
    <li>
      <span class="tag">{code}</span>{" "}
      <ImageLink checkpoint={checkpoint} file={file} offset={offset} entry={entry}>
        {visible(file)}
      </ImageLink>
      {place === "" ? null : <span class="quiet"> {visible(place)}</span>}: {visible(message)}
    </li>
  );
}
