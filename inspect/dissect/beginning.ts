import { byName, type ImageLayout } from "criu-images/layouts";
import { headName, type Schema } from "../schema/schema.ts";
import { hex32, wordAt } from "../wire/word.ts";
import { guessBeginning } from "./damaged.ts";
import { type Beginning, headNode, identified, magicNode, shortNode } from "./magic-nodes.ts";
import { error, info, type Note } from "./node.ts";

/** Reads the head and the magic, and identifies the image or guesses it. */
export function readBeginning(schema: Schema, bytes: Uint8Array, file: string | undefined): Beginning {
  const meant = file === undefined ? undefined : byName(schema.layouts, file)[0];
  if (meant !== undefined && meant.magic === undefined) return { nodes: [], pos: 0, littleEndian: true, layout: meant };
  if (bytes.length < 4) return tooShort(bytes.length);
  const found = identified(schema, bytes, file);
  return found === undefined ? guessBeginning(schema, bytes, meant) : known(schema, bytes, found);
}

function tooShort(size: number): Beginning {
  const text = size === 0 ? "the file is empty" : `the file ends in its first word: ${size} of 4 bytes`;
  return { nodes: [shortNode(0, size, error(text))], pos: size, littleEndian: true };
}

/** Describes head and magic of an image that was identified, even if a word is in the wrong place. */
function known(schema: Schema, bytes: Uint8Array, layout: ImageLayout): Beginning {
  const begins = [layout.magic, layout.head, ...(layout.foreignHeads ?? [])];
  const littleEndian = begins.includes(wordAt(bytes, 0, true));
  const first = wordAt(bytes, 0, littleEndian);
  const order = littleEndian ? [] : [info("big-endian")];
  if (first === layout.magic) {
    const old = layout.head === undefined ? [] : [info("no head: format v1.0, of CRIU before 1.6")];
    return { nodes: [magicNode(schema, 0, first, layout, [...order, ...old])], pos: 4, littleEndian, layout };
  }
  const head = headNode(schema, first, [...order, ...headNotes(schema, first, layout)]);
  const magic = magicNode(schema, 4, wordAt(bytes, 4, littleEndian), layout, []);
  return { nodes: [head, magic], pos: 8, littleEndian, layout };
}

function headNotes(schema: Schema, word: number, { image, head }: ImageLayout): Note[] {
  if (word === head) return [];
  if (head === undefined) return [error(`unexpected: ${image} has no head, only its magic`)];
  return [error(`the head of another kind: ${image} has ${hex32(head)} (${headName(schema, head)})`)];
}
