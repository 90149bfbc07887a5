import type { Feature } from "./carried.ts";
import type { History } from "./since.ts";

/** Images whose bytes a release misreads if it does not know a field, a bit or a value. */
export interface Placed {
  readonly images: readonly string[];
  /** Whether the schema lists it; if not, it is an unlisted one beside others that place bytes. */
  readonly isKnown: boolean;
}

type Known = Pick<History, "bytesOf" | "mayPlace">;

/** Finds the images whose bytes a feature places, or may place; returns `undefined` if there are none. */
export function placedBy({ bytesOf, mayPlace }: Known, { kind, name, of, since }: Feature): Placed | undefined {
  if (of !== undefined) {
    const said = bytesOf.get(`${of}.${name.slice(name.lastIndexOf(".") + 1)}`);
    return placed(said, said !== undefined) ?? (said === undefined ? placed(bytesOf.get(of), false) : undefined);
  }
  if (kind !== "field") return undefined;
  const known = bytesOf.get(name);
  if (known !== undefined) return placed(known, true);
  if (since !== null || !name.includes(" #")) return undefined;
  return placed(mayPlace.get(name.slice(0, name.indexOf(" #"))), false);
}

function placed(images: readonly string[] | undefined, isKnown: boolean): Placed | undefined {
  return images === undefined || images.length === 0 ? undefined : { images, isKnown };
}

/** Formats the effect: `places bytes of PAGES: releases that do not know it read other bytes instead`. */
export function placedText({ images, isKnown }: Placed): string {
  const bytes = `bytes of ${images.includes("all") ? "all other images" : images.join(", ")}`;
  return isKnown
    ? `places ${bytes}: releases that do not know it read other bytes instead`
    : `is beside fields that place ${bytes}: it may place some, too`;
}
