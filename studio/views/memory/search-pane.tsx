import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CopyAs } from "../../parts/copy-as.tsx";
import { Gauge } from "../../parts/gauge.tsx";
import { LinkList } from "../../parts/link-list.tsx";
import { countText } from "../../parts/text.ts";
import { type Growing, useParts } from "../../parts/use-parts.ts";
import type { Route } from "../../route/route.ts";
import { go } from "../../state/studio.ts";
import { useAsk } from "../ask.ts";
import type { AddressSpace, AreaRow } from "./areas.ts";
import { searchForms } from "./forms.ts";
import type { Wanted } from "./pattern.ts";
import { memoryPlace } from "./route.ts";
import type { Hit, SearchEnd } from "./search.ts";
import { SearchForm } from "./search-form.tsx";

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
  readonly space: AddressSpace;
  /** Chosen area, which a search can be limited to. */
  readonly area: AreaRow | undefined;
}

/** Searches the memory of a process. The fragment has the search, which starts with its button alone. */
export function SearchPane({ checkpoint, pid, route, space: { areas }, area }: Props): JSX.Element {
  const ask = useAsk(checkpoint);
  const { growing, run, cancel } = useParts<Hit, SearchEnd>();
  const [inArea, setInArea] = useState(false);
  const [made, setMade] = useState<Wanted>();
  const start = (wanted: Wanted): void => {
    const { form, pattern } = wanted;
    setMade(wanted);
    go({ ...route, query: { ...route.query, form, find: pattern } }, { replace: true });
    const to = areas.at(-1)?.end ?? 0n;
    const range = inArea && area !== undefined ? { from: area.start, to: area.end } : { from: 0n, to };
    run((asking) => ask("memory.find", { pid, wanted, ...range }, asking));
  };
  return (
    <section class="memory-search" aria-label="Search">
      <SearchForm query={route.query} start={start} inArea={inArea} setInArea={setInArea} />
      {growing.state === "running" ? <Gauge label="Searching" progress={growing.progress} cancel={cancel} /> : null}
      <p class={growing.state === "failed" ? "failed" : "quiet"} role="status">
        {statusOf(growing)}
      </p>
      {made === undefined ? null : (
        <CopyAs
          key={`${made.form} ${made.pattern}`}
          place="the search"
          load={async () =>
            searchForms(
              checkpoint,
              pid,
              made,
              growing.items.map(({ address }) => address),
            )
          }
        />
      )}
      {growing.items.length === 0 ? null : (
        <LinkList
          label="Places"
          count={growing.items.length}
          rowHeight={40}
          row={(i) => {
            const hit = growing.items[i];
            return hit && { to: memoryPlace(checkpoint, pid, hit.address, route), content: <HitLine hit={hit} /> };
          }}
        />
      )}
    </section>
  );
}

function statusOf({ state, items, end, error }: Growing<Hit, SearchEnd>): string {
  const count = countText(items.length, "place");
  if (state === "failed") return error?.message ?? "";
  if (state === "cancelled") return `Cancelled after ${count}.`;
  if (state === "running") return items.length === 0 ? "" : `${count} so far`;
  if (state === "idle") return "";
  return end?.more ? `The first ${count}: the search stopped there.` : `${count}.`;
}

function HitLine({ hit: { address, before, text, after } }: { readonly hit: Hit }): JSX.Element {
  return (
    <>
      <b class="mono line">{address.toString(16)}</b>
      <span class="line mono hit">
        <span class="quiet">{before}</span>
        <mark>{text}</mark>
        <span class="quiet">{after}</span>
      </span>
    </>
  );
}
