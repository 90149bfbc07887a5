// Copied by critgen 0.1.0 from its runtime: do not edit.

import { checkBytes, checkOptions } from "./checks.ts";
import type { ImageDescriptor } from "./descriptor.ts";
import { hex32, ImageError, type ImageErrorDetails } from "./errors.ts";
import { headName, swap, wordText } from "./framing.ts";
import { parseName } from "./names.ts";

/** The rows of the table whose file may be called `file`, in the table's order: the first one is meant. */
export function byName<D extends ImageDescriptor>(table: readonly D[], file: string): D[] {
  return table.filter((d) => parseName(d, file) !== undefined);
}

/** The first two words of an image, read in one byte order and in the other. */
function words(bytes: Uint8Array): number[][] {
  if (bytes.length < 4) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(0, true);
  const second = bytes.length < 8 ? undefined : view.getUint32(4, true);
  const little = second === undefined ? [first] : [first, second];
  return [little, little.map(swap)];
}

/** The words that an image may begin with: its magic, behind a head or not. */
export interface ImageBeginning {
  readonly head?: number | undefined;
  /** Absent if the bytes end before it. */
  readonly magic?: number | undefined;
}

function isHead(table: readonly ImageDescriptor[], word: number | undefined): boolean {
  return word !== undefined && table.some((d) => d.head === word || d.foreignHeads?.includes(word));
}

/** The head and the magic in each byte order. */
function beginnings(table: readonly ImageDescriptor[], bytes: Uint8Array): ImageBeginning[] {
  return words(bytes).map(([first, second]) =>
    isHead(table, first) ? { head: first, magic: second } : { magic: first },
  );
}

/** The head and the magic that these bytes begin with, in the byte order in which the table knows one of them. */
export function beginningOf(table: readonly ImageDescriptor[], bytes: Uint8Array): ImageBeginning {
  const all = beginnings(table, bytes);
  const known = all.find(({ magic }) => magic !== undefined && table.some((d) => d.magic === magic));
  return known ?? all.find(({ head }) => head !== undefined) ?? all[0] ?? {};
}

/** The rows of the table whose magic these bytes begin with, behind a head or not. */
function byContent<D extends ImageDescriptor>(table: readonly D[], bytes: Uint8Array): D[] {
  const { magic } = beginningOf(table, bytes);
  return table.filter((d) => d.magic !== undefined && d.magic === magic);
}

/**
 * Tells which image this is by its first words and, where several rows share a magic or the image is raw, by its
 * file's name.
 *
 * @param file name of the file, without folders; needed for raw images
 * @throws {ImageError} `bad-magic` where no row of the table fits
 */
export function identify<D extends ImageDescriptor>(table: readonly D[], bytes: Uint8Array, file?: string): D {
  checkBytes(undefined, bytes);
  checkOptions(undefined, { file });
  const named = file === undefined ? [] : byName(table, file);
  const [meant] = named;
  // Raw bytes can look like any magic: here the name alone counts.
  if (meant !== undefined && meant.magic === undefined) return meant;
  const owners = byContent(table, bytes);
  const found = owners.find((d) => named.includes(d)) ?? owners[0];
  if (found !== undefined) return found;
  throw new ImageError("bad-magic", "no image begins like this", {
    ...unknownMagic(table, bytes),
    expected: meant?.magic === undefined ? "the magic of an image" : `${hex32(meant.magic)} (${meant.image})`,
  });
}

/** The magic that no row has, and where it is: behind a head, if there is one. */
function unknownMagic(table: readonly ImageDescriptor[], bytes: Uint8Array): ImageErrorDetails {
  const { head, magic } = beginningOf(table, bytes);
  if (head === undefined) return { offset: 0, found: magic === undefined ? `${bytes.length} bytes` : hex32(magic) };
  const owner = table.find((d) => headName(d, head) !== undefined);
  const behind = `the head ${owner === undefined ? hex32(head) : wordText(owner, head)}`;
  return { offset: 4, found: magic === undefined ? `nothing behind ${behind}` : `${hex32(magic)} behind ${behind}` };
}
