import type { JSX } from "preact";
import { CopyAs } from "../../parts/copy-as.tsx";
import { Link } from "../../parts/link.tsx";
import { hexText, visible } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import type { AddressSpace, AreaRow } from "./areas.ts";
import { bytesForms } from "./forms.ts";
import { KIND_NAMES } from "./kind-names.ts";
import type { ReadPiece } from "./pieces.ts";
import { areaAt, wordOf } from "./place.ts";
import { memoryPlace } from "./route.ts";

interface Props {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
  readonly space: AddressSpace;
  readonly area: AreaRow;
  readonly at: bigint;
  readonly byteAt: (offset: number) => number | undefined;
  /** Piece with the chosen byte, once it has been read. */
  readonly piece: ReadPiece | undefined;
  /** Address that the chosen word has, if it lies in an area. */
  readonly pointer: bigint | undefined;
}

/** Facts about the chosen byte and the word that begins with it. */
export function WordPane(props: Props): JSX.Element {
  const { checkpoint, pid, area, at, piece } = props;
  const { offset, start } = area;
  return (
    <section class="word-pane" aria-label="Chosen word">
      <dl class="facts">
        <Fact label="Address">
          <span class="mono">{hexText(at)}</span>
          {offset === undefined ? "" : `, ${hexText(offset + at - start)} of the file or segment`}
        </Fact>
        <Fact label="Source">
          {piece === undefined ? "" : (piece.reason && visible(piece.reason)) || KIND_NAMES[piece.kind]}
        </Fact>
        {piece?.bytes === undefined ? null : <Values {...props} />}
      </dl>
      <CopyAs key={`${at}`} place="the bytes" load={async () => bytesForms(checkpoint, pid, at, knownBytes(props))} />
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: unknown }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children as JSX.Element}</dd>
    </div>
  );
}

/** Bytes from the chosen one on that are copied, and longest text that is shown. */
const COPIED = 256;
const LONGEST = 96;

/** Returns the bytes from the chosen one on, up to the first that is missing or was not read. */
function knownBytes({ area, at, byteAt }: Props, most = COPIED): number[] {
  const from = Number(at - area.start);
  const bytes = Array.from({ length: most }, (_, i) => byteAt(from + i));
  const gap = bytes.indexOf(undefined);
  return (gap < 0 ? bytes : bytes.slice(0, gap)) as number[];
}

function Values(props: Props): JSX.Element {
  const { checkpoint, pid, route, space, pointer } = props;
  const { wordSize, littleEndian, areas } = space;
  const known = knownBytes(props, LONGEST);
  const number = (size: number): string => (known.length < size ? "" : `${wordOf(known.slice(0, size), littleEndian)}`);
  const word = known.length < wordSize ? undefined : wordOf(known.slice(0, wordSize), littleEndian);
  const end = known.findIndex((byte) => byte < 0x20 || byte > 0x7e);
  const text = String.fromCharCode(...(end < 0 ? known : known.slice(0, end)));
  return (
    <>
      <Fact label="Word">
        <span class="mono">{word === undefined ? "not read as a whole" : hexText(word)}</span>
        {pointer === undefined ? null : (
          <>
            {" → "}
            <Link to={memoryPlace(checkpoint, pid, pointer, route)}>
              {visible(areas[areaAt(areas, pointer)]?.name ?? "anonymous memory")} + {hexText(offsetOf(areas, pointer))}
            </Link>
          </>
        )}
      </Fact>
      <Fact label="Numbers">
        {[1, 2, 4, 8].map((size) => (
          <span key={size} class="value">
            <span class="quiet">u{8 * size}</span> {number(size)}{" "}
          </span>
        ))}
      </Fact>
      {text.length < 2 ? null : (
        <Fact label="Text">
          <span class="mono">{text}</span>
        </Fact>
      )}
    </>
  );
}

function offsetOf(areas: readonly AreaRow[], address: bigint): bigint {
  return address - (areas[areaAt(areas, address)]?.start ?? 0n);
}
