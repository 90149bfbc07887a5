import type { Image, Model } from "./model.ts";
import type { Location } from "./problem.ts";

/**
 * A magic of the registry: of a head, reserved, or of a row with its own number. Rows that share a magic are left out.
 */
export interface RegistryMagic {
  readonly name: string;
  readonly value: number;
  readonly town?: string;
  readonly kind: "head" | "reserved" | "image";
  readonly at: Location;
}

/** Returns all magics of the registry, in the order of the table. 0 is left out, because it marks raw images. */
export function magicsOf({ heads, reserved, images }: Model): RegistryMagic[] {
  return [
    ...Object.values(heads).map((head) => ({ ...head, kind: "head" as const })),
    ...reserved.map((magic) => ({ ...magic, kind: "reserved" as const })),
    ...images.flatMap(ofImage),
  ];
}

function ofImage({ name, magic, alias, town, at }: Image): RegistryMagic[] {
  if (magic === undefined || magic === 0 || alias !== undefined) return [];
  return [{ name, value: magic, ...(town !== undefined && { town }), kind: "image", at }];
}

/** Yields all pairs of a list, the later element first. */
export function* pairsOf<T>(all: readonly T[]): Generator<[T, T]> {
  for (const [index, later] of all.entries()) for (const earlier of all.slice(0, index)) yield [later, earlier];
}

/** Returns a number with its bytes swapped. */
export function byteSwapped(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return view.getUint32(0, true);
}
