import { type AnyImage, encodeAnyImage } from "criu-images";
import { HEADS } from "criu-images/magic";

/** An image with entries, whatever they are. */
export type FramedImage = Extract<AnyImage, { entries: unknown[] }>;

/** What the bytes of an image file are, in bytes. */
export interface Measures {
  /** Head and magic. */
  beginning: number;
  /** The sizes that stand before messages. */
  framing: number;
  messages: number;
  /** What follows the messages of entries: data, padding, messages within. */
  extras: number;
  /** What stands in place of entries up to the end of the file. */
  rest: number;
  /** What was not read, where the image ends too early or is broken. */
  unread: number;
}

/** Walks over an image as it stands in the file, with what decoding found out about it. */
export function measure(bytes: Uint8Array, image: FramedImage): Measures {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = image.byteOrder !== "big";
  const beginning = headOf(view, little) === undefined ? 4 : 8;
  const sizes = { beginning, framing: 0, messages: 0, extras: 0 };
  let pos = beginning;
  const step = (extra: number): void => {
    const message = view.getUint32(pos, little);
    sizes.framing += 4;
    sizes.messages += message;
    sizes.extras += extra;
    pos += 4 + message + extra;
  };
  if (image.first !== undefined) step(0);
  const extraOf = extraMeter(image, little);
  for (const entry of image.entries) step(extraOf(entry));
  const rest = image.rest?.length ?? 0;
  return { ...sizes, rest, unread: bytes.length - pos - rest };
}

/** The kind of head that a file begins with; nothing where it begins with a magic. */
export function headOf(view: DataView, littleEndian: boolean): keyof typeof HEADS | undefined {
  const word = view.getUint32(0, littleEndian);
  if (word === HEADS.common) return "common";
  return word === HEADS.service ? "service" : undefined;
}

/**
 * How long an entry's extra is: what an image with this entry alone has more than head, first message and the entry's
 * own message. Only the image's writer knows what an extra is made of.
 */
function extraMeter(image: FramedImage, littleEndian: boolean): (entry: object) => number {
  const encode = (entries: object[]): Uint8Array => {
    const { rest, ...parts } = image;
    return encodeAnyImage({ ...parts, entries } as FramedImage);
  };
  const start = encode([]).length;
  return (entry) => {
    if (!("extra" in entry)) return 0;
    const bytes = encode([entry]);
    const message = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(start, littleEndian);
    return bytes.length - start - 4 - message;
  };
}
