/** Mean radius of the earth, in kilometres. */
const EARTH = 6371.0088;

interface Coordinates {
  readonly lat: number;
  readonly lon: number;
}

/** Returns the kilometres between two places along the surface; coordinates are in degrees. */
export function distance(a: Coordinates, b: Coordinates): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const chord = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
