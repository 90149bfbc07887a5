import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { countText, hexText, sizeText, visible } from "../../parts/text.ts";
import { formatRoute, type Route } from "../../route/route.ts";
import type { AddressSpace, AreaRow } from "./areas.ts";
import { KIND_NAMES } from "./kind-names.ts";
import { type Bar, MOST_AREAS, pictureOf, totals } from "./picture.ts";
import { memoryPlace } from "./route.ts";

/** Width and height of a line of the picture, in its own units. */
const WIDTH = 1000;
const LINE = 30;
const BAR = 24;

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
  readonly space: AddressSpace;
  readonly chosen: number;
}

/** Address space as a picture: areas in the order of their addresses, in the colours of the sources of their bytes. */
export function SpacePicture({ checkpoint, pid, route, space, chosen }: Props): JSX.Element {
  const { areas, pageSize } = space;
  const { bars, lines } = useMemo(() => pictureOf(areas, pageSize), [space]);
  const sums = useMemo(() => totals(areas), [space]);
  return (
    <section class="space-picture" aria-label="Address space">
      <svg viewBox={`0 0 ${WIDTH} ${lines * LINE}`} style={{ height: `${lines * LINE}px` }} preserveAspectRatio="none">
        <title>Areas of memory</title>
        {bars.map((bar) => {
          const area = areas[bar.area];
          if (area === undefined) return null;
          const to = formatRoute(memoryPlace(checkpoint, pid, area.start, route));
          return <AreaBar key={bar.area} {...{ bar, area, to }} isChosen={bar.area === chosen} />;
        })}
      </svg>
      <p class="legend">
        {sums.map(([kind, size]) => (
          <span key={kind} class={kind}>
            {sizeText(size)} {KIND_NAMES[kind]}
          </span>
        ))}
        {areas.length > MOST_AREAS ? `The picture has the first ${countText(MOST_AREAS, "area")}.` : ""}
      </p>
    </section>
  );
}

function AreaBar({
  bar: { line, x, width, slices },
  area,
  to,
  isChosen,
}: {
  readonly bar: Bar;
  readonly area: AreaRow;
  readonly to: string;
  readonly isChosen: boolean;
}): JSX.Element {
  const y = line * LINE + (LINE - BAR) / 2;
  return (
    // The keyboard has the list of areas, and the legend tells the sums.
    <a href={to} tabIndex={-1} aria-label={textOf(area)} class={isChosen ? "chosen" : undefined}>
      <title>{textOf(area)}</title>
      {slices.map((slice) => (
        <rect
          key={slice.kind}
          class={slice.kind}
          x={slice.x * WIDTH}
          y={y}
          width={Math.max(slice.width * WIDTH, 0.4)}
          height={BAR}
        />
      ))}
      <rect class="frame" x={x * WIDTH} y={y} width={width * WIDTH} height={BAR} />
    </a>
  );
}

function textOf({ start, end, protection, name = "anonymous", bytes }: AreaRow): string {
  const kinds = Object.entries(bytes).map(([kind, size]) => `${sizeText(size)} ${KIND_NAMES[kind] ?? kind}`);
  return [`${hexText(start)}–${hexText(end)} ${protection}`, visible(name), ...kinds].join("\n");
}
