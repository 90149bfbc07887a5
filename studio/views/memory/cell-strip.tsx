import type { JSX } from "preact";
import { hexText } from "../../parts/text.ts";
import { formatRoute, type Route } from "../../route/route.ts";
import { useAnswer } from "../ask.ts";
import type { AreaRow } from "./areas.ts";
import { KIND_NAMES } from "./kind-names.ts";
import { runsOf } from "./picture.ts";
import { memoryPlace } from "./route.ts";

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
  readonly area: AreaRow;
  readonly pageSize: number;
}

/** Pages of an area as a strip: a click goes to the first of its kind. */
export function CellStrip({ checkpoint, pid, route, area: { start, end }, pageSize }: Props): JSX.Element {
  const cells = useAnswer(checkpoint, "memory.cells", { pid, start: hexText(start), end: hexText(end) });
  const kinds = cells.state === "done" ? cells.value : [];
  const runs = runsOf(kinds);
  const addressOf = (cell: number): bigint => {
    const at = (BigInt(cell) * (end - start)) / BigInt(kinds.length);
    return start + at - (at % BigInt(pageSize));
  };
  const textOf = (cell: number, kind: string): string =>
    `from ${hexText(addressOf(cell))}: ${KIND_NAMES[kind] ?? "not visited"}`;
  return (
    <svg class="cell-strip" viewBox={`0 0 ${Math.max(1, kinds.length)} 1`} preserveAspectRatio="none">
      <title>Pages of the area</title>
      {runs.map(({ kind, from, to }) => (
        // The keyboard has the grid of bytes.
        <a
          key={from}
          href={formatRoute(memoryPlace(checkpoint, pid, addressOf(from), route))}
          tabIndex={-1}
          aria-label={textOf(from, kind)}
        >
          <title>{textOf(from, kind)}</title>
          <rect class={kind} x={from} y={0} width={to - from} height={1} />
        </a>
      ))}
    </svg>
  );
}
