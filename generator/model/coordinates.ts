/*
 * A magic is a place: 0x58313116 is 58°31' north, 31°16' east.
 */

/** `0x58313116` */
export function hex(magic: number): string {
  return `0x${magic.toString(16).padStart(8, "0")}`;
}

/** `58°31'N 31°16'E`: a magic is NNNNEEEE, degrees and minutes, one decimal digit a nibble; not all are. */
export function degrees(magic: number): string | undefined {
  const digits = magic.toString(16).padStart(8, "0");
  if (!/^\d{8}$/.test(digits)) return undefined;
  return `${digits.slice(0, 2)}°${digits.slice(2, 4)}'N ${digits.slice(4, 6)}°${digits.slice(6)}'E`;
}

/** The same as decimal degrees, to four places. */
export function coordinates(magic: number): { latitude: number; longitude: number } | undefined {
  const digits = magic.toString(16).padStart(8, "0");
  if (!/^\d{8}$/.test(digits)) return undefined;
  const angle = (at: number): number => Number(digits.slice(at, at + 2)) + Number(digits.slice(at + 2, at + 4)) / 60;
  return { latitude: round(angle(0)), longitude: round(angle(4)) };
}

function round(angle: number): number {
  return Math.round(angle * 10_000) / 10_000;
}
