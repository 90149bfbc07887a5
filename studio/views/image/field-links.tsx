import type { Place } from "criu-checkpoint";
import type { JSX } from "preact";
import type { Links } from "../../engine/links.ts";
import { Show } from "../../parts/answer.tsx";
import { ImageLink } from "../../parts/image-link.tsx";
import { useAnswer } from "../ask.ts";
import { FactRow } from "./fact-row.tsx";

/** Things that a field refers to, and fields that refer to it. */
export function FieldLinks({
  checkpoint,
  file,
  offset,
}: {
  readonly checkpoint: string;
  readonly file: string;
  readonly offset: number;
}): JSX.Element {
  const links = useAnswer(checkpoint, "image.links", { file, offset });
  return (
    <Show answered={links} what="references">
      {(found) => <LinkRows checkpoint={checkpoint} links={found} />}
    </Show>
  );
}

function LinkRows({ checkpoint, links: { to, from, referrers } }: { checkpoint: string; links: Links }): JSX.Element {
  return (
    <>
      {to.map(({ space, id, places, files }) => (
        <FactRow key={`${space} ${id}`} label="Refers to">
          {space} {id}
          {places.length + files.length === 0 ? ", which is not here" : ": "}
          <Places checkpoint={checkpoint} places={places} />
          {files.map((file) => (
            <span key={file} class="place">
              <ImageLink checkpoint={checkpoint} file={file}>
                {file}
              </ImageLink>{" "}
            </span>
          ))}
        </FactRow>
      ))}
      {referrers === 0 ? null : (
        <FactRow label="Referred to">
          <Places checkpoint={checkpoint} places={from} />
          {from.length < referrers ? `and ${referrers - from.length} more` : ""}
        </FactRow>
      )}
    </>
  );
}

function Places({
  checkpoint,
  places,
}: {
  readonly checkpoint: string;
  readonly places: readonly Place[];
}): JSX.Element {
  return (
    <>
      {places.map(({ file, entry, path, offset }) => (
        <span key={`${file} ${offset}`} class="place">
          <ImageLink checkpoint={checkpoint} file={file} offset={offset} entry={entry}>
            {file} {entry === undefined ? "" : `entry ${entry} `}
            {path}
          </ImageLink>{" "}
        </span>
      ))}
    </>
  );
}
