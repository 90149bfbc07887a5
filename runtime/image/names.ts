import { ImageError } from "../wire/errors.ts";
import type { ImageDescriptor } from "./descriptor.ts";

/** Id in a file name: a number, a bigint if the format has `l`, a string for `%s`. */
export type ImageId = number | bigint | string;

const CONVERSION = /%(?:l[ud]|[udxs])/;

/** Output of printf for each conversion: without signs, zeros or capitals that it would not print. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  "%u": /^(?:0|[1-9]\d*)$/,
  "%lu": /^(?:0|[1-9]\d*)$/,
  "%d": /^(?:0|-?[1-9]\d*)$/,
  "%ld": /^(?:0|-?[1-9]\d*)$/,
  "%x": /^(?:0|[1-9a-f][0-9a-f]*)$/,
  "%s": /^[^/\s]+$/,
};

/**
 * Returns the file name of an image.
 *
 * @param id value of the format's conversion; absent if the format has none
 * @throws {ImageError} `bad-name` if the id is missing, superfluous, or cannot be printed by the conversion
 */
export function formatName(d: ImageDescriptor, id?: ImageId): string {
  const format = formatOf(d);
  if (format === undefined) {
    if (id !== undefined) throw badId(d, "no id", id);
    return d.file;
  }
  const { start, conversion, end } = format;
  const text = typeof id === "string" ? id : (id?.toString(conversion === "%x" ? 16 : 10) ?? "");
  if ((typeof id === "string") !== (conversion === "%s") || parseId(conversion, text) === undefined) {
    throw badId(d, `an id for ${conversion}`, id);
  }
  return start + text + end;
}

function badId(d: ImageDescriptor, expected: string, id: ImageId | undefined): ImageError {
  return new ImageError("bad-name", `not an id for ${d.file}`, {
    image: d.image,
    expected,
    found: id === undefined ? "none" : `${id}`,
  });
}

/** A conversion, and the texts before and after it. */
interface NameFormat {
  readonly start: string;
  readonly conversion: string;
  readonly end: string;
}

/** Split once for each row: a folder can have many thousand names. */
const split: WeakMap<ImageDescriptor, NameFormat> = /* @__PURE__ */ new WeakMap();

/** Splits the format of a file name; `undefined` if it has no conversion. */
function formatOf(d: ImageDescriptor): NameFormat | undefined {
  const known = split.get(d);
  if (known !== undefined) return known;
  const found = CONVERSION.exec(d.file);
  if (found === null) return undefined;
  const [conversion] = found;
  const start = d.file.slice(0, found.index);
  const format = { start, conversion, end: d.file.slice(start.length + conversion.length) };
  split.set(d, format);
  return format;
}

/** Parses a file name: returns its id, if the format has one, or `undefined` if the name is not that of the image. */
export function parseName(d: ImageDescriptor, name: string): { readonly id?: ImageId } | undefined {
  const format = formatOf(d);
  if (format === undefined) return name === d.file ? {} : undefined;
  const { start, conversion, end } = format;
  if (name.length < start.length + end.length || !name.startsWith(start) || !name.endsWith(end)) return undefined;
  const id = parseId(conversion, name.slice(start.length, name.length - end.length));
  return id === undefined ? undefined : { id };
}

function parseId(conversion: string, text: string): ImageId | undefined {
  if (PRINTED[conversion]?.test(text) !== true) return undefined;
  if (conversion === "%s") return text;
  if (conversion === "%lu" || conversion === "%ld") {
    const long = BigInt(text);
    const held = conversion === "%ld" ? BigInt.asIntN(64, long) : BigInt.asUintN(64, long);
    return held === long ? long : undefined;
  }
  const value = Number(conversion === "%x" ? `0x${text}` : text);
  return value === (conversion === "%d" ? value | 0 : value >>> 0) ? value : undefined;
}

/** Returns the number in a file name, or `undefined` if the name is not that of the image. */
export function parseNumber(d: ImageDescriptor, name: string): number | undefined {
  const id = parseName(d, name)?.id;
  return typeof id === "number" ? id : undefined;
}

/** Returns the 64-bit number in a file name, or `undefined` if the name is not that of the image. */
export function parseLong(d: ImageDescriptor, name: string): bigint | undefined {
  const id = parseName(d, name)?.id;
  return typeof id === "bigint" ? id : undefined;
}

/** Returns the word in a file name, or `undefined` if the name is not that of the image. */
export function parseWord(d: ImageDescriptor, name: string): string | undefined {
  const id = parseName(d, name)?.id;
  return typeof id === "string" ? id : undefined;
}
