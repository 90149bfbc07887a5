import { commonName } from "../../generator/model/file-names.ts";
import { heirs } from "../../generator/model/heirs.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Found, Rule } from "./rule.ts";

export const nameChanged: Rule = {
  id: "name-changed",
  title: "An image, a field or a value was renamed",
  why: "JSON, programs and the files of old checkpoints have the old name, and it is no longer understood.",
  category: "history",
  severity: "warning",
  *check({ model }) {
    for (const heir of heirs(model)) {
      if (!heir.isRename) continue;
      const message = `\`${heir.owner}.${heir.is}\` was called \`${heir.was}\` before ${heir.release}`;
      yield {
        message,
        suggestion: READ_BOTH,
        at: heir.at,
        subjects: [`${heir.owner}.${heir.is}`, `${heir.owner}.${heir.was}`],
      };
    }
    yield* renamedImages(model);
    yield* lostFiles(model);
  },
};

const READ_BOTH = "accept the old name in JSON too, or restore it";

/** Reports renamed images: JSON has the name of an image as its magic. */
function* renamedImages({ history, images }: Model): Generator<Found> {
  for (const { kind, name, from, release, at } of history.renamed) {
    if (kind !== "image") continue;
    const row = images.find((image) => image.name === name);
    const message = `the image \`${name}\` was called \`${from}\` before ${release}`;
    yield { message, suggestion: READ_BOTH, at: row?.at ?? at, subjects: [name, from] };
  }
}

/** Reports old names of files that no row matches now. */
function* lostFiles({ history, images }: Model): Generator<Found> {
  const known = (file: string): boolean => images.some((image) => commonName(image.file, file) !== undefined);
  const told = new Set<string>();
  for (const { kind, name, from, release, at } of history.changed) {
    // Another conversion (%u for %d) matches the same names.
    if (kind !== "image" || known(from) || told.has(name)) continue;
    told.add(name);
    const message = `the files of \`${name}\` were called ${from} before ${release}, and no row matches that`;
    yield { message, suggestion: "add a row for the old files", at, subjects: [name] };
  }
}
