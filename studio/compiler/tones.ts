import { entryStart, type OpenImage } from "../views/image/content.ts";
import type { NodeRow } from "../views/image/node-row.ts";
import { nodesOf, placeIn } from "../views/image/places.ts";

/** Meanings of bytes, as one number for each byte. */
export const TONES = ["", "word", "frame", "field", "other-field", "payload", "unread"] as const;

const KINDS: Readonly<Partial<Record<NodeRow["kind"], (typeof TONES)[number]>>> = {
  head: "word",
  magic: "word",
  size: "frame",
  message: "frame",
  tag: "frame",
  extra: "payload",
  padding: "frame",
  rest: "payload",
  gap: "unread",
};

/** Returns the meanings of bytes from `from` up to `to`. Fields that follow each other have two in turn. */
export function tonesOf(image: OpenImage, from: number, to: number): Uint8Array {
  const tones = new Uint8Array(Math.max(0, to - from));
  let turn = 0;
  const paint = (nodes: readonly NodeRow[]): void => {
    for (const { kind, offset, size, notes } of nodes) {
      if (kind === "field") turn = 1 - turn;
      const isBroken = notes.some(({ severity }) => severity === "error");
      const tone = isBroken ? "unread" : (KINDS[kind] ?? (turn === 1 ? "field" : "other-field"));
      tones.fill(TONES.indexOf(tone), Math.max(0, offset - from), Math.max(0, offset + size - from));
    }
  };
  paint(image.before);
  const first = placeIn(image, { offset: from }).entry ?? 0;
  for (let entry = first; entry < image.starts.length && entryStart(image, entry) < to; entry++) {
    paint(nodesOf(image, entry));
  }
  return tones;
}
