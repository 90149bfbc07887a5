import type { ImageLayout } from "criu-images/layouts";
import { formatOf, formatText } from "../open/formats.ts";
import type { Schema } from "../schema/schema.ts";

/* Guesses about files that do not begin as an image does. */

/** A head or a magic. */
interface KnownWord {
  readonly word: number;
  /** Its name, as part of a sentence. */
  readonly what: string;
  /** The first image with this magic. */
  readonly layout?: ImageLayout;
}

/** A guess about a word. */
export interface Guess {
  readonly text: string;
  readonly layout?: ImageLayout;
}

function knownWords({ heads, layouts }: Schema): KnownWord[] {
  return [
    ...Object.entries(heads).map(([name, word]) => ({ word, what: `the ${name} head` })),
    ...layouts.flatMap((layout) =>
      layout.magic === undefined || layout.alias !== undefined
        ? []
        : [{ word: layout.magic, what: `the magic of ${layout.image}`, layout }],
    ),
  ];
}

/** Number of wrong bits up to which a word is taken for a known one. */
const FEW_BITS = 3;

/** Finds the known word that is closest to `word`; `undefined` if none is close. */
export function guessWord(schema: Schema, word: number): Guess | undefined {
  const words = knownWords(schema);
  const swapped = words.find((known) => swap(known.word) === word);
  if (swapped !== undefined) return { ...swapped, text: `it is ${swapped.what} in the other byte order` };
  const [nearest] = words
    .map((known) => ({ ...known, bits: bitsOf(known.word ^ word) }))
    .sort((a, b) => a.bits - b.bits);
  if (nearest === undefined || nearest.bits > FEW_BITS) return undefined;
  return { ...nearest, text: `it differs from ${nearest.what} in ${nearest.bits} bit${nearest.bits === 1 ? "" : "s"}` };
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

/** Describes the format of a file that is not an image. */
export function guessFormat(bytes: Uint8Array): string | undefined {
  const format = formatOf(bytes);
  return format && formatText(format);
}

/** Distance from the start within which a magic is searched, in bytes. */
const NEAR = 64;

/** Finds a known word that is not at its usual place, but close to the start. */
export function guessShift(schema: Schema, bytes: Uint8Array): string | undefined {
  const words = knownWords(schema);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 1; at <= Math.min(NEAR, bytes.length - 4); at++) {
    const known = words.find(({ word }) => word === view.getUint32(at, true));
    if (known !== undefined) return `${known.what} is at offset ${at}: the image begins there`;
  }
  return undefined;
}
