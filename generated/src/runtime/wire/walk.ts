// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Reader, readError, readUint32, truncated } from "./reader.ts";

/* Goes through the fields of a message whatever they mean: each is a tag and a value, whose size the tag tells. */

/**
 * Calls `visit` for each field up to `end`. The reader is after the tag then; it goes on after the field in any case.
 *
 * @throws {ImageError} like `skipField`
 */
export function eachField(
  r: Reader,
  visit: (tag: number, start: number, stop: number) => void,
  end: number = r.end,
): void {
  while (r.pos < end) {
    const start = r.pos;
    const tag = readUint32(r);
    const value = r.pos;
    skipField(r, tag, start);
    const stop = r.pos;
    r.pos = value;
    visit(tag, start, stop);
    r.pos = stop;
  }
}

/** Skips a field and returns its tag. */
export function passField(r: Reader): number {
  const start = r.pos;
  const tag = readUint32(r);
  skipField(r, tag, start);
  return tag;
}

/**
 * Skips the field whose tag was just read. A group counts as a level of nesting, like a message.
 *
 * @param start position of the tag
 * @throws {ImageError} `bad-tag`, `too-deep`, `truncated`, `overrun`
 */
export function skipField(r: Reader, tag: number, start: number, depth: number = r.path.length / 2): void {
  const wire = tag & 7;
  // Field 0, the end of a group that has not begun, or a wire type that protobuf does not have.
  if (tag < 8 || wire === 4 || wire > 5) {
    throw readError(r, "bad-tag", "not the tag of a field", { pos: start, found: `tag ${tag}` });
  }
  if (wire === 3) {
    // Skips all fields up to the end of the group.
    if (depth >= r.maxDepth) throw readError(r, "too-deep", "the groups nest too deep");
    for (;;) {
      const from = r.pos;
      const inner = readUint32(r);
      if (inner === tag + 1) return;
      skipField(r, inner, from, depth + 1);
    }
  }
  const size = wire === 1 ? 8 : wire === 5 ? 4 : readUint32(r);
  if (wire === 0) return;
  if (size > r.end - r.pos) throw truncated(r);
  r.pos += size;
}
