import { describe, expect, it } from "vitest";
import { type MapCodec, readMapEntry } from "../../../runtime/wire/maps.ts";
import { createReader, enter, leave, missing, type Reader, readUint32 } from "../../../runtime/wire/reader.ts";

/* Entries of maps without their value. */

/** Reads a message of one required field. */
function readMessage(r: Reader, end: number): number {
  if (r.pos === end) throw missing(r, "n");
  readUint32(r);
  return readUint32(r);
}

const codec: MapCodec<number, number> = {
  key: { tag: 8, read: readUint32, write: () => {}, none: () => 0 },
  value: {
    tag: 18,
    read: (r, field) => leave(r, readMessage(r, enter(r, field))),
    write: () => {},
    none: (r = createReader(new Uint8Array(), "none")) => readMessage(r, r.pos),
  },
};

/** Reads an entry that follows three other bytes. */
function read(...entry: number[]): Map<number, number> {
  const r = createReader(Uint8Array.of(0, 0, 0, entry.length, ...entry), "MAPS");
  r.pos = 3;
  const map = new Map<number, number>();
  readMapEntry(r, "by_key", map, codec, {});
  expect(r.path).toEqual([]);
  return map;
}

describe("an entry of a map of messages", () => {
  it("has a key and a value", () => {
    expect(read(8, 5, 18, 2, 8, 7)).toEqual(new Map([[5, 7]]));
  });

  it("lacks the required field of its value after the entry, if it has none", () => {
    const error = { code: "missing-field", image: "MAPS", path: "by_key.value.n" };
    expect(() => read(8, 5)).toThrow(expect.objectContaining({ ...error, offset: 6 }));
    expect(() => read()).toThrow(expect.objectContaining({ ...error, offset: 4 }));
    expect(() => read(8, 5, 18, 0)).toThrow(expect.objectContaining({ ...error, offset: 8 }));
  });
});
