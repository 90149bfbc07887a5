import { checkBytes, checkOptions } from "../wire/checks.ts";
import { hex32, ImageError, type ImageErrorDetails } from "../wire/errors.ts";
import type { ImageDescriptor } from "./descriptor.ts";
import { headName, swap, wordText } from "./framing.ts";
import { parseName } from "./names.ts";

/** Returns the rows with this file name, in the order of the table; the first takes precedence. */
export function byName<D extends ImageDescriptor>(table: readonly D[], file: string): D[] {
  return candidates(table, file).filter((d) => parseName(d, file) !== undefined);
}

/** Rows of a table by the letters that their file names begin with. */
interface Stems {
  readonly rows: ReadonlyMap<string, readonly ImageDescriptor[]>;
  /** Rows whose names can begin with any letters after those of the row. */
  readonly open: readonly ImageDescriptor[];
}

const known: WeakMap<readonly ImageDescriptor[], Stems> = /* @__PURE__ */ new WeakMap();

/** Returns the rows that can have this file name, in the order of the table: those that begin with the same letters. */
export function candidates<D extends ImageDescriptor>(table: readonly D[], file: string): readonly D[] {
  const stems = known.get(table) ?? stemsOf(table);
  known.set(table, stems);
  // The rows are those of the table.
  return (stems.rows.get(stemOf(file)) ?? stems.open) as readonly D[];
}

function stemsOf(table: readonly ImageDescriptor[]): Stems {
  const isOpen = ({ file }: ImageDescriptor): boolean => /^[A-Za-z_]*%[sx]/.test(file);
  const rows = new Map<string, readonly ImageDescriptor[]>();
  for (const { file } of table) {
    const stem = stemOf(file);
    if (!rows.has(stem))
      rows.set(
        stem,
        table.filter((d) => isOpen(d) || stemOf(d.file) === stem),
      );
  }
  return { rows, open: table.filter(isOpen) };
}

/** Returns the letters that a name begins with. */
function stemOf(file: string): string {
  return /^[A-Za-z_]*/.exec(file)?.[0] ?? "";
}

/** Reads the first two words of an image in both byte orders, little-endian first. */
function words(bytes: Uint8Array): number[][] {
  if (bytes.length < 4) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(0, true);
  const second = bytes.length < 8 ? undefined : view.getUint32(4, true);
  const little = second === undefined ? [first] : [first, second];
  return [little, little.map(swap)];
}

/** First words of an image. */
export interface ImageBeginning {
  readonly head?: number | undefined;
  /** Absent if the bytes end before it. */
  readonly magic?: number | undefined;
}

function isHead(table: readonly ImageDescriptor[], word: number | undefined): boolean {
  return word !== undefined && table.some((d) => d.head === word || d.foreignHeads?.includes(word));
}

/** Splits the first words into head and magic, in each byte order. */
function beginnings(table: readonly ImageDescriptor[], bytes: Uint8Array): ImageBeginning[] {
  return words(bytes).map(([first, second]) =>
    isHead(table, first) ? { head: first, magic: second } : { magic: first },
  );
}

/** Reads head and magic in the byte order in which the table knows the magic, else the head, else little-endian. */
export function beginningOf(table: readonly ImageDescriptor[], bytes: Uint8Array): ImageBeginning {
  const all = beginnings(table, bytes);
  const known = all.find(({ magic }) => magic !== undefined && table.some((d) => d.magic === magic));
  return known ?? all.find(({ head }) => head !== undefined) ?? all[0] ?? {};
}

/** Returns the rows with the magic that the bytes begin with. */
function byContent<D extends ImageDescriptor>(table: readonly D[], bytes: Uint8Array): D[] {
  const { magic } = beginningOf(table, bytes);
  return table.filter((d) => d.magic !== undefined && d.magic === magic);
}

/**
 * Identifies an image by its first words, and by its file name if several rows share the magic or the image is raw.
 *
 * @param file name of the file, without folders; required for raw images
 * @throws {ImageError} `bad-magic` if no row matches
 */
export function identify<D extends ImageDescriptor>(table: readonly D[], bytes: Uint8Array, file?: string): D {
  checkBytes(undefined, bytes);
  checkOptions(undefined, { file });
  const named = file === undefined ? [] : byName(table, file);
  const [meant] = named;
  // Raw bytes can look like any magic: for raw images only the name counts.
  if (meant !== undefined && meant.magic === undefined) return meant;
  const owners = byContent(table, bytes);
  const found = owners.find((d) => named.includes(d)) ?? owners[0];
  if (found !== undefined) return found;
  throw new ImageError("bad-magic", "no image begins like this", {
    ...unknownMagic(table, bytes),
    expected: meant?.magic === undefined ? "the magic of an image" : `${hex32(meant.magic)} (${meant.image})`,
  });
}

/** Describes an unknown magic and its offset: 4 after a head, else 0. */
function unknownMagic(table: readonly ImageDescriptor[], bytes: Uint8Array): ImageErrorDetails {
  const { head, magic } = beginningOf(table, bytes);
  if (head === undefined) return { offset: 0, found: magic === undefined ? `${bytes.length} bytes` : hex32(magic) };
  const owner = table.find((d) => headName(d, head) !== undefined);
  const after = `the head ${owner === undefined ? hex32(head) : wordText(owner, head)}`;
  return { offset: 4, found: magic === undefined ? `nothing after ${after}` : `${hex32(magic)} after ${after}` };
}
