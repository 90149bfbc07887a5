import type { ImageLayout } from "criu-images/layouts";
import { formatOf, formatText } from "../files/formats.ts";
import type { Schema } from "../schema/schema.ts";

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

/** So many bits of a word may be wrong before it could as well be any other. */
const FEW_BITS = 3;

/** The known word that `word` is nearly; nothing where none is near. */
export function guessWord(schema: Schema, word: number): Guess | undefined {
  const words = knownWords(schema);
  const swapped = words.find((known) => swap(known.word) === word);
  if (swapped !== undefined) return { ...swapped, text: `it is ${swapped.what} in the other byte order` };
  const [nearest] = words
    .map((known) => ({ ...known, bits: bitsOf(known.word ^ word) }))
    .sort((a, b) => a.bits - b.bits);
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

/** What other kind of file this is. */
export function guessFormat(bytes: Uint8Array): string | undefined {
  const format = formatOf(bytes);
  return format && formatText(format);
}

/** So far from the start a magic is looked for. */
const NEAR = 64;

/** A known word that stands a little further than it should. */
export function guessShift(schema: Schema, bytes: Uint8Array): string | undefined {
  const words = knownWords(schema);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 1; at <= Math.min(NEAR, bytes.length - 4); at++) {
    const known = words.find(({ word }) => word === view.getUint32(at, true));
    if (known !== undefined) return `${known.what} stands at offset ${at}: that much is in front of the image`;
  }
  return undefined;
}
