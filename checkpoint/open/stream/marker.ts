import type { Bytes } from "../../bytes/bytes.ts";

/* Markers of criu-image-streamer: a size of 32 bits, and a message of its proto/image.proto. */

/** Marker of a stream: what the bytes behind it are. */
export interface Marker {
  /** Place in the order of all shards. */
  readonly seq: number;
  /** Size of the marker itself, in bytes. */
  readonly size: number;
  /** Name of the file that the next markers are about. */
  readonly file?: string;
  /** Number of bytes of the file that follow. */
  readonly data?: number;
  readonly end?: "file" | "image";
}

/** Largest marker, in bytes: the streamer refuses longer messages. */
const MARKER_BYTES = 4 + 10 * 1024;

/** Returns whether bytes begin with the first marker of a stream, or of one of its shards. */
export function isMarker(bytes: Uint8Array): boolean {
  const marker = markerIn(bytes);
  return marker !== undefined && (marker.file === undefined || /^[\x21-\x7e]+$/.test(marker.file));
}

/** Reads the marker at a place; returns `undefined` if there is none. */
export async function markerAt(bytes: Bytes, place: number): Promise<Marker | undefined> {
  const size = new DataView((await bytes.read(place, place + 4)).slice().buffer);
  if (size.byteLength < 4) return undefined;
  return markerIn(await bytes.read(place, Math.min(place + 4 + size.getUint32(0, true), place + MARKER_BYTES)));
}

function markerIn(bytes: Uint8Array): Marker | undefined {
  if (bytes.length < 6) return undefined;
  const size = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (size > Math.min(bytes.length, MARKER_BYTES)) return undefined;
  const fields = new Fields(bytes.subarray(4, size));
  // The first marker has the number 0, which proto3 does not write.
  const seq = fields.tag === 0x08 ? fields.number() : 0;
  const { tag } = fields;
  const value = fields.number();
  const file = tag === 0x12 ? fields.text(value) : undefined;
  if (!fields.isDone || value === undefined || seq === undefined) return undefined;
  if (file !== undefined) return { seq, size, file };
  if (tag === 0x18) return { seq, size, data: value };
  return tag === 0x20 || tag === 0x28 ? { seq, size, end: tag === 0x20 ? "file" : "image" } : undefined;
}

/** Fields of a message, in the order in which the streamer writes them. */
class Fields {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get tag(): number | undefined {
    return this.#bytes[this.#at];
  }

  get isDone(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Reads the number behind a tag. */
  number(): number | undefined {
    let value = 0;
    this.#at++;
    for (let factor = 1; this.#at < this.#bytes.length && factor < 2 ** 56; factor *= 128) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return undefined;
  }

  text(size = 0): string {
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#at, this.#at + size));
    this.#at += size;
    return text;
  }
}
