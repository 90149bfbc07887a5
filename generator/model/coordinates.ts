/*
 * Magics as coordinates: 0x58313116 is 58°31' north, 31°16' east.
 */

/** Degrees and minutes. */
interface Angle {
  readonly degrees: number;
  readonly minutes: number;
}

/** Formats a magic as `0x58313116`. */
export function hex(magic: number): string {
  return `0x${digits(magic)}`;
}

function digits(magic: number): string {
  return magic.toString(16).padStart(8, "0");
}

/**
 * Returns the coordinates that a magic spells, NNNNEEEE: degrees and minutes, one decimal digit in four bits. Not all
 * magics spell some.
 */
export function anglesOf(magic: number): { north: Angle; east: Angle } | undefined {
  const all = digits(magic);
  if (!/^\d{8}$/.test(all)) return undefined;
  const angle = (at: number): Angle => ({
    degrees: Number(all.slice(at, at + 2)),
    minutes: Number(all.slice(at + 2, at + 4)),
  });
  return { north: angle(0), east: angle(4) };
}

/** Returns whether a magic spells a place on Earth: at most 59 minutes, and not beyond the pole. */
export function isPlace(magic: number): boolean {
  const angles = anglesOf(magic);
  if (angles === undefined) return false;
  const { north, east } = angles;
  return north.minutes < 60 && east.minutes < 60 && !isBeyondPole(north);
}

export function isBeyondPole({ degrees: whole, minutes }: Angle): boolean {
  return whole * 60 + minutes > 90 * 60;
}

/** Formats a magic as `58°31'N 31°16'E`. */
export function degrees(magic: number): string | undefined {
  const angles = anglesOf(magic);
  if (angles === undefined) return undefined;
  const text = (angle: Angle): string => `${twoDigits(angle.degrees)}°${twoDigits(angle.minutes)}'`;
  return `${text(angles.north)}N ${text(angles.east)}E`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** Returns the same in decimal degrees, to four places. */
export function coordinates(magic: number): { latitude: number; longitude: number } | undefined {
  const angles = anglesOf(magic);
  if (angles === undefined) return undefined;
  const decimal = (angle: Angle): number => Math.round((angle.degrees + angle.minutes / 60) * 10_000) / 10_000;
  return { latitude: decimal(angles.north), longitude: decimal(angles.east) };
}
