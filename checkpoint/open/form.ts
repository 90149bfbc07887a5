import { isMarker } from "./stream/marker.ts";
import { isHeader } from "./tar/header.ts";
import type { Packing } from "./unpack/unpackers.ts";

/** Form of a file with many files in it, or of a compressed file. */
export type Form = Packing | "lz4" | "zip" | "tar" | "stream";

/** Number of bytes that recognize any of the forms. */
export const FORM_BYTES = 512;

const begins =
  (...start: readonly number[]) =>
  (bytes: Uint8Array): boolean =>
    start.every((byte, i) => bytes[i] === byte);

/** Recognizers, in this order: those of a few bytes come first. */
const FORMS: readonly (readonly [Form, (bytes: Uint8Array) => boolean])[] = [
  ["gzip", begins(0x1f, 0x8b)],
  ["zstd", begins(0x28, 0xb5, 0x2f, 0xfd)],
  // A frame that decoders skip, which some writers of zstd put first.
  ["zstd", (bytes) => ((bytes[0] ?? 0) & 0xf0) === 0x50 && begins(0x2a, 0x4d, 0x18)(bytes.subarray(1))],
  ["xz", begins(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
  ["bzip2", begins(0x42, 0x5a, 0x68)],
  ["lz4", begins(0x04, 0x22, 0x4d, 0x18)],
  ["zip", begins(0x50, 0x4b, 0x03, 0x04)],
  ["tar", isHeader],
  ["stream", isMarker],
];

/** Recognizes the form of a file by its first bytes, never by its name; returns `undefined` if it is none of these. */
export function formOf(start: Uint8Array): Form | undefined {
  return FORMS.find(([, matches]) => matches(start))?.[0];
}
