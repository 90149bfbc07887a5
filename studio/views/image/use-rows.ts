import { useEffect, useMemo, useState } from "preact/hooks";
import type { NodeRow } from "./node-row.ts";
import type { FoundPlace, ImageFacts, WantedPlace } from "./places.ts";
import { type Row, Rows } from "./rows.ts";
import type { Summary } from "./summaries.ts";

/** The chosen place. */
export interface Selected {
  readonly at: number;
  readonly entry: number | undefined;
  /** Node with the place; absent while its entry is read. */
  readonly node: NodeRow | undefined;
  readonly row: number | undefined;
}

/** Rows of an image, with the functions that open and close them. */
export interface ShownRows {
  readonly rows: Rows;
  readonly selected: Selected | undefined;
  readonly summaries: ReadonlyMap<number, Summary>;
  /** Opens or closes a row. */
  readonly toggle: (row: Row) => void;
  /** Returns the offset of a row. */
  readonly offsetOf: (row: Row) => Promise<number>;
  /** Reads the summaries of the rows that are seen. */
  readonly see: (from: number, to: number) => void;
}

/** Questions about the image that is shown. The object is another one if the image is. */
export interface ImageAsk {
  readonly nodes: (entry: number) => Promise<readonly NodeRow[]>;
  readonly at: (place: WantedPlace, signal?: AbortSignal) => Promise<FoundPlace>;
  readonly summaries: (from: number, to: number) => Promise<readonly Summary[]>;
}

/** Keeps the open entries of an image, and finds the chosen place in them. */
export function useRows(ask: ImageAsk, facts: ImageFacts, place: WantedPlace | undefined): ShownRows {
  const [open, setOpen] = useState<ReadonlyMap<number, readonly NodeRow[]>>(new Map());
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [summaries, setSummaries] = useState<ReadonlyMap<number, Summary>>(new Map());
  const [found, setFound] = useState<FoundPlace>();

  const openEntry = async (entry: number): Promise<void> => {
    const nodes = await ask.nodes(entry);
    setOpen((known) => new Map(known).set(entry, nodes));
  };

  useEffect(() => {
    // An image with one entry has nothing to choose from.
    if (facts.entries === 1) void openEntry(0);
  }, [facts]);

  useEffect(() => {
    setSummaries(new Map());
    for (const entry of open.keys()) void openEntry(entry);
  }, [ask]);

  useEffect(() => {
    if (place === undefined) return setFound(undefined);
    const controller = new AbortController();
    void ask
      .at(place, controller.signal)
      .then((next) => {
        const { entry, nodes, isStart } = next;
        // The row of an entry is visible without its nodes.
        if (entry !== undefined && !isStart) setOpen((known) => new Map(known).set(entry, nodes));
        setFound(next);
      })
      .catch(() => undefined);
    return () => controller.abort();
  }, [place?.offset, place?.entry, place?.path, ask]);

  const rows = useMemo(() => new Rows(facts.before, facts.entries, open, closed), [facts, open, closed]);
  const selected = useMemo(() => found && selectedAt(rows, facts, found), [rows, found]);

  const toggle = (row: Row): void => {
    if (row.node !== undefined) {
      const { offset } = row.node;
      setClosed(
        (known) => new Set(known.has(offset) ? [...known].filter((one) => one !== offset) : [...known, offset]),
      );
    } else if (row.isOpen) setOpen((known) => new Map([...known].filter(([entry]) => entry !== row.entry)));
    else void openEntry(row.entry);
  };
  const offsetOf = async (row: Row): Promise<number> =>
    row.node?.offset ?? open.get(row.entry ?? 0)?.[0]?.offset ?? (await ask.at({ entry: row.entry ?? 0 })).offset;
  const see = (from: number, to: number): void => {
    const wanted = Array.from({ length: to - from }, (_, i) => rows.at(from + i)?.entry ?? -1);
    const missing = wanted.filter((entry) => entry >= 0 && !summaries.has(entry));
    if (missing.length === 0) return;
    const first = Math.min(...missing);
    void ask
      .summaries(first, Math.max(...missing) + 1)
      .then((more) => setSummaries((known) => withMore(known, first, more)))
      .catch(() => undefined);
  };
  return { rows, selected, summaries, toggle, offsetOf, see };
}

/** Number of summaries that are kept. */
const MOST = 5000;

function withMore(
  known: ReadonlyMap<number, Summary>,
  first: number,
  more: readonly Summary[],
): ReadonlyMap<number, Summary> {
  const all = new Map(known.size > MOST ? [] : known);
  for (const [i, one] of more.entries()) all.set(first + i, one);
  return all;
}

function selectedAt(rows: Rows, { before }: ImageFacts, { offset, entry, nodes }: FoundPlace): Selected {
  // The deepest node that has the place, even if its row is not visible.
  const node = (entry === undefined ? before : nodes).findLast(
    (one) => one.offset <= offset && offset < Math.max(one.end, one.offset + 1),
  );
  return { at: offset, entry, node, row: rows.rowAt(entry, offset) };
}
