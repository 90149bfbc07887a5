import type { Image, Model } from "../model/model.ts";
import type { Location } from "../model/problem.ts";

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

/** The digits of a number as the registry reads them: degrees and minutes, north and east; none where one is no decimal. */
export function digitsOf(value: number): { north: Angle; east: Angle } | undefined {
  const digits = value.toString(16).padStart(8, "0");
  if (!/^\d{8}$/.test(digits)) return undefined;
  const angle = (at: number): Angle => ({
    degrees: Number(digits.slice(at, at + 2)),
    minutes: Number(digits.slice(at + 2, at + 4)),
  });
  return { north: angle(0), east: angle(4) };
}

interface Angle {
  readonly degrees: number;
  readonly minutes: number;
}

/** Whether a number is the form of a place on Earth. */
export function isPlace(value: number): boolean {
  const digits = digitsOf(value);
  if (digits === undefined) return false;
  const { north, east } = digits;
  return north.minutes < 60 && east.minutes < 60 && north.degrees * 60 + north.minutes <= 90 * 60;
}

/** The number with its bytes the other way round. */
export function byteSwapped(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return view.getUint32(0, true);
}
