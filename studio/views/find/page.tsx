import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Found } from "../../../inspect/find/found.ts";
import { CopyAs } from "../../parts/copy-as.tsx";
import { Gauge } from "../../parts/gauge.tsx";
import { LinkList } from "../../parts/link-list.tsx";
import { countText, visible } from "../../parts/text.ts";
import { type Growing, useParts } from "../../parts/use-parts.ts";
import { go } from "../../state/studio.ts";
import { useAsk } from "../ask.ts";
import type { View, ViewProps } from "../view.ts";
import type { FindEnd } from "./found.ts";
import { MemoryLinks } from "./memory-links.tsx";
import { contentOf, routeTo, titleOf } from "./place.ts";

/** One search over names, paths, addresses and numbers of a checkpoint. */
export const findView: View = { name: "find", title: "Find", Page: FindPage };

/** Height of a place, in pixels. */
const ROW = 40;

/** Lets the list be as high as its places, or as the room that is left; at least some of them are seen. */
function heightOf(places: number): { readonly flexBasis: string; readonly minHeight: string } {
  const height = `${places * ROW + 2}px`;
  return { flexBasis: height, minHeight: `min(14rem, ${height})` };
}

function FindPage({ checkpoint: { name }, route }: ViewProps): JSX.Element {
  const ask = useAsk(name);
  const { growing, run, cancel } = useParts<Found, FindEnd>();
  const query = route.query["q"] ?? "";
  useEffect(() => {
    if (query !== "") run((asking) => ask("find.everywhere", { query }, asking));
  }, [name, query]);
  return (
    <div class="find-page">
      <h1>Find</h1>
      <FindForm key={query} query={query} start={(q) => go({ ...route, query: { q } })} />
      {growing.state === "running" ? <Gauge label="Searching" progress={growing.progress} cancel={cancel} /> : null}
      {query === "" ? <Hints /> : <Status query={query} growing={growing} />}
      {growing.items.length === 0 ? null : (
        <div class="find-results" style={heightOf(growing.items.length)}>
          <LinkList
            label="Places"
            count={growing.items.length}
            rowHeight={ROW}
            row={(i) => {
              const found = growing.items[i];
              return found && { to: routeTo(name, found), content: <FoundLine found={found} /> };
            }}
          />
        </div>
      )}
      {growing.state === "done" && growing.items.length > 0 ? (
        <CopyAs key={query} place="the search" load={() => ask("find.forms", { query })} />
      ) : null}
      {query === "" ? null : <MemoryLinks checkpoint={name} pattern={query} />}
    </div>
  );
}

function FindForm({ query, start }: { readonly query: string; readonly start: (query: string) => void }): JSX.Element {
  const id = useId();
  const [text, setText] = useState(query);
  const submit = (event: Event): void => {
    event.preventDefault();
    start(text.trim());
  };
  return (
    <form class="search-line" onSubmit={submit}>
      <label for={id} class="hidden">
        Name, path, address or number
      </label>
      <input
        id={id}
        type="search"
        value={text}
        required
        placeholder="name, path, address or number"
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit">Find</button>
    </form>
  );
}

function Hints(): JSX.Element {
  return (
    <ul class="quiet hints">
      <li>
        A text, such as a part of a path, a host or a command: in names of files, processes and all fields of images.
      </li>
      <li>A number, such as a pid, an inode, a port or an id: fields with exactly this value.</li>
      <li>An address, such as 0x7ffd1000: the areas of memory that have it.</li>
    </ul>
  );
}

function Status({
  query,
  growing,
}: {
  readonly query: string;
  readonly growing: Growing<Found, FindEnd>;
}): JSX.Element {
  const { state, error, end } = growing;
  return (
    <>
      <p class={state === "failed" ? "failed" : "quiet"} role="status">
        {state === "failed" ? error?.message : statusOf(query, growing)}
      </p>
      {end?.unsearched.map(({ file, offset, reason }) => (
        <p key={`${file} ${offset}`} class="failed">
          {visible(file)} was not searched{offset === 0 ? "" : ` from byte ${offset} on`}: {visible(reason)}
        </p>
      ))}
    </>
  );
}

function statusOf(query: string, { state, items, end }: Growing<Found, FindEnd>): string {
  const count = countText(items.length, "place");
  if (state === "running") return items.length === 0 ? "Searching…" : `${count} so far`;
  if (state === "cancelled") return `Cancelled after ${count}.`;
  if (end?.more) return `The first ${count} of ${visible(query)}: the search stopped there.`;
  return items.length === 0 ? `Nothing has ${visible(query)}.` : `${count} of ${visible(query)}.`;
}

function FoundLine({ found }: { readonly found: Found }): JSX.Element {
  return (
    <>
      <b class="line">{visible(titleOf(found))}</b>
      <span class="line mono hit quiet">{visible(contentOf(found))}</span>
    </>
  );
}
