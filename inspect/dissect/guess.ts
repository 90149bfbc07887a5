import { type ImageLayout, imageLayouts } from "criu-images/layouts";
import { HEADS } from "criu-images/magic";

/* What bytes that no image begins with nearly are. */

/** A word that images begin with. */
interface KnownWord {
  readonly word: number;
  /** As part of a sentence. */
  readonly what: string;
  /** The first of the images with this magic. */
  readonly layout?: ImageLayout;
}

/** What a word could have been. */
export interface Guess {
  readonly text: string;
  readonly layout?: ImageLayout;
}

const KNOWN_WORDS: readonly KnownWord[] = [
  ...Object.entries(HEADS).map(([name, word]) => ({ word, what: `the ${name} head` })),
  ...imageLayouts.flatMap((layout) =>
    layout.magic === undefined || layout.alias !== undefined
      ? []
      : [{ word: layout.magic, what: `the magic of ${layout.image}`, layout }],
  ),
];

/** So many bits of a word may be wrong before it could as well be any other. */
const FEW_BITS = 3;

/** The known word that `word` is nearly; nothing where none is near. */
export function guessWord(word: number): Guess | undefined {
  const swapped = KNOWN_WORDS.find((known) => swap(known.word) === word);
  if (swapped !== undefined) return { ...swapped, text: `it is ${swapped.what} in the other byte order` };
  const [nearest] = KNOWN_WORDS.map((known) => ({ ...known, bits: bitsOf(known.word ^ word) })).sort(
    (a, b) => a.bits - b.bits,
  );
  if (nearest === undefined || nearest.bits > FEW_BITS) return undefined;
  return { ...nearest, text: `it is ${nearest.what} but for ${nearest.bits} bit${nearest.bits === 1 ? "" : "s"}` };
}

function swap(word: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, word, true);
  return view.getUint32(0, false);
}

function bitsOf(word: number): number {
  let bits = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

const FORMATS: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x1f, 0x8b], "compressed with gzip: uncompress it first"],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd: uncompress it first"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "compressed with xz: uncompress it first"],
  [[0x04, 0x22, 0x4d, 0x18], "compressed with lz4: uncompress it first"],
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive"],
  [[0x7f, 0x45, 0x4c, 0x46], "an ELF file: a program, a library or the core dump of a kernel"],
  [[0, 0, 0, 0, 0, 0, 0, 0], "zeros: nothing was written here, or it was lost"],
];

const TAR = [..."ustar"].map((char) => char.charCodeAt(0));

/** What other kind of file this is. */
export function guessFormat(bytes: Uint8Array): string | undefined {
  const has = (start: readonly number[], at = 0): boolean => start.every((byte, i) => bytes[at + i] === byte);
  const format = FORMATS.find(([start]) => has(start));
  if (format !== undefined) return format[1];
  if (has(TAR, 257)) return "a tar archive: unpack it first";
  return looksLikeJson(bytes) ? "JSON: `critgen encode` turns that into an image" : undefined;
}

function looksLikeJson(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, 64));
  return /^\s*\{\s*"/.test(text);
}

/** So far from the start a magic is looked for. */
const NEAR = 64;

/** A known word that stands a little further than it should. */
export function guessShift(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 1; at <= Math.min(NEAR, bytes.length - 4); at++) {
    const known = KNOWN_WORDS.find(({ word }) => word === view.getUint32(at, true));
    if (known !== undefined) return `${known.what} stands at offset ${at}: that much is in front of the image`;
  }
  return undefined;
}
