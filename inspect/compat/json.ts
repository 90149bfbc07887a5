import { toJson } from "../explore/json.ts";
import type { Compat } from "./compat.ts";
import type { Missed } from "./missed.ts";

/** Names the images whose bytes a field places, or may place. */
function placed(places: Missed["places"]): Record<string, readonly string[]> {
  if (places === undefined) return {};
  return places.isKnown ? { places: places.images } : { mayPlace: places.images };
}

/** Formats the result for programs, with `null` for absent facts. */
export function compatToJson({ path, images, unknown, oldest, newest, asked, missed, problems }: Compat): string {
  const things = missed.map(({ since, until, kind, name, count, files, path: first, places, note }) => {
    return {
      since,
      until: until ?? null,
      kind,
      name,
      count,
      files,
      path: first,
      ...placed(places),
      ...(note !== undefined && { note }),
    };
  });
  const releases = { oldest: oldest ?? null, newest: newest ?? null, asked: asked ?? null };
  return toJson({ path, images, unknown, ...releases, missed: things, problems });
}
