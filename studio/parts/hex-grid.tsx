import type { JSX } from "preact";
import { useCallback, useId } from "preact/hooks";
import { useNarrow } from "./use-narrow.ts";
import { VirtualList } from "./virtual-list.tsx";

/** Bytes in a row, and in one of a phone. */
const WIDTH = 16;
const NARROW_WIDTH = 8;

/** Height of a row, in pixels; the style sheet has it, too. */
const ROW_HEIGHT = 20;

/** Properties of a grid of bytes. Offsets count from its first byte. */
export interface HexGridProps {
  readonly label: string;
  /** Number of bytes. */
  readonly size: number;
  /** Number that is shown for the first byte; 0 by default. */
  readonly base?: bigint;
  /** Chosen byte. */
  readonly at: number | undefined;
  /** Bytes that are lit up. */
  readonly range: readonly [from: number, to: number] | undefined;
  /** Returns the class of a byte by its meaning. */
  readonly toneAt?: (offset: number) => string;
  /** Returns a byte; `undefined` if it has not been read yet. */
  readonly byteAt: (offset: number) => number | undefined;
  /** Returns the text of a row without bytes; `undefined` if the row has bytes. */
  readonly noteAt?: (from: number, to: number) => string | undefined;
  /** Returns whether the word with a byte can be followed. */
  readonly isLink?: (offset: number) => boolean;
  /** Is called with the bytes that are seen. Its identity changes if they have to be read again. */
  readonly need: (from: number, to: number) => void;
  /** Is called with the chosen byte, which the arrow keys can move beyond the ends. */
  readonly select: (offset: number, replace?: boolean) => void;
  /** Is called if Enter is pressed. */
  readonly follow?: () => void;
}

/**
 * Bytes in hexadecimal and as text, after the ARIA pattern of a grid. That is a table with the role `grid`, which one rule
 * of the linter asks for and another one refuses: biome.json turns the second off for this file.
 */
export function HexGrid(props: HexGridProps): JSX.Element {
  const { label, size, at, need, select, follow } = props;
  const id = useId();
  const width = useNarrow() ? NARROW_WIDTH : WIDTH;
  const onRows = useCallback((from: number, to: number) => need(from * width, to * width), [need, width]);
  const keys = (event: KeyboardEvent): void => {
    const next = offsetFor(event.key, at ?? 0, width);
    if (next !== undefined) select(next, true);
    else if (event.key === "Enter" && follow !== undefined) follow();
    else return;
    event.preventDefault();
  };
  const click = ({ target }: Event): void => {
    const clicked = (target as Element).closest<HTMLElement>("[data-at]")?.dataset["at"];
    if (clicked !== undefined) select(Number(clicked));
  };
  const count = Math.ceil(size / width);
  return (
    <VirtualList
      count={count}
      rowHeight={ROW_HEIGHT}
      shown={at === undefined ? undefined : Math.floor(at / width)}
      onRows={onRows}
      wrap={(rows) => (
        <table
          role="grid"
          class="hex"
          aria-label={label}
          aria-rowcount={count}
          aria-activedescendant={at === undefined ? undefined : `${id}-${at}`}
          tabIndex={0}
          onKeyDown={keys}
          onClick={click}
        >
          <tbody>{rows}</tbody>
        </table>
      )}
      render={(row) => <HexRow key={row} {...{ id, row, width }} grid={props} />}
    />
  );
}

interface RowProps {
  readonly id: string;
  readonly row: number;
  /** Number of bytes of a whole row. */
  readonly width: number;
  readonly grid: HexGridProps;
}

function HexRow({
  id,
  row,
  width,
  grid: { size, base = 0n, at, range, toneAt, byteAt, noteAt, isLink },
}: RowProps): JSX.Element {
  const start = row * width;
  const note = noteAt?.(start, start + width);
  const offsets = Array.from({ length: Math.min(width, size - start) }, (_, i) => start + i);
  const classOf = (offset: number): string => {
    const isIn = range !== undefined && range[0] <= offset && offset < range[1];
    const own = offset === at ? "at" : isIn ? "in" : (toneAt?.(offset) ?? "");
    return isLink?.(offset) ? `${own} link` : own;
  };
  return (
    <tr aria-rowindex={row + 1}>
      <th scope="row">{(base + BigInt(start)).toString(16).padStart(digitsOf(base, size), "0")}</th>
      {note === undefined ? (
        <>
          {offsets.map((offset) => (
            <td key={offset} id={`${id}-${offset}`} data-at={offset} class={classOf(offset)}>
              {byteAt(offset)?.toString(16).padStart(2, "0") ?? "··"}
            </td>
          ))}
          {offsets.length === width ? null : <td colSpan={width - offsets.length} />}
          <td class="text">
            {offsets.map((offset) => (
              <span key={offset} data-at={offset} class={classOf(offset)}>
                {textOf(byteAt(offset))}
              </span>
            ))}
          </td>
        </>
      ) : (
        <Missing {...{ id, at, start, width, note }} />
      )}
    </tr>
  );
}

/** Row without bytes. Its cell stands for all of them. */
function Missing({
  id,
  at,
  start,
  width,
  note,
}: {
  readonly id: string;
  readonly at: number | undefined;
  readonly start: number;
  readonly width: number;
  readonly note: string;
}): JSX.Element {
  const isChosen = at !== undefined && at >= start && at < start + width;
  const chosen = isChosen ? at : start;
  return (
    <td id={`${id}-${chosen}`} data-at={start} class={isChosen ? "missing in" : "missing"} colSpan={width + 1}>
      <span>{note}</span>
    </td>
  );
}

function digitsOf(base: bigint, size: number): number {
  return Math.max(8, (base + BigInt(size)).toString(16).length);
}

function textOf(byte: number | undefined): string {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}

/** Rows that a page key moves. */
const PAGE = 24;

/** Returns the byte that a key leads to; `undefined` if it means nothing in a grid. */
function offsetFor(key: string, at: number, width: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: width,
    ArrowUp: -width,
    PageDown: width * PAGE,
    PageUp: -width * PAGE,
    Home: -(at % width),
    End: width - 1 - (at % width),
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return step === undefined ? undefined : at + step;
}
