import type { Bytes } from "../../bytes/bytes.ts";
import { Pieces } from "../../bytes/pieces.ts";
import { SourceError } from "../error.ts";
import { BLOCK, damaged, numberAt } from "./header.ts";
import { nameText } from "./name.ts";
import { decimal, paxNumber, SPARSE_MAP } from "./pax.ts";

/* Sparse files in the four forms of GNU tar: old headers, and extended headers of version 0.0, 0.1 and 1.0. */

/** A sparse file. */
export interface Sparse {
  /** Number of bytes, with those in gaps. */
  readonly size: number;
  readonly pieces: Pieces;
}

/** Place of a sparse file in an archive. */
export interface SparsePlace {
  readonly bytes: Bytes;
  /** Place of the header, for errors. */
  readonly offset: number;
  /** Place behind the header. */
  readonly start: number;
  /** Number of bytes behind the header. */
  readonly stored: number;
  /** Number of pieces that the archive may still have. */
  readonly room: { pieces: number };
}

/** Largest number of pieces of all sparse files of an archive. */
export const PIECES: number = 1 << 20;

/**
 * Reads the extended header of a sparse file.
 *
 * @returns `undefined` if it is not that of a sparse file
 * @throws {SourceError} `damaged`, `unsupported`
 * @see GNU tar's manual, Storing Sparse Files
 */
export async function paxSparse(
  place: SparsePlace,
  records: ReadonlyMap<string, Uint8Array>,
): Promise<Sparse | undefined> {
  const { offset } = place;
  const major = paxNumber(records, "GNU.sparse.major", offset);
  if (major === undefined && !records.has(SPARSE_MAP)) return undefined;
  const size = paxNumber(records, "GNU.sparse.realsize", offset) ?? paxNumber(records, "GNU.sparse.size", offset);
  if (size === undefined) throw damaged("a sparse file has no size", offset);
  if (major === undefined || major === 0) {
    const map = nameText(records.get(SPARSE_MAP) ?? new Uint8Array());
    const numbers = map === "" ? [] : map.split(",").map((text) => decimal(text, offset));
    return { size, pieces: piecesOf(numbers, size, place) };
  }
  if (major !== 1) {
    const what = `offset ${offset}: a sparse file of GNU's form ${major}`;
    throw new SourceError("unsupported", `${what}: pack the files again with \`tar --format=pax\``);
  }
  const { numbers, size: map } = await mapInFront(place);
  const content = { ...place, start: place.start + map, stored: place.stored - map };
  return { size, pieces: piecesOf(numbers, size, content) };
}

/** Reads the map in front of the content: the number of pieces, then place and size of each, a line a number. */
async function mapInFront({ bytes, offset, start, stored }: SparsePlace): Promise<{ numbers: number[]; size: number }> {
  const numbers: number[] = [];
  let rest = "";
  for (let at = start; at < start + stored; at += BLOCK) {
    const lines = (rest + nameText(await bytes.read(at, at + BLOCK))).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (numbers.length > 0 && numbers.length > 2 * (numbers[0] ?? 0)) break;
      numbers.push(decimal(line, offset));
    }
    if ((numbers[0] ?? 0) > PIECES || rest.length > BLOCK) break;
    if (numbers.length === 1 + 2 * (numbers[0] ?? 0)) return { numbers: numbers.slice(1), size: at + BLOCK - start };
  }
  throw damaged("the map of a sparse file is not valid", offset);
}

/**
 * Reads the old header of a sparse file: four pieces in it, the others in blocks behind it.
 *
 * @returns also the place behind these blocks
 * @throws {SourceError} `damaged`
 */
export async function oldSparse(place: SparsePlace, header: Uint8Array): Promise<Sparse & { readonly start: number }> {
  const { bytes, offset } = place;
  const size = numberAt(header, 483, 12);
  if (size === undefined || !Number.isSafeInteger(size))
    throw damaged("the size of a sparse file is not valid", offset);
  const numbers = numbersIn(header, 386, 4);
  let start = place.start;
  for (let more = header[482]; more !== 0 && numbers.length <= 2 * PIECES; ) {
    const block = await bytes.read(start, start + BLOCK);
    if (block.length < BLOCK) throw damaged("the map of a sparse file is cut", offset);
    numbers.push(...numbersIn(block, 0, 21));
    more = block[504];
    start += BLOCK;
  }
  return { size, pieces: piecesOf(numbers, size, { ...place, start }), start };
}

/** Reads pairs of place and size up to the first empty one. */
function numbersIn(block: Uint8Array, start: number, count: number): number[] {
  const numbers: number[] = [];
  for (let at = start; at < start + count * 24 && block[at] !== 0; at += 24) {
    numbers.push(numberAt(block, at, 12) ?? Number.NaN, numberAt(block, at + 12, 12) ?? Number.NaN);
  }
  return numbers;
}

/** Checks that pieces follow each other within the file, and have no more bytes than are stored. */
function piecesOf(numbers: readonly number[], size: number, { start, stored, offset, room }: SparsePlace): Pieces {
  const pieces = new Pieces();
  let from = start;
  room.pieces -= numbers.length / 2;
  if (room.pieces < 0) throw new SourceError("too-large", `the sparse files have more than ${PIECES} pieces`);
  for (let i = 0; i < numbers.length; i += 2) {
    const [at = 0, length = Number.NaN] = [numbers[i], numbers[i + 1]];
    if (!(at >= pieces.end && length >= 0 && at + length <= size)) {
      throw damaged("the pieces of a sparse file overlap, or go beyond its end", offset);
    }
    if (length > 0) pieces.add(at, from, length);
    from += length;
  }
  if (from > start + stored) throw damaged("a sparse file has more bytes than are stored", offset);
  return pieces;
}
