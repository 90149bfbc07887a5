import { plainFile } from "../model/criu-names.ts";
import type { FormerFile } from "../model/model.ts";
import type { RawRelease } from "./raw-history.ts";

interface Known {
  readonly file: string;
  /** The first release that has it under this name. */
  readonly since: string;
}

/**
 * Lists file names that releases had and dropped: their image is gone, or its file was renamed. If another image took
 * over the name in the same release, the name belongs to that image. Names that the history does not tell are missing.
 */
export function formerFiles(releases: readonly (readonly [name: string, release: RawRelease])[]): FormerFile[] {
  const [oldest = ""] = releases.map(([name]) => name);
  const files = new Map<string, Known>();
  const came = new Map<string, string>();
  const former: FormerFile[] = [];
  for (const [release, { added, gone, renamed = [], changed = [] }] of releases) {
    const moves = changed.flatMap(({ image, from, to }) => (image === undefined ? [] : [{ image, from, to }]));
    for (const { image, from } of moves) {
      const known = files.get(image);
      files.set(image, { file: plainFile(from), since: known?.since ?? came.get(image) ?? oldest });
    }
    const heirs = renamed.flatMap(({ image, from }) =>
      image === undefined ? [] : [{ image, known: files.get(from) }],
    );
    const end = (image: string): void => {
      const known = files.get(image);
      files.delete(image);
      if (known === undefined || heirs.some((heir) => heir.known === known)) return;
      former.push({ image, ...known, until: release });
    };
    for (const image of gone?.images ?? []) end(image);
    for (const { image, from, to } of moves) {
      if (plainFile(from) === plainFile(to)) continue;
      end(image);
      files.set(image, { file: plainFile(to), since: release });
    }
    for (const image of added?.images ?? []) came.set(image, release);
    for (const { image, known } of heirs) if (known !== undefined) files.set(image, known);
  }
  return former;
}
