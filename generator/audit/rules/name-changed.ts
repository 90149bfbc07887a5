import { commonName } from "../../model/file-names.ts";
import { heirs } from "../../model/heirs.ts";
import type { Model } from "../../model/model.ts";
import type { Found, Rule } from "./rule.ts";

export const nameChanged: Rule = {
  id: "name-changed",
  title: "Something had another name",
  why: "JSON and programs say the old name of an image, a field or a value, and old checkpoints have files of the old name: none of these is understood any longer.",
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

const READ_BOTH = "read the old name too where JSON is read, or give it back";

/** JSON says an image's name as its magic. */
function* renamedImages({ history, images }: Model): Generator<Found> {
  for (const { kind, name, from, release, at } of history.renamed) {
    if (kind !== "image") continue;
    const row = images.find((image) => image.name === name);
    const message = `the image \`${name}\` was called \`${from}\` before ${release}`;
    yield { message, suggestion: READ_BOTH, at: row?.at ?? at, subjects: [name, from] };
  }
}

/** Names of files that no row matches any longer. */
function* lostFiles({ history, images }: Model): Generator<Found> {
  const known = (file: string): boolean => images.some((image) => commonName(image.file, file) !== undefined);
  const told = new Set<string>();
  for (const { kind, name, from, release, at } of history.changed) {
    // A conversion that was exchanged for another matches the same names.
    if (kind !== "image" || known(from) || told.has(name)) continue;
    told.add(name);
    const message = `the files of \`${name}\` were called ${from} before ${release}, and no row matches that`;
    yield { message, suggestion: "add a row for the old files", at, subjects: [name] };
  }
}
