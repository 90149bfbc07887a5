import type { RunLayout } from "criu-images/layouts";
import type { Source } from "../wire/wire.ts";
import { count, type DissectNode, error, type Note, nodeAt, type Place, warn } from "./node.ts";
import { base64 } from "./values.ts";

/** Start of a part, and the notes on it. */
export interface PartStart {
  readonly pos: number;
  readonly place: Place;
  readonly path: string;
  readonly notes: readonly Note[];
}

const SIZES = { bytes: 1, u16: 2, u32: 4, u64: 8 } as const;

/** Describes a part of bytes or integers and its pad, and returns its end. */
export function* runNodes(
  source: Source,
  run: RunLayout,
  length: bigint,
  start: PartStart,
): Generator<DissectNode, number> {
  const left = source.bytes.length - start.pos;
  const needed = length * BigInt(SIZES[run.run]);
  const padding = paddingAfter(needed, run.pad);
  const end = start.pos + (needed > left ? left : Number(needed));
  const noted = { ...start, notes: [...start.notes, ...shortNotes(needed, padding, left)] };
  if (run.run === "bytes" || length === 0n || needed > left) yield bytesNode(source, run, end, noted);
  else yield* integerNodes(source, run, end, noted);
  return yield* paddingNodes(source, padding, end, start);
}

function shortNotes(needed: bigint, padding: number, left: number): Note[] {
  if (needed + BigInt(padding) <= left) return [];
  const padded = padding === 0 ? "" : ` and a pad of ${padding}`;
  return [error(`past the end of the file: ${count(needed, "byte")}${padded} announced, ${left} present`)];
}

function bytesNode(
  { bytes }: Source,
  run: RunLayout,
  end: number,
  { pos, place, path, notes }: PartStart,
): DissectNode {
  // The notation of the table.
  const type = `${run.run}(${run.length})`;
  const value = run.run === "bytes" ? base64(bytes.subarray(pos, end)) : undefined;
  return nodeAt("extra", place, pos, end - pos, notes, { path, type, value });
}

function* integerNodes(
  { view, littleEndian }: Source,
  { run, length }: RunLayout,
  end: number,
  { pos, place, path, notes }: PartStart,
): Generator<DissectNode> {
  const size = SIZES[run];
  for (let at = pos, i = 0; at < end; at += size, i++) {
    const value =
      size === 8
        ? view.getBigUint64(at, littleEndian)
        : size === 4
          ? view.getUint32(at, littleEndian)
          : view.getUint16(at, littleEndian);
    const names = { path: `${path}[${i}]`, type: i === 0 ? `${run}(${length})` : run, value: `${value}` };
    yield nodeAt("extra", place, at, size, i === 0 ? notes : [], names);
  }
}

function paddingAfter(size: bigint, pad = 1): number {
  const over = Number(size % BigInt(pad));
  return over === 0 ? 0 : pad - over;
}

function* paddingNodes(
  { bytes }: Source,
  size: number,
  pos: number,
  { place, path }: PartStart,
): Generator<DissectNode, number> {
  if (size === 0) return pos;
  const end = Math.min(pos + size, bytes.length);
  const notes = bytes.subarray(pos, end).some((byte) => byte !== 0) ? [warn("not all zeros")] : [];
  yield nodeAt("padding", place, pos, end - pos, notes, { path });
  return end;
}
