import type { Image, Model } from "./model.ts";
import type { Location } from "./problem.ts";

/** A number of the registry: a head's, a reserved one, or the one that a row says. Rows that share another's have none. */
export interface RegistryMagic {
  readonly name: string;
  readonly value: number;
  readonly town?: string;
  readonly kind: "head" | "reserved" | "image";
  readonly at: Location;
}

/** All numbers of the registry, in the order of the table. 0 is none: it stands for raw. */
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

/** Every two of a list, the one that stands later first. */
export function* pairsOf<T>(all: readonly T[]): Generator<[T, T]> {
  for (const [index, later] of all.entries()) for (const earlier of all.slice(0, index)) yield [later, earlier];
}

/** The number with its bytes the other way round. */
export function byteSwapped(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return view.getUint32(0, true);
}
