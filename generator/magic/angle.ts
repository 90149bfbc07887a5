/** Decimal degrees north and east. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

export function angle(degrees: number, minutes: number): number {
  return degrees + minutes / 60;
}

/** What a place is as a magic: degrees and minutes, seconds cut off, a decimal digit a nibble. */
export function magicOf({ lat, lon }: Point): number {
  const digits = (degrees: number): string => {
    // A thousandth of a minute is nobody's, but floating point's.
    const minutes = Math.floor(degrees * 60 + 1e-3);
    return `${Math.floor(minutes / 60)}`.padStart(2, "0") + `${minutes % 60}`.padStart(2, "0");
  };
  return Number.parseInt(digits(lat) + digits(lon), 16);
}
