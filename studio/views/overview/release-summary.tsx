import type { JSX } from "preact";
import type { Missed } from "../../../inspect/compat/missed.ts";
import { ImageLink } from "../../parts/image-link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { Releases } from "./releases.ts";

/** Number of features that are listed. */
const MOST = 12;

/** Releases that understand a checkpoint, and the features that older ones miss. */
export function ReleaseSummary({
  checkpoint,
  releases: { oldest, newest, missed, all, problems },
}: {
  readonly checkpoint: string;
  readonly releases: Releases;
}): JSX.Element {
  return (
    <>
      <p>
        {oldest === undefined ? "No known release understands all of it." : <Understood {...{ oldest, newest, all }} />}
      </p>
      {problems.length === 0 ? null : (
        <p class="quiet">{countText(problems.length, "image")} could not be read to the end.</p>
      )}
      {missed.length === 0 ? null : (
        <ul class="missed">
          {missed.slice(0, MOST).map((one) => (
            <Feature key={`${one.kind} ${one.name}`} checkpoint={checkpoint} feature={one} />
          ))}
        </ul>
      )}
      {missed.length > MOST ? <p class="quiet">and {missed.length - MOST} more features</p> : null}
    </>
  );
}

function Understood({
  oldest,
  newest,
  all,
}: {
  readonly oldest: string;
  readonly newest: string | undefined;
  readonly all: readonly string[];
}): JSX.Element {
  if (newest !== undefined) {
    return (
      <>
        <b>{oldest}</b> to <b>{newest}</b> understand all of it.
      </>
    );
  }
  return all.indexOf(oldest) === 0 ? (
    <>All releases understand it.</>
  ) : (
    <>
      <b>{oldest}</b> and later understand all of it.
    </>
  );
}

function Feature({ checkpoint, feature }: { readonly checkpoint: string; readonly feature: Missed }): JSX.Element {
  const { kind, name, since, files, note } = feature;
  const [file] = files;
  return (
    <li>
      <span class="tag">{since ?? "no release"}</span> {kind} <code>{visible(name)}</code>
      {file === undefined ? null : (
        <>
          {" "}
          in{" "}
          <ImageLink checkpoint={checkpoint} file={file}>
            {visible(file)}
          </ImageLink>
        </>
      )}
      {note === undefined ? null : <span class="quiet">: {note}</span>}
    </li>
  );
}
