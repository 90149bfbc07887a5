import { versionOfDefine } from "../../generator/model/criu-names.ts";
import { placeKey, type SourcePlaces, VERSIONS } from "../../generator/model/format/at.ts";
import type { CriuTree } from "./tree.ts";

/** Returns the places in a source tree: of rows in image-desc.c, of defines in magic.h, of names for display. */
export function placesInTree({ images, magics, displayAt }: CriuTree): SourcePlaces {
  return new Map([
    ...images.map(({ name, at }) => [placeKey("image", name, name), at] as const),
    ...magics.map(({ name, at }) => {
      const version = versionOfDefine(name);
      return [
        version === undefined ? placeKey("magic", name, name) : placeKey("version", VERSIONS, version),
        at,
      ] as const;
    }),
    ...[...displayAt].map(([key, at]) => [`display name ${key}`, at] as const),
  ]);
}
