import type { JSX } from "preact";
import { HexGrid } from "../../parts/hex-grid.tsx";
import { hexText, sizeText, visible } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import { go } from "../../state/studio.ts";
import type { AddressSpace, AreaRow } from "./areas.ts";
import { CellStrip } from "./cell-strip.tsx";
import { KIND_NAMES } from "./kind-names.ts";
import type { ReadPiece } from "./pieces.ts";
import { nearest, pointerAt } from "./place.ts";
import { memoryPlace } from "./route.ts";
import { useMemory } from "./use-memory.ts";
import { WordPane } from "./word-pane.tsx";

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
  readonly space: AddressSpace;
  readonly area: AreaRow;
  /** Chosen address in the area. */
  readonly at: bigint | undefined;
}

/** One area: where its pages are, and its bytes. */
export function AreaPane({ checkpoint, pid, route, space, area, at }: Props): JSX.Element {
  const { areas, pageSize, wordSize } = space;
  const { start, end, protection, name, offset } = area;
  const size = Number(end - start);
  const { byteAt, pieceAt, need, problem } = useMemory(checkpoint, pid, area);
  const chosen = at === undefined ? undefined : Number(at - start);
  const to = (address: bigint, replace = false): void => go(memoryPlace(checkpoint, pid, address, route), { replace });
  const select = (next: number, replace?: boolean): void =>
    to(nearest(areas, start + BigInt(next), next >= size), replace);
  const pointer = chosen === undefined ? undefined : pointerAt(space, byteAt, chosen);
  const isLink = (byte: number): boolean => pointerAt(space, byteAt, byte - (byte % wordSize)) !== undefined;
  const noteAt = (from: number, to: number): string | undefined =>
    noteOf(pieceAt(from), {
      isFirst: from % pageSize === 0 || (chosen !== undefined && from <= chosen && chosen < to),
      isNamed: from % (NOTED * (to - from)) === 0,
    });
  return (
    <section class="memory-area" aria-label="Bytes">
      <header>
        <h2>{visible(name ?? "anonymous memory")}</h2>
        <p class="quiet">
          <span class="mono">
            {hexText(start)}–{hexText(end)} {protection}
          </span>{" "}
          {sizeText(size)}
          {offset === undefined ? "" : `, from offset ${hexText(offset)} on`}
        </p>
      </header>
      <CellStrip {...{ checkpoint, pid, route, area, pageSize }} />
      {problem === undefined ? null : (
        <p class="failed" role="alert">
          {problem}
        </p>
      )}
      <div class="memory-hex">
        <HexGrid
          label={`Bytes of ${visible(name ?? "anonymous memory")}`}
          {...{ size, base: start, at: chosen, byteAt, noteAt, isLink, need, select }}
          range={chosen === undefined ? undefined : [chosen, chosen + wordSize]}
          follow={() => pointer !== undefined && to(pointer)}
        />
      </div>
      {at === undefined ? (
        <p class="quiet word-pane">
          Choose a byte to see its word. Underlined words point into an area: Enter follows one.
        </p>
      ) : (
        <WordPane {...{ checkpoint, pid, route, space, area, at, byteAt, pointer }} piece={pieceAt(chosen ?? 0)} />
      )}
    </section>
  );
}

/** Rows from one source to the next: any window shows one. */
const NOTED = 16;

/** Returns the text of a row whose bytes are missing: the reason in the first row of a page, and the source in some others. */
function noteOf(
  piece: ReadPiece | undefined,
  { isFirst, isNamed }: { readonly isFirst: boolean; readonly isNamed: boolean },
): string | undefined {
  if (piece?.reason === undefined) return undefined;
  if (isFirst) return visible(piece.reason);
  return isNamed ? `· ${KIND_NAMES[piece.kind] ?? piece.kind}` : "·";
}
