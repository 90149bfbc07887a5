import { Buffer } from "node:buffer";
import type { JsonVector } from "../vector.ts";

/* Texts with a mistake in them: the place of the error is marked where the mistake is put. */

/** Mark of the place of an error; a text without it has an error without a place. */
export const HERE = "‸";

/** JSON of an image with one mistake: what is wrong, the code of the error, the text, and the path of the field. */
export type Mistake = readonly [name: string, code: string, text: string, path?: string];

/** Returns the vector of a mistake. */
export function vectorOf(image: string, [name, code, text, path]: Mistake): JsonVector {
  const at = text.indexOf(HERE);
  const offset = at < 0 ? {} : { offset: Buffer.byteLength(text.slice(0, at)) };
  const error = { code, ...offset, ...(path !== undefined && { path }) };
  return { name: `${image}: ${name}`, image, json: text.replace(HERE, ""), error };
}
