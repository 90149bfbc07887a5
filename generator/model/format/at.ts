import { HEADS } from "../criu-names.ts";
import type { Model } from "../model.ts";

/** A place in a schema, or in a source tree: there columns are unknown. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/**
 * Places of images, magics, versions and names for display, by {@link placeKey}. Messages, fields, enums and their
 * values have their own.
 */
export type SourcePlaces = ReadonlyMap<string, SourcePlace>;

/** Returns the key of a definition: of its kind, its owner and its name, as differences have them. */
export function placeKey(what: string, group: string, name: string): string {
  return [what, group, name].join(" ");
}

/** Group of the versions of the inventory in differences. */
export const VERSIONS = "format versions";

/** Returns the places in a schema. */
export function placesInSchema({ heads, reserved, images, versions, display }: Model): SourcePlaces {
  const ofHeads = Object.entries(heads).map(([name, { at }]) => [HEADS.get(name) ?? name, at] as const);
  const magics = [...ofHeads, ...[...reserved, ...images].map(({ name, at }) => [name, at] as const)];
  return new Map([
    ...images.map(({ name, at }) => [placeKey("image", name, name), at] as const),
    ...magics.map(([name, at]) => [placeKey("magic", name, name), at] as const),
    ...versions.map(({ name, at }) => [placeKey("version", VERSIONS, name), at] as const),
    ...[...display.at].map(([key, at]) => [`display name ${key}`, at] as const),
  ]);
}
