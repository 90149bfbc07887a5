/** Sizes of the field with a dictionary's id, by its flag; RFC 8878, 3.1.1.1. */
const ID_SIZES = [0, 1, 2, 4] as const;

/** Number of bytes in front of a skippable frame's content. */
const SKIPPABLE_HEADER = 8;

/**
 * Returns the window of the first frame of zstd, in bytes; 0 if it is not at the start of the chunk.
 *
 * @see RFC 8878, 3.1.1.1: the header of a frame
 */
export function zstdWindow(chunk: Uint8Array): number {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  let at = 0;
  while (isSkippable(view, at)) at += SKIPPABLE_HEADER + view.getUint32(at + 4, true);
  // The longest header has 18 bytes, and no frame of this size needs a large window.
  if (at + 18 > chunk.length) return 0;
  const flags = view.getUint8(at + 4);
  if ((flags & 0x20) !== 0) return contentSize(view, at + 5 + (ID_SIZES[flags & 3] ?? 0), flags >> 6);
  const descriptor = view.getUint8(at + 5);
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function isSkippable(view: DataView, at: number): boolean {
  return at + SKIPPABLE_HEADER <= view.byteLength && view.getUint32(at, true) >>> 4 === 0x184d2a5;
}

/** Reads the size of the content: it is the window of a frame without one. */
function contentSize(view: DataView, at: number, flag: number): number {
  if (flag === 0) return view.getUint8(at);
  if (flag === 1) return view.getUint16(at, true) + 256;
  return flag === 2 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
