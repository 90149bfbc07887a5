// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ImageDescriptor } from "./descriptor.ts";
import { ImageError } from "./errors.ts";

/** What stands for the id in a file's name: a number, a bigint where printf says `l`, a word for `%s`. */
export type ImageId = number | bigint | string;

const CONVERSION = /%(?:l[ud]|[udxs])/;

/** What printf prints for each conversion: no signs, zeros or capitals that it would not. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  "%u": /^(?:0|[1-9]\d*)$/,
  "%lu": /^(?:0|[1-9]\d*)$/,
  "%d": /^(?:0|-?[1-9]\d*)$/,
  "%ld": /^(?:0|-?[1-9]\d*)$/,
  "%x": /^(?:0|[1-9a-f][0-9a-f]*)$/,
  "%s": /^[^/\s]+$/,
};

/**
 * The name of an image's file.
 *
 * @param id what the name has in place of the conversion; nothing where the format has none
 * @throws {ImageError} `bad-name` where the id is missing, needless, or one that printf could not print
 */
export function formatName(d: ImageDescriptor, id?: ImageId): string {
  const conversion = CONVERSION.exec(d.file)?.[0];
  if (conversion === undefined) {
    if (id !== undefined) throw badId(d, "no id", id);
    return d.file;
  }
  const text = typeof id === "string" ? id : (id?.toString(conversion === "%x" ? 16 : 10) ?? "");
  if ((typeof id === "string") !== (conversion === "%s") || parseId(conversion, text) === undefined) {
    throw badId(d, `an id for ${conversion}`, id);
  }
  return d.file.replace(conversion, () => text);
}

function badId(d: ImageDescriptor, expected: string, id: ImageId | undefined): ImageError {
  return new ImageError("bad-name", `no file is called ${d.file} like this`, {
    image: d.image,
    expected,
    found: id === undefined ? "none" : `${id}`,
  });
}

/** Whether a file of this name is this image, by its format; and the id in the name, where the format has one. */
export function parseName(d: ImageDescriptor, name: string): { readonly id?: ImageId } | undefined {
  const conversion = CONVERSION.exec(d.file)?.[0];
  if (conversion === undefined) return name === d.file ? {} : undefined;
  const [before = "", after = ""] = d.file.split(conversion);
  if (name.length < before.length + after.length || !name.startsWith(before) || !name.endsWith(after)) return undefined;
  const id = parseId(conversion, name.slice(before.length, name.length - after.length));
  return id === undefined ? undefined : { id };
}

function parseId(conversion: string, text: string): ImageId | undefined {
  if (PRINTED[conversion]?.test(text) !== true) return undefined;
  if (conversion === "%s") return text;
  const value = conversion === "%x" ? BigInt(`0x${text}`) : BigInt(text);
  const bits = conversion.includes("l") ? 64 : 32;
  const held = conversion.endsWith("d") ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  if (held !== value) return undefined;
  return bits === 64 ? value : Number(value);
}

/** The number in a file's name, or `undefined` where the name is not this image's. */
export function parseNumber(d: ImageDescriptor, name: string): number | undefined {
  const id = parseName(d, name)?.id;
  return typeof id === "number" ? id : undefined;
}

/** The 64-bit number in a file's name, or `undefined` where the name is not this image's. */
export function parseLong(d: ImageDescriptor, name: string): bigint | undefined {
  const id = parseName(d, name)?.id;
  return typeof id === "bigint" ? id : undefined;
}

/** The word in a file's name, or `undefined` where the name is not this image's. */
export function parseWord(d: ImageDescriptor, name: string): string | undefined {
  const id = parseName(d, name)?.id;
  return typeof id === "string" ? id : undefined;
}
