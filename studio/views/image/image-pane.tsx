import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Show } from "../../parts/answer.tsx";
import { CopyAs } from "../../parts/copy-as.tsx";
import { countText, sizeText, visible } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import { go } from "../../state/studio.ts";
import { useAnswer, useAsk } from "../ask.ts";
import { EntryTree } from "./entry-tree.tsx";
import { FieldPane } from "./field-pane.tsx";
import { HexPane } from "./hex-pane.tsx";
import type { ImageFacts, WantedPlace } from "./places.ts";
import { type ImageAsk, type Selected, useRows } from "./use-rows.ts";

interface Props {
  readonly checkpoint: string;
  readonly file: string;
  readonly route: Route;
}

/** One image: its entries beside its bytes, and the facts about the chosen field. */
export function ImagePane({ checkpoint, file, route }: Props): JSX.Element {
  const opened = useAnswer(checkpoint, "image.open", { file });
  return (
    <Show answered={opened} what={file}>
      {(facts) => <OpenPane {...{ checkpoint, file, route, facts }} />}
    </Show>
  );
}

function OpenPane({ checkpoint, file, route, facts }: Props & { readonly facts: ImageFacts }): JSX.Element {
  const ask = useAsk(checkpoint);
  const place = placeOf(route);
  const rows = useRows(useImageAsk(checkpoint, file), facts, place);
  const select = (offset: number, replace = false): void =>
    go({ ...route, path: [file], query: { at: `0x${offset.toString(16)}` } }, { replace });
  const entry = rows.selected?.entry;
  const entryName = entry === undefined ? "the image" : `entry ${entry}`;
  return (
    <div class="image-pane">
      <header class="image-head">
        <h2>{visible(file)}</h2>
        <p>{headline(facts)}</p>
        {facts.about === "" ? null : <p class="quiet">{facts.about}</p>}
        {facts.bytesOnly === undefined ? (
          <CopyAs
            key={entry}
            place={entryName}
            load={() => ask("image.forms", { file, ...(entry !== undefined && { entry }) })}
          />
        ) : (
          <p class="note">{facts.bytesOnly}</p>
        )}
      </header>
      {facts.bytesOnly === undefined ? <EntryTree rows={rows} file={file} select={select} /> : null}
      {rows.selected?.node === undefined ? null : (
        <FieldPane {...{ checkpoint, file, node: rows.selected.node, entry: rows.selected.entry }} />
      )}
      <HexPane
        {...{ checkpoint, file, size: facts.size, select }}
        // The grid moves at once, and does not wait for the row with the byte.
        at={place?.offset === undefined ? rows.selected?.at : Math.min(place.offset, Math.max(0, facts.size - 1))}
        range={rangeOf(rows.selected)}
      />
    </div>
  );
}

/** Sums up an image in one line. */
export function headline({ image, entries, size, since }: ImageFacts): string {
  const name = image ?? "no image that the schema knows";
  const count = entries === 0 ? [] : [countText(entries, "entry", "entries")];
  const release = typeof since === "string" ? [`since ${since}`] : [];
  return [name, ...count, sizeText(size), ...release].join(" · ");
}

/** Returns the questions about an image of a checkpoint. */
function useImageAsk(checkpoint: string, file: string): ImageAsk {
  const ask = useAsk(checkpoint);
  return useMemo(
    () => ({
      nodes: (entry) => ask("image.nodes", { file, entry }),
      at: (place, signal) => ask("image.at", { file, ...place }, { signal }),
      summaries: (from, to) => ask("image.summaries", { file, from, to }),
    }),
    [ask, file],
  );
}

/** Returns the bytes of the chosen node. */
export function rangeOf(selected: Selected | undefined): readonly [from: number, to: number] | undefined {
  if (selected?.node === undefined) return undefined;
  return [selected.node.offset, selected.node.end];
}

/** Place in the image that a route names: an offset, or an entry and a path in it. */
function placeOf({ query }: Route): WantedPlace | undefined {
  const { at, entry, path } = query;
  if (at !== undefined && /^(?:0x[\da-f]{1,13}|\d{1,15})$/i.test(at)) return { offset: Number(at) };
  const place = {
    ...(entry !== undefined && /^\d{1,9}$/.test(entry) && { entry: Number(entry) }),
    ...(path !== undefined && { path }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}
