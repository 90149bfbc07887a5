import { pascalCase } from "../model/names.ts";
import type { Reference } from "../plan/reference.ts";

/**
 * Names the types of messages with an extra, for an image of this type. A message may occur several times in an image.
 *
 * @param parts parts of messages with an extra, outer ones first
 */
export function recordNames<Part>(
  type: string,
  parts: readonly (readonly [Part, Pick<Reference, "code">])[],
): Map<Part, string> {
  const taken = new Set([entryName(type)]);
  return new Map(
    parts.map(([part, { code }]) => {
      const name = `${type}${pascalCase(code)}`;
      let free = name;
      for (let i = 2; taken.has(free); i++) free = `${name}${i}`;
      taken.add(free);
      return [part, free];
    }),
  );
}

/** Returns the type of an image's entries with their extra. */
export function entryName(type: string): string {
  return `${type}Entry`;
}
