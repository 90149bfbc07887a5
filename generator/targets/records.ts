import { pascalCase } from "../model/names.ts";
import type { ExtraPlan, MessagesPlan, PartPlan } from "../plan/image.ts";

/*
 * Records are messages with their extra, read and written together: the entries of an image, and the messages in their
 * extra that have an extra of their own.
 */

/** Returns the type of an image's entries with their extra. */
export function entryName(type: string): string {
  return `${type}Entry`;
}

/** Names the types of the records in an extra, outer ones first. A message may occur several times in an image. */
export function recordNames(type: string, extra: ExtraPlan): Map<PartPlan, string> {
  const taken = new Set([entryName(type)]);
  return new Map(
    [...recordsIn(extra)].map((part) => {
      const name = `${type}${pascalCase(part.message.code)}`;
      let free = name;
      for (let i = 2; taken.has(free); i++) free = `${name}${i}`;
      taken.add(free);
      return [part, free];
    }),
  );
}

/** A part of messages with an extra of their own. */
export type ExtendedPart = MessagesPlan & { readonly extra: ExtraPlan };

/** Yields the records in an extra, outer ones first. */
export function* recordsIn({ parts }: ExtraPlan): Generator<ExtendedPart> {
  for (const part of parts) {
    if (!isExtended(part)) continue;
    yield part;
    yield* recordsIn(part.extra);
  }
}

/** Tells whether a part consists of messages with an extra of their own. */
export function isExtended(part: PartPlan): part is ExtendedPart {
  return part.kind === "messages" && part.extra !== undefined;
}
