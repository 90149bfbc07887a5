import type { AnyImage } from "criu-images";
import { type ExtraLayout, imageLayouts, type PartLayout } from "criu-images/layouts";
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
  const extra = imageLayouts.find((layout) => layout.image === image.image)?.extra;
  const beginning = headOf(view, little) === undefined ? 4 : 8;
  const sizes = { beginning, framing: 0, messages: 0, extras: 0 };
  let pos = beginning;
  const step = (value?: unknown): void => {
    const message = view.getUint32(pos, little);
    const end = pos + 4 + message;
    pos = extra === undefined ? end : endOfExtra({ view, little }, end, extra, value);
    sizes.framing += 4;
    sizes.messages += message;
    sizes.extras += pos - end;
  };
  if (image.first !== undefined) step();
  for (const entry of image.entries) step("extra" in entry ? entry.extra : undefined);
  const rest = image.rest?.length ?? 0;
  return { ...sizes, rest, unread: bytes.length - pos - rest };
}

/** The kind of head that a file begins with; nothing where it begins with a magic. */
export function headOf(view: DataView, littleEndian: boolean): keyof typeof HEADS | undefined {
  const word = view.getUint32(0, littleEndian);
  if (word === HEADS.common) return "common";
  return word === HEADS.service ? "service" : undefined;
}

interface Words {
  readonly view: DataView;
  readonly little: boolean;
}

/** Where what follows a message ends, which begins at `pos` and was read as `value`: nothing, where nothing follows. */
function endOfExtra(words: Words, pos: number, extra: ExtraLayout, value: unknown): number {
  if (!("parts" in extra)) return endOfPart(words, pos, extra, value);
  const values = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(extra.parts).reduce((end, [name, part]) => endOfPart(words, end, part, values[name]), pos);
}

const WIDTHS = { bytes: 1, u16: 2, u32: 4, u64: 8 } as const;

function endOfPart(words: Words, pos: number, part: PartLayout, value: unknown): number {
  if (value === undefined) return pos;
  const values = value as ArrayLike<{ readonly extra?: unknown }>;
  if ("run" in part) {
    const { run, pad = 1 } = part;
    return pos + Math.ceil((values.length * WIDTHS[run]) / pad) * pad;
  }
  // The sizes of messages stand in the file alone: written again, they could be shorter.
  return Array.from(values).reduce((start, { extra }) => {
    const end = start + 4 + words.view.getUint32(start, words.little);
    return part.extra === undefined ? end : endOfExtra(words, end, part.extra, extra);
  }, pos);
}
