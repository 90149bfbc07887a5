import { placeKey, type SourcePlace } from "../../generator/model/format/at.ts";
import type { Format } from "../../generator/model/format/format.ts";
import type { Context } from "./context.ts";
import type { Difference } from "./difference.ts";

/**
 * Returns the place of a difference in the newer format: of the definition; else, since it is gone, of its owner; else
 * the beginning of the file that it was in. Returns undefined if the newer format has none of them, or no places.
 */
export function locate(difference: Difference, { before, after }: Context): SourcePlace | undefined {
  const { group, what } = difference;
  const here = placeOf(difference, difference.after, after) ?? ownerOf(after, group, what);
  if (here !== undefined) return here;
  const file = placeOf(difference, difference.before, before)?.file;
  return file !== undefined && hasFile(after, file) ? { file, line: 1 } : undefined;
}

function placeOf({ what, group, name }: Difference, definition: Difference["after"], format: Format) {
  if (definition !== undefined && "at" in definition) return definition.at;
  return definition === undefined ? undefined : format.at?.get(placeKey(what, group, name));
}

function ownerOf({ messages, enums }: Format, group: string, what: Difference["what"]): SourcePlace | undefined {
  if (what !== "field" && what !== "enum value") return undefined;
  return [...messages, ...enums].find(({ name }) => name === group)?.at;
}

function hasFile({ at, messages, enums }: Format, file: string): boolean {
  return (
    [...messages, ...enums].some((one) => one.at.file === file) ||
    [...(at?.values() ?? [])].some((one) => one.file === file)
  );
}
