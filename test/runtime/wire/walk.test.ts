import { describe, expect, it } from "vitest";
import { createReader } from "../../../runtime/wire/reader.ts";
import { sortFields } from "../../../runtime/wire/sort.ts";
import { eachField, passField } from "../../../runtime/wire/walk.ts";

/** Fields 2 (a number), 1 (two bytes), 3 (a group with field 1), and 1 (eight bytes). */
const FIELDS = [
  [0x10, 0x96, 0x01],
  [0x0a, 0x02, 7, 8],
  [0x1b, 0x08, 0x01, 0x1c],
  [0x09, 1, 2, 3, 4, 5, 6, 7, 8],
];
const BYTES = Uint8Array.from(FIELDS.flat());

describe("the walker of fields", () => {
  it("visits each field after its tag, whether or not its value is read", () => {
    const r = createReader(BYTES, "NOTE");
    const seen: number[][] = [];
    eachField(r, (tag, start, stop) => {
      seen.push([tag, start, stop]);
      if (tag === 0x0a) r.pos += 1;
    });
    expect(seen).toEqual([
      [0x10, 0, 3],
      [0x0a, 3, 7],
      [0x1b, 7, 11],
      [0x09, 11, 20],
    ]);
  });

  it("refuses what is no field", () => {
    const pass = (...bytes: number[]): number => passField(createReader(Uint8Array.from(bytes), "NOTE"));
    expect(() => pass(0x04)).toThrow("not the tag of a field");
    expect(() => pass(0x0e)).toThrow("not the tag of a field");
    expect(() => pass(0x0a, 5, 1)).toThrow("too early");
  });
});

describe("sorted fields", () => {
  it("come by number, and as before if the numbers are the same", () => {
    const into = new Uint8Array(BYTES.length);
    sortFields(BYTES, "NOTE", into);
    expect([...into]).toEqual([1, 3, 0, 2].flatMap((i) => FIELDS[i] ?? []));
  });
});
