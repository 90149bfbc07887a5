import type { Project } from "../generator/config/project.ts";
import { labelOf } from "../generator/config/project.ts";
import type { Model } from "../generator/model/model.ts";

/** A message without a place. */
export interface Remark {
  /** `review`, `skipped` or `not-verified`. */
  readonly code: string;
  readonly message: string;
}

/** Returns the remark that the files of a package were not verified. It names the package if there are several. */
export function unverifiedOf(reason: string | undefined, project: Project, all: readonly Project[]): Remark[] {
  if (reason === undefined) return [];
  const files = all.length === 1 ? "the files" : `the files of ${labelOf(project)}`;
  return [{ code: "not-verified", message: `${files} were not verified: ${reason}` }];
}

/** Code of rows that need a review. */
const REVIEW = "review";

/** Returns remarks on imported rows that contain a guess, until someone has reviewed them. */
export function reviewsOf({ images, versions }: Model): Remark[] {
  const kinds = [
    [images, "check the payload of each row"],
    [versions, "check whether images of that version have heads"],
  ] as const;
  return kinds.flatMap(([all, advice]) => {
    const names = all.flatMap(({ name, review }) => (review === true ? [name] : []));
    if (names.length === 0) return [];
    const message = `images.yaml marks ${names.join(", ")} for review: ${advice}, then remove \`review: true\``;
    return [{ code: REVIEW, message }];
  });
}

/** Returns remarks on declarations of the .proto files that the package lacks, one for each kind. */
export function skippedOf({ skipped }: Model): Remark[] {
  return (["service", "extension"] as const).flatMap((kind) => {
    const [first, ...more] = skipped.filter((one) => one.kind === kind);
    if (first === undefined) return [];
    const { name, at } = first;
    const what = kind === "service" ? "images have no services" : "its values are kept as unknown fields";
    const others =
      more.length === 0 ? "" : `; and so ${more.length === 1 ? "is 1 other" : `are ${more.length} others`}`;
    const message = `the ${kind} \`${name}\` (${at.file}:${at.line}) is skipped: ${what}${others}`;
    return [{ code: "skipped", message }];
  });
}
