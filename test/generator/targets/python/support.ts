import { FULL } from "../../../../generator/model/config.ts";
import { snapshotOf } from "../../../../generator/model/format/snapshot.ts";
import type { Model } from "../../../../generator/model/model.ts";
import { renderPackage } from "../../../../generator/package.ts";
import type { RenderMap } from "../../../../generator/render/render.ts";
import { PYTHON } from "../../../../generator/targets/python/python.ts";

/** Renders the Python package of a model. */
export function renderedPython(model: Model, config: Partial<typeof FULL> = {}): RenderMap {
  return renderPackage(model, { ...FULL, parts: ["codec", "json"], ...config }, snapshotOf(model), PYTHON);
}

/** Returns a module of a package named `criu-images`. */
export function moduleOf(files: RenderMap, path: string): string {
  return files.get(`src/criu_images/${path}`) ?? "";
}

/** Returns the lines of a text from the first that begins with `start` up to the next empty one. */
export function paragraph(text: string, start: string): string {
  const [, found = ""] = text.split(`\n${start}`);
  return `${start}${found.split("\n\n")[0]}`;
}
