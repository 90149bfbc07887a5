import { type ImageLayout, identify } from "criu-images/layouts";
import { headName, type Schema } from "../schema/schema.ts";
import { type DissectNode, type Note, nodeAt, TOP } from "./node.ts";

/* The words that an image begins with. */

/** What an image begins with. */
export interface Beginning {
  readonly nodes: readonly DissectNode[];
  /** Where the rest begins. */
  readonly pos: number;
  readonly littleEndian: boolean;
  /** As what the rest is to be read; nothing where that cannot be told. */
  readonly layout?: ImageLayout;
}

/** The image that begins like this, in one byte order or the other. */
export function identified({ layouts }: Schema, bytes: Uint8Array, file: string | undefined): ImageLayout | undefined {
  try {
    return identify(layouts, bytes, file);
  } catch {
    return undefined;
  }
}

export function wordAt(bytes: Uint8Array, pos: number, littleEndian: boolean): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(pos, littleEndian);
}

/** A word as the table writes it. */
export function hex32(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}

export function headNode(schema: Schema, word: number, notes: readonly Note[]): DissectNode {
  return nodeAt("head", TOP, 0, 4, notes, { value: quoted(headName(schema, word)), raw: quoted(hex32(word)) });
}

/** `layout`: of the image whose magic it is; nothing where it is nobody's. */
export function magicNode(
  schema: Schema,
  offset: number,
  word: number,
  layout: ImageLayout | undefined,
  notes: readonly Note[],
): DissectNode {
  const names = { name: schema.townOf(word), value: quoted(layout?.image), raw: quoted(hex32(word)) };
  return nodeAt("magic", TOP, offset, 4, notes, names);
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `"${text}"`;
}

/** A word that is not there, or not whole. */
export function shortNode(offset: number, size: number, note: Note): DissectNode {
  return nodeAt(size === 0 ? "magic" : "gap", TOP, offset, size, [note]);
}
