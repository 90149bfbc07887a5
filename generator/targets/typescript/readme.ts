import type { Config } from "../../model/config.ts";
import { kebabCase } from "../../model/names.ts";
import type { ImagePlan } from "../../plan/image.ts";
import type { PackagePlan } from "../../plan/package.ts";
import { inventoryOf } from "./all.ts";
import { imageNames } from "./names.ts";

/** Returns the view of a package's README. */
export function readmeView({ images }: Pick<PackagePlan, "images">, { parts }: Pick<Config, "parts">): object {
  const example = images.find(({ entries }) => entries !== undefined) ?? images[0];
  return {
    images: images.map((image) => ({ image: image.name, file: image.file, what: contents(image) })),
    example: example && exampleView(example),
    inventory: inventoryOf(images) !== undefined,
    json: parts.includes("json"),
    node: parts.includes("node"),
    columns: parts.includes("columns"),
    history: parts.includes("history"),
    schema: parts.includes("schema"),
    relations: parts.includes("relations"),
  };
}

function exampleView(image: ImagePlan): object {
  const has = image.entries === undefined ? "rest" : "entries";
  return { ...imageNames(image), module: kebabCase(image.code), has };
}

function contents({ first, entries, rest, framing }: ImagePlan): string {
  if (framing === undefined) return "raw";
  const entry = entries && `${entries.message.name}${entries.extra === undefined ? "" : " with its extra"}`;
  return [first?.name, entry, rest && "the rest of the file"].filter(Boolean).join(", ");
}
