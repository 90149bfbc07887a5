import type { ImageLayout } from "criu-images/layouts";
import { headName, type Schema } from "../schema/schema.ts";
import { hex32, wordAt } from "../wire/word.ts";
import { guessFormat, guessShift, guessWord } from "./guess.ts";
import { type Beginning, headNode, identified, magicNode, shortNode } from "./magic-nodes.ts";
import { error, info, type Note } from "./node.ts";

/**
 * Describes the beginning of a file that was not identified. It is read as the image of its name, or of a word that is
 * nearly right.
 *
 * @param meant the image of the file's name
 */
export function guessBeginning(schema: Schema, bytes: Uint8Array, meant: ImageLayout | undefined): Beginning {
  const format = guessFormat(bytes);
  if (format !== undefined) return lost(schema, bytes, `not an image: ${format}`);
  for (const littleEndian of [true, false]) {
    if (headName(schema, wordAt(bytes, 0, littleEndian)) !== undefined)
      return wrongMagic(schema, bytes, littleEndian, meant);
  }
  const second = bytes.length < 8 ? undefined : identified(schema, bytes.subarray(4), undefined);
  if (second?.magic !== undefined) return wrongHead(schema, bytes, second);
  const guess = guessWord(schema, wordAt(bytes, 0, true));
  const layout = guess?.layout ?? (meant?.head === undefined || bytes.length < 8 ? meant : undefined);
  if (layout !== undefined) return wrongOnly(schema, bytes, layout, guess?.text);
  if (meant !== undefined) return wrongBoth(schema, bytes, meant);
  return lost(schema, bytes, `no image begins like this${hint(guess?.text ?? guessShift(schema, bytes))}`);
}

function hint(text: string | undefined): string {
  return text === undefined ? "" : `: ${text}`;
}

/** Returns the magic as the only node, because the layout of the other bytes is unknown. */
function lost(schema: Schema, bytes: Uint8Array, text: string): Beginning {
  return {
    nodes: [magicNode(schema, 0, wordAt(bytes, 0, true), undefined, [error(text)])],
    pos: 4,
    littleEndian: true,
  };
}

/** Layout without known fields, for an image that the schema does not know. */
const UNKNOWN_IMAGE: ImageLayout = { image: "?", file: "?", magic: 0, entries: { message: "?", fields: [] } };

function wrongMagic(
  schema: Schema,
  bytes: Uint8Array,
  littleEndian: boolean,
  meant: ImageLayout | undefined,
): Beginning {
  const head = headNode(schema, wordAt(bytes, 0, littleEndian), littleEndian ? [] : [info("big-endian")]);
  if (bytes.length < 8) {
    const short = shortNode(4, bytes.length - 4, error(`the file ends in its magic: ${bytes.length - 4} of 4 bytes`));
    return { nodes: [head, short], pos: bytes.length, littleEndian };
  }
  const word = wordAt(bytes, 4, littleEndian);
  const guess = guessWord(schema, word);
  const layout = meant ?? guess?.layout ?? UNKNOWN_IMAGE;
  const notes = [error(`no image has this magic${hint(guess?.text)}`), readAs(layout)];
  return { nodes: [head, magicNode(schema, 4, word, undefined, notes)], pos: 8, littleEndian, layout };
}

function readAs(layout: ImageLayout): Note {
  if (layout === UNKNOWN_IMAGE) return info("read as an image that the schema does not know");
  return info(`read as ${layout.image}, with the magic ${hex32(layout.magic ?? 0)}`);
}

function wrongHead(schema: Schema, bytes: Uint8Array, layout: ImageLayout): Beginning {
  const littleEndian = wordAt(bytes, 4, true) === layout.magic;
  const word = wordAt(bytes, 0, littleEndian);
  const head = headNode(schema, word, [error(`no head${hint(guessWord(schema, word)?.text)}`)]);
  const magic = magicNode(schema, 4, wordAt(bytes, 4, littleEndian), layout, []);
  return { nodes: [head, magic], pos: 8, littleEndian, layout };
}

/** Describes a beginning of one wrong word, as in format v1.0. */
function wrongOnly(schema: Schema, bytes: Uint8Array, layout: ImageLayout, text: string | undefined): Beginning {
  const notes = [error(`no image begins like this${hint(text)}`), readAs(layout)];
  return {
    nodes: [magicNode(schema, 0, wordAt(bytes, 0, true), undefined, notes)],
    pos: 4,
    littleEndian: true,
    layout,
  };
}

function wrongBoth(schema: Schema, bytes: Uint8Array, layout: ImageLayout): Beginning {
  const [first, second] = [wordAt(bytes, 0, true), wordAt(bytes, 4, true)];
  const head = headNode(schema, first, [error(`no image begins like this${hint(guessWord(schema, first)?.text)}`)]);
  const magic = magicNode(schema, 4, second, undefined, [
    error(`no magic${hint(guessWord(schema, second)?.text)}`),
    readAs(layout),
  ]);
  return { nodes: [head, magic], pos: 8, littleEndian: true, layout };
}
