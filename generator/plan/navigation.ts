import { type ResolvedPath, resolvePath } from "../model/field-path.ts";
import type { Model } from "../model/model.ts";
import { keyImages, spacesOf } from "../model/navigation.ts";
import type { Navigation, Space } from "../model/relations.ts";
import { found } from "./conditions.ts";

/** A field of images that belong to an id. */
interface NavigatedField {
  readonly name: string;
  /** Fields that lead to it. */
  readonly path: readonly string[];
  /** Images of which an entry defines the id in it. */
  readonly to: readonly string[];
}

/** Things that belong to an id of a space. */
export interface NavigationPlan {
  readonly space: string;
  /** Images with the id in the file name. */
  readonly files: readonly string[];
  /** Images of which an entry defines the id. */
  readonly entries: readonly string[];
  readonly fields: readonly NavigatedField[];
}

/** Plans navigation through the images that a model has. */
export function planNavigation(model: Model): NavigationPlan[] {
  const isHere = (image: string): boolean => model.images.some(({ name }) => name === image);
  return model.relations.spaces.flatMap((space) => {
    const files = space.files.map(({ image }) => image).filter(isHere);
    const entries = definingImages(model, space).filter((image) => isHere(image) && !files.includes(image));
    const fields = space.navigation.flatMap((one) => planField(model, one, isHere) ?? []);
    return files.length + entries.length === 0 ? [] : [{ space: space.name, files, entries, fields }];
  });
}

/** Returns the images of which one entry defines an id. */
function definingImages(model: Model, { keys, scope }: Space): string[] {
  // An id that is unique in one file only does not tell its file.
  if (scope === "file") return [];
  const inEntries = keys.filter(({ path }) => {
    const { image, messages } = found(resolvePath(model, path)) ?? {};
    return image?.layout.entries?.message === messages?.[0].name;
  });
  return keyImages({ keys: inEntries, named: [] });
}

function planField(
  model: Model,
  { name, steps }: Navigation,
  isHere: (image: string) => boolean,
): NavigatedField | undefined {
  const path = steps.map((step) => step.path);
  const resolved = path.map((one) => found(resolvePath(model, one)));
  const last = resolved.at(-1);
  if (last === undefined || resolved.includes(undefined)) return undefined;
  return { name, path, to: targetsOf(model, path.at(-1) ?? "", last).filter(isHere) };
}

function targetsOf(model: Model, path: string, found: ResolvedPath): string[] {
  return [...new Set(spacesOf(model, path, found).flatMap(keyImages))];
}
