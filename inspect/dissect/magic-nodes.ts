import { type ImageLayout, identify } from "criu-images/layouts";
import { headName, type Schema } from "../schema/schema.ts";
import { hex32 } from "../wire/word.ts";
import { type DissectNode, type Note, nodeAt, TOP } from "./node.ts";

/* Head and magic of an image. */

/** The beginning of an image. */
export interface Beginning {
  readonly nodes: readonly DissectNode[];
  /** Position after it. */
  readonly pos: number;
  readonly littleEndian: boolean;
  /** Layout of the remaining bytes; absent if unknown. */
  readonly layout?: ImageLayout;
}

/** Identifies an image in either byte order; returns `undefined` if its magic is unknown. */
export function identified({ layouts }: Schema, bytes: Uint8Array, file: string | undefined): ImageLayout | undefined {
  try {
    return identify(layouts, bytes, file);
  } catch {
    return undefined;
  }
}

export function headNode(schema: Schema, word: number, notes: readonly Note[]): DissectNode {
  return nodeAt("head", TOP, 0, 4, notes, { value: quoted(headName(schema, word)), raw: quoted(hex32(word)) });
}

/** Describes a magic; `layout` is that of the image with this magic, if any. */
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

/** Describes a word that is absent or incomplete. */
export function shortNode(offset: number, size: number, note: Note): DissectNode {
  return nodeAt(size === 0 ? "magic" : "gap", TOP, offset, size, [note]);
}
