import { changed, changeOf } from "../../lsp/text/change.ts";
import { problemOfPath } from "./file-names.ts";
import { packText, unpackText } from "./packed.ts";
import { ShareError } from "./share-error.ts";

/** State of Try in an address: differences from a schema to begin with, and an image. */
export interface Shared {
  readonly changes: ReadonlyMap<string, string | undefined>;
  readonly image: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/** A file: removed, new, or changed in one place. `sum` tells whether it is changed from the same text. */
type SharedFile =
  | null
  | string
  | { readonly from: number; readonly to: number; readonly text: string; readonly sum: number };

interface Packed {
  readonly files: Readonly<Record<string, SharedFile>>;
  readonly image?: { readonly name: string; readonly base64: string };
}

type Texts = ReadonlyMap<string, string>;

/** Largest image that an address can have, in bytes. */
export const LARGEST_IMAGE = 16_384;

/** Writes the differences between texts, and an image, for a fragment. */
export function share(original: Texts, texts: Texts, image: Shared["image"]): Promise<string> {
  const paths = [...new Set([...original.keys(), ...texts.keys()])];
  const files = paths.flatMap((path): [string, SharedFile][] => {
    const [before, after] = [original.get(path), texts.get(path)];
    if (after === undefined) return [[path, null]];
    if (before === undefined) return [[path, after]];
    const change = changeOf(before, after);
    return change === undefined ? [] : [[path, { ...change, sum: sumOf(before) }]];
  });
  const packed: Packed = {
    files: Object.fromEntries(files),
    ...(image !== undefined && { image: { name: image.name, base64: btoa(String.fromCharCode(...image.bytes)) } }),
  };
  return packText(JSON.stringify(packed));
}

/**
 * Reads what `share` wrote. The fragment is from somebody else: its size is bounded, and each part is checked.
 *
 * @throws {ShareError} if it is damaged, too large, or belongs to other texts
 */
export async function unshare(original: Texts, fragment: string): Promise<Shared> {
  const { files, image } = parsed(await unpackText(fragment));
  const changes = Object.entries(files).map(([path, file]): [string, string | undefined] => {
    if (!original.has(path) && problemOfPath(path, []) !== undefined)
      throw new ShareError("it names a file that no schema has");
    return [path, textOf(original.get(path), file)];
  });
  return { changes: new Map(changes), image: image && imageOf(image) };
}

function textOf(before: string | undefined, file: SharedFile): string | undefined {
  if (file === null) return undefined;
  if (typeof file === "string") return file;
  if (before === undefined || sumOf(before) !== file.sum) {
    throw new ShareError("it changes a text that this version of critgen has in another form");
  }
  return changed(before, [file]);
}

function imageOf({ name, base64 }: NonNullable<Packed["image"]>): Shared["image"] {
  try {
    return { name, bytes: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) };
  } catch {
    throw new ShareError("its image is damaged");
  }
}

function parsed(text: string): Packed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ShareError("its content is damaged");
  }
  if (!isPacked(value)) throw new ShareError("its content has another form");
  return value;
}

function isPacked(value: unknown): value is Packed {
  if (!isObject(value) || !isObject(value["files"])) return false;
  const { files, image } = value;
  const isImage = isObject(image) && typeof image["name"] === "string" && typeof image["base64"] === "string";
  return Object.values(files as object).every(isFile) && (image === undefined || isImage);
}

function isFile(value: unknown): value is SharedFile {
  if (value === null || typeof value === "string") return true;
  if (!isObject(value)) return false;
  const { from, to, text, sum } = value;
  const isPlace = (one: unknown): boolean => typeof one === "number" && Number.isInteger(one) && one >= 0;
  return [from, to, sum].every(isPlace) && typeof text === "string" && Number(from) <= Number(to);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a number that tells texts apart: FNV-1a of 32 bits. */
function sumOf(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}
