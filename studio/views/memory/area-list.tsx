import type { JSX } from "preact";
import { LinkList } from "../../parts/link-list.tsx";
import { countText, sizeText, visible } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import type { AddressSpace, AreaRow } from "./areas.ts";
import { KINDS } from "./picture.ts";
import { memoryPlace } from "./route.ts";

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
  readonly space: AddressSpace;
  /** Index of the chosen area. */
  readonly chosen: number;
}

/** Areas of a process as a list. */
export function AreaList({ checkpoint, pid, route, space: { areas }, chosen }: Props): JSX.Element {
  return (
    <section class="memory-areas" aria-label="Areas">
      <h2>{countText(areas.length, "area")}</h2>
      <LinkList
        label="Areas of memory"
        count={areas.length}
        rowHeight={40}
        shown={chosen < 0 ? undefined : chosen}
        row={(i) => {
          const area = areas[i];
          if (area === undefined) return undefined;
          return {
            to: memoryPlace(checkpoint, pid, area.start, route),
            current: i === chosen,
            content: <AreaLine area={area} />,
          };
        }}
      />
    </section>
  );
}

function AreaLine({ area: { start, end, protection, name, bytes } }: { readonly area: AreaRow }): JSX.Element {
  const size = Number(end - start);
  const kinds = KINDS.filter((kind) => (bytes[kind] ?? 0) > 0);
  return (
    <>
      <span class="line">
        <b class="mono">{start.toString(16)}</b> <span class="quiet mono">{protection}</span>
        <span class="quiet end">{sizeText(size)}</span>
      </span>
      <span class="line">
        <span class="name">{name === undefined ? "anonymous" : visible(shortName(name))}</span>
        <span class="share" aria-hidden="true">
          {kinds.map((kind) => (
            <span key={kind} class={kind} style={{ flexGrow: (bytes[kind] ?? 0) / size }} />
          ))}
        </span>
      </span>
    </>
  );
}

/** Shortens a path to its last step. */
function shortName(name: string): string {
  return name.startsWith("/") ? name.slice(name.lastIndexOf("/") + 1) || name : name;
}
