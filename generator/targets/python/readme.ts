import type { ImagePlan } from "../../plan/image.ts";
import type { PackagePlan } from "../../plan/package.ts";
import { imageNames } from "./names.ts";

/** Returns the view of a package's README. */
export function readmeView({ images }: Pick<PackagePlan, "images">): object {
  const example = images.find(({ entries }) => entries !== undefined) ?? images[0];
  return {
    images: images.map((image) => ({ image: image.name, file: image.file, what: contents(image) })),
    example: example && { ...imageNames(example), has: example.entries === undefined ? "rest" : "entries" },
    inventory: images.some(({ version }) => version !== undefined),
  };
}

function contents({ first, entries, rest, framing }: ImagePlan): string {
  if (framing === undefined) return "raw";
  const entry = entries && `${entries.message.name}${entries.extra === undefined ? "" : " with its extra"}`;
  return [first?.name, entry, rest && "the rest of the file"].filter(Boolean).join(", ");
}
