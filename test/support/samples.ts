import { decodeAnyImage, encodeAnyImage, type ImageName } from "criu-images";
import { concat, words } from "./build.ts";
import { corpus } from "./corpus.ts";
import { layouts } from "./facts.ts";
import type { Plain } from "./reference.ts";

/* Takes single framed messages from the corpus, with the bytes before and after them. */

export interface Sample {
  readonly image: ImageName;
  readonly file: string;
  /** Name of the message in the facts. */
  readonly message: string;
  /** Bytes before the frame. */
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  /** Extra of the message; no further entries. */
  readonly behind: Uint8Array;
}

/** Returns the image with another message instead of the sample's. */
export function imageWith({ before, behind }: Sample, message: Uint8Array): Uint8Array {
  return concat(before, words(true, message.length), message, behind);
}

/** Number of entries from each file; further entries are mostly alike. */
const PER_FILE = 3;

/** Returns messages of every image in the corpus. */
export function samples(): Sample[] {
  return corpus().flatMap(({ name, bytes }) => {
    const image = decodeAnyImage(bytes, { file: name });
    const { first, entry = "ghost_chunk_entry", raw } = layouts[image.image] ?? {};
    if (raw === true) return [];
    const start = image.image === "INVENTORY" ? 4 : 8;
    const one = (message: string, from: number, whole: Uint8Array): Sample => {
      const size = new DataView(whole.buffer, whole.byteOffset).getUint32(from, true);
      const [before, at] = [whole.subarray(0, from), from + 4];
      const [inner, behind] = [whole.subarray(at, at + size), whole.subarray(at + size)];
      return { image: image.image, file: name, message, before, bytes: inner, behind };
    };
    const all = (image as unknown as { readonly entries: readonly unknown[] }).entries;
    const entries = all.slice(0, PER_FILE).map((only) => {
      const whole = encodeAnyImage({ ...image, entries: [only] } as Plain as never);
      const skipped = first === undefined ? 0 : one(first, start, whole).bytes.length + 4;
      return one(entry ?? "", start + skipped, whole);
    });
    return first === undefined ? entries : [one(first, start, bytes), ...entries];
  });
}
