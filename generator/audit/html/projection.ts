/** Units a degree east; scripts/map.mjs has the same. */
const SCALE = 24;

/** Mercator's map has no pole; nobody lives beyond this. */
const NORTHMOST = 84;

/** Where a place is in the units of templates/audit/map.svg: Mercator's projection, y grows southwards. */
export function project({ lat, lon }: { readonly lat: number; readonly lon: number }): { x: number; y: number } {
  const phi = (Math.min(lat, NORTHMOST) * Math.PI) / 180;
  const north = Math.log(Math.tan(Math.PI / 4 + phi / 2)) * (180 / Math.PI);
  return { x: round(lon * SCALE), y: round(-north * SCALE) };
}

function round(units: number): number {
  return Math.round(units * 10) / 10;
}
