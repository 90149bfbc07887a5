import type { JSX } from "preact";
import { Show } from "../../parts/answer.tsx";
import { Link } from "../../parts/link.tsx";
import { hexText } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import { useAnswer } from "../ask.ts";
import { AreaList } from "./area-list.tsx";
import { AreaPane } from "./area-pane.tsx";
import type { AddressSpace, AreaRow } from "./areas.ts";
import { areaAt, nearest, parseAddress } from "./place.ts";
import { memoryPlace } from "./route.ts";
import { SearchPane } from "./search-pane.tsx";
import { SpacePicture } from "./space-picture.tsx";

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
}

/** Address space of one process. */
export function MemoryPane({ checkpoint, pid, route }: Props): JSX.Element {
  const space = useAnswer(checkpoint, "memory.map", { pid });
  return (
    <Show answered={space} what="areas">
      {(found) => <Space {...{ checkpoint, pid, route, space: found }} />}
    </Show>
  );
}

function Space({ checkpoint, pid, route, space }: Props & { readonly space: AddressSpace }): JSX.Element {
  const { areas } = space;
  const at = parseAddress(route.query["at"] ?? "");
  const chosen = at === undefined ? firstStored(areas) : areaAt(areas, at);
  const area = areas[chosen];
  const place = { checkpoint, pid, route, space };
  return (
    <>
      <SpacePicture {...place} chosen={chosen} />
      <div class="memory-columns">
        <AreaList {...place} chosen={chosen} />
        {area === undefined ? <Nowhere {...place} at={at ?? 0n} /> : <AreaPane {...place} {...{ area, at }} />}
        <SearchPane {...place} area={area} />
      </div>
    </>
  );
}

/** Returns the index of the first area with bytes in this checkpoint; of the first one if none has some. */
function firstStored(areas: readonly AreaRow[]): number {
  return Math.max(
    0,
    areas.findIndex(({ bytes }) => (bytes["here"] ?? 0) > 0),
  );
}

function Nowhere({
  checkpoint,
  pid,
  route,
  space: { areas },
  at,
}: Props & { readonly space: AddressSpace; readonly at: bigint }): JSX.Element {
  const near = [...new Set([nearest(areas, at, false), nearest(areas, at, true)])];
  return (
    <section class="memory-area" aria-label="Bytes">
      <p role="alert">No area of the process has the address {hexText(at)}.</p>
      {areas.length === 0 ? null : (
        <p>
          The nearest {near.length === 1 ? "is" : "are"}{" "}
          {near.map((address) => (
            <span key={address} class="place">
              <Link to={memoryPlace(checkpoint, pid, address, route)}>{hexText(address)}</Link>{" "}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
