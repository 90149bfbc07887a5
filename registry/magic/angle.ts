/** Decimal degrees north and east. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Returns an angle in decimal degrees. */
export function angle(degrees: number, minutes: number): number {
  return degrees + minutes / 60;
}

/** Greatest number of minutes that four digits can spell: 99°59'. */
const LAST_MINUTE = 99 * 60 + 59;

/** Rounds degrees down to whole minutes. The thousandth of a minute evens out floating-point errors. */
export function minutesOf(degrees: number): number {
  return Math.min(Math.floor(degrees * 60 + 1e-3), LAST_MINUTE);
}

/** Returns the magic of a place: degrees and minutes north, then east, a decimal digit a nibble. */
export function magicOf({ lat, lon }: Point): number {
  return Number.parseInt(digits(minutesOf(lat)) + digits(minutesOf(lon)), 16);
}

function digits(minutes: number): string {
  return `${Math.floor(minutes / 60)}`.padStart(2, "0") + `${minutes % 60}`.padStart(2, "0");
}
