/** Units per degree of longitude; the same as in scripts/registry/map.mjs. */
const SCALE = 24;

/** Northernmost latitude of the map, in degrees: Mercator's projection cannot show the pole. */
const NORTHMOST = 84;

/** Projects a place to the units of registry/html/templates/map.svg by Mercator's projection; y grows southwards. */
export function project({ lat, lon }: { readonly lat: number; readonly lon: number }): { x: number; y: number } {
  const phi = (Math.min(lat, NORTHMOST) * Math.PI) / 180;
  const north = Math.log(Math.tan(Math.PI / 4 + phi / 2)) * (180 / Math.PI);
  return { x: round(lon * SCALE), y: round(-north * SCALE) };
}

function round(units: number): number {
  return Math.round(units * 10) / 10;
}
