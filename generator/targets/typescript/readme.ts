import type { Config } from "../../model/config.ts";
import type { Image, Model } from "../../model/model.ts";
import { codeName, imageNames } from "../../model/modules.ts";
import { kebabCase } from "../../model/names.ts";

/** Plans the content of a package's README. */
export function planReadme(model: Model, { parts }: Config): object {
  const images = model.images.map((row) => ({ image: row.name, file: row.file, what: contents(row) }));
  const [framed] = model.images.filter(({ layout }) => layout.entries !== undefined);
  const example = framed ?? model.images[0];
  return {
    images,
    example: example && planExample(model, example),
    inventory: model.images.some(({ version }) => version !== undefined),
    json: parts.includes("json"),
    node: parts.includes("node"),
    columns: parts.includes("columns"),
    history: parts.includes("history"),
  };
}

function planExample(model: Model, { name, layout }: Image): object {
  const names = imageNames(model, name);
  return { ...names, module: kebabCase(codeName(model, name)), has: layout.entries === undefined ? "rest" : "entries" };
}

function contents({ layout: { first, entries, extra, rest }, magic }: Image): string {
  if (magic === undefined) return "raw";
  const entry = entries && `${entries.message}${extra === undefined ? "" : " with its extra"}`;
  return [first?.message, entry, rest && "the rest of the file"].filter(Boolean).join(", ");
}
