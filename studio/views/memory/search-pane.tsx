import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
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
import { FORMS, type Form, formOf, type Wanted } from "./pattern.ts";
import { memoryPlace } from "./route.ts";
import type { Hit, SearchEnd } from "./search.ts";

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
    </section>
  );
}

const TITLES: Readonly<Record<Form, string>> = {
  text: "Text",
  bytes: "Bytes",
  regex: "Regular expression",
  strings: "Strings",
};

const HINTS: Readonly<Record<Form, string>> = {
  text: "a text in UTF-8",
  bytes: "7f 45 4c 46",
  regex: "key=[0-9]+",
  strings: "all, or those with this",
};

function SearchForm({
  query,
  start,
  inArea,
  setInArea,
}: {
  readonly query: Route["query"];
  readonly start: (wanted: Wanted) => void;
  readonly inArea: boolean;
  readonly setInArea: (is: boolean) => void;
}): JSX.Element {
  const id = useId();
  const [form, setForm] = useState(formOf(query["form"]));
  const [pattern, setPattern] = useState(query["find"] ?? "");
  const submit = (event: Event): void => {
    event.preventDefault();
    start({ form, pattern });
  };
  return (
    <form onSubmit={submit}>
      <h2>Search</h2>
      <div class="search-line">
        <label for={`${id}-form`} class="hidden">
          Form
        </label>
        <select id={`${id}-form`} value={form} onChange={({ currentTarget }) => setForm(formOf(currentTarget.value))}>
          {FORMS.map((one) => (
            <option key={one} value={one}>
              {TITLES[one]}
            </option>
          ))}
        </select>
        <input
          type="search"
          class="mono"
          aria-label="Pattern"
          value={pattern}
          placeholder={HINTS[form]}
          autocomplete="off"
          spellcheck={false}
          required={form !== "strings"}
          onInput={({ currentTarget }) => setPattern(currentTarget.value)}
        />
        <button type="submit">Search</button>
      </div>
      <label>
        <input type="checkbox" checked={inArea} onChange={({ currentTarget }) => setInArea(currentTarget.checked)} />{" "}
        only in the chosen area
      </label>
    </form>
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
