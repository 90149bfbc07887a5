import type { JSX } from "preact";
import type { FreeMagic, RegistryMap } from "../compiler/magic.ts";

/** Room around the points, in units of the map: 24 are a degree of longitude. */
const MARGIN = 60;

/** Map of the registry: taken towns as dots with their names, free ones as larger dots. */
export function TownMap({
  map,
  free,
}: {
  readonly map: RegistryMap;
  readonly free: readonly FreeMagic[];
}): JSX.Element {
  const { outlines, points } = map;
  const own = free.flatMap(({ point }) => point ?? []);
  const shown = own.length > 0 ? own : points;
  const box = boxAround(shown, own.length > 0 ? 4 * MARGIN : MARGIN);
  // Dots keep their size on any part of the map.
  const unit = box.width / 300;
  return (
    <svg
      class="town-map"
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      role="img"
      aria-label={`Map of ${points.length} taken towns${own.map(({ name }) => `, and of ${name}, which is free`).join("")}`}
    >
      {outlines.map(({ class: name, d }) => (
        <path key={name} class={name} d={d} />
      ))}
      {points.map(({ name, x, y }) => (
        <g key={`${name} ${x} ${y}`} class="taken">
          <circle cx={x} cy={y} r={unit} />
          {own.length === 0 ? null : (
            <text x={x + 2 * unit} y={y + unit} font-size={5 * unit}>
              {name}
            </text>
          )}
          <title>{name}</title>
        </g>
      ))}
      {own.map(({ name, x, y }) => (
        <g key={`${name} ${x} ${y}`} class="free">
          <circle cx={x} cy={y} r={2 * unit} />
          <text x={x + 3 * unit} y={y + 2 * unit} font-size={7 * unit}>
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function boxAround(points: readonly { readonly x: number; readonly y: number }[], margin: number): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  return { x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y };
}
