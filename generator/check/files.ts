import { commonName } from "../model/file-names.ts";
import type { Image, Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { type Acceptable, firstOpen } from "./shared-magics.ts";

/**
 * Checks the file names of images: two images cannot share one, and each id has its place. The table can accept both
 * problems.
 */
export function* checkFiles(model: Model): Generator<Problem> {
  const index = createIndex();
  for (const image of model.images) {
    yield* firstOpen(model, index.like(image.file), (other) => overlap(image, other));
    index.add(image);
    if (image.id !== undefined && !image.file.includes("%")) yield withoutPlace(image, image.id);
  }
}

function overlap(later: Image, earlier: Image): Acceptable | undefined {
  const name = commonName(later.file, earlier.file);
  if (name === undefined) return undefined;
  return {
    code: "overlapping-files",
    message: `\`${name}\` can be a file of \`${earlier.name}\` (${earlier.file}) and of \`${later.name}\` (${later.file})`,
    hint: `give \`${later.name}\` a file name that no other row matches`,
    at: later.at,
    subjects: [later.name, earlier.name],
  };
}

function withoutPlace({ name, file, at }: Image, id: string): Acceptable {
  const message = `\`${name}\` has an id (${id}), but \`${file}\` has no place for it`;
  const hint = "add a conversion such as %u to the file's name, or remove `id`";
  return { code: "no-place-for-id", message, hint, at, subjects: [name] };
}

/**
 * Index of images by the beginning of their file name, up to its id. Only images with like beginnings can share a name.
 */
interface Index {
  readonly add: (image: Image) => void;
  readonly like: (file: string) => Iterable<Image>;
}

function createIndex(): Index {
  const exact = new Map<string, Image[]>();
  const longer = new Map<string, Image[]>();
  return {
    add: (image) => {
      const beginnings = beginningsOf(image.file);
      const whole = beginnings.pop() ?? "";
      append(exact, whole, image);
      for (const beginning of beginnings) append(longer, beginning, image);
    },
    *like(file) {
      const beginnings = beginningsOf(file);
      yield* longer.get(beginnings.at(-1) ?? "") ?? [];
      for (const beginning of beginnings) yield* exact.get(beginning) ?? [];
    },
  };
}

function append(map: Map<string, Image[]>, key: string, image: Image): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [image]);
  else known.push(image);
}

/** Returns all beginnings of a file's name up to its id, the whole one last. */
function beginningsOf(file: string): string[] {
  const [before = ""] = file.split("%");
  return Array.from({ length: before.length + 1 }, (_, length) => before.slice(0, length));
}
