import { images, layouts, magicOf, magicValue } from "./facts.ts";
import { type Plain, referenceEncode } from "./reference.ts";

/*
 * Builds images from facts, independently of the code under test: words by DataView, messages by protobufjs, extras
 * by hand.
 */

export interface BuildOptions {
  readonly littleEndian?: boolean;
  readonly heads?: boolean;
}

/** Encodes 32-bit integers. */
export function words(littleEndian: boolean, ...values: number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  for (const [i, value] of values.entries()) new DataView(bytes.buffer).setUint32(4 * i, value, littleEndian);
  return bytes;
}

/** Encodes 16-bit integers. */
export function shorts(littleEndian: boolean, ...values: number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  for (const [i, value] of values.entries()) new DataView(bytes.buffer).setUint16(2 * i, value, littleEndian);
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Returns the framing of an image: its head, if it has one, and its magic. */
export function beginning(image: string, { littleEndian = true, heads = true }: BuildOptions = {}): Uint8Array {
  const flags = images.find(({ name }) => name === image)?.flags ?? [];
  const head = magicValue(flags.includes("O_SERVICE") ? "IMG_SERVICE_MAGIC" : "IMG_COMMON_MAGIC");
  const hasHead = heads && image !== "INVENTORY";
  return words(littleEndian, ...(hasHead ? [head] : []), magicOf(image));
}

/** Frames a message. */
export function framed(message: string, value: Plain, littleEndian = true): Uint8Array {
  const bytes = referenceEncode(message, value);
  return concat(words(littleEndian, bytes.length), bytes);
}

/** Builds an image of entries without extras, with its first message if it has one. */
export function plainImage(
  image: string,
  entries: readonly Plain[],
  first: Plain,
  options: BuildOptions = {},
): Uint8Array {
  const layout = layouts[image];
  const { littleEndian = true } = options;
  const opening = layout?.first === undefined ? [] : [framed(layout.first, first, littleEndian)];
  const rest = entries.map((entry) => framed(layout?.entry ?? "", entry, littleEndian));
  return concat(beginning(image, options), ...opening, ...rest);
}
