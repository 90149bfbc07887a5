import * as criu from "criu-images";
import { describe, expect, it } from "vitest";
import { createReader, LONGEST_TEXT, readString } from "../../runtime/wire/reader.ts";

/* Values to encode may come from JSON or from a program without types: encoding refuses invalid images. */

const about = { version: "v1.1", byteOrder: "little" } as const;
const pagemap = { image: "PAGEMAP", ...about, first: { pages_id: 1 }, entries: [{ vaddr: 1n, compat_nr_pages: 1 }] };
const sem = (extra: unknown) => ({
  image: "IPCNS_SEM",
  ...about,
  entries: [{ desc: { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 0, id: 1 }, nsems: 2, extra }],
});

function refusalOf(image: unknown): string {
  try {
    criu.encodeAnyImage(image as criu.AnyImage);
  } catch (problem) {
    if (problem instanceof criu.ImageError) return `${problem.code}: ${problem.message}`;
    throw problem;
  }
  return "written";
}

describe("an invalid image", () => {
  it("is refused if `first`, `entries` or an entry is missing or of a wrong type", () => {
    expect(refusalOf(pagemap)).toBe("written");
    expect(refusalOf({ ...pagemap, entries: [null] })).toMatch(/^bad-value: PAGEMAP, entry 0.* expected an object/);
    expect(refusalOf({ ...pagemap, entries: [undefined] })).toMatch(/^missing-field: PAGEMAP, entry 0/);
    expect(refusalOf({ ...pagemap, entries: undefined })).toMatch(/^missing-field: PAGEMAP, entries/);
    expect(refusalOf({ ...pagemap, entries: "ab" })).toMatch(/^bad-value: PAGEMAP, entries: .* found "ab"$/);
    expect(refusalOf({ ...pagemap, first: null })).toMatch(/^bad-value: PAGEMAP, first: .* found null$/);
  });

  it("is refused if `rest` is not a Uint8Array", () => {
    for (const rest of ["abc", [300, 2], new Uint16Array([0x1234]), new DataView(new ArrayBuffer(2)), null]) {
      const ghost = {
        image: "GHOST_FILE",
        ...about,
        first: { uid: 0, gid: 0, dev: 0, ino: 1n, mode: 0 },
        entries: [],
        rest,
      };
      expect(refusalOf(ghost)).toMatch(/^bad-value: GHOST_FILE, rest: .* expected a Uint8Array/);
    }
  });

  it("is refused if `$unknown` is not a list of whole fields", () => {
    const withUnknown = ($unknown: unknown) =>
      refusalOf({ ...pagemap, entries: [{ ...pagemap.entries[0], $unknown }] });
    expect(withUnknown([{ after: 0, bytes: Uint8Array.of(0x7a, 1, 0) }])).toBe("written");
    expect(withUnknown(null)).toMatch(/^bad-value: .* expected an array, found null$/);
    expect(withUnknown([null])).toMatch(/^bad-value: .* expected an object, found null$/);
    expect(withUnknown([{ after: 0, bytes: "abc" }])).toMatch(/^bad-value: .* expected a Uint8Array, found "abc"$/);
    expect(withUnknown([{ after: 0, bytes: Uint8Array.of(8) }])).toMatch(/^bad-value: .* expected whole fields/);
  });

  it("does not grow in the output if a getter adds elements after the length check", () => {
    const growing: number[] = [1, 2];
    Object.defineProperty(growing, 0, {
      get: () => {
        for (let i = 0; i < 50; i++) growing.push(7);
        return 1;
      },
    });
    const bytes = criu.encodeAnyImage(sem(growing) as never);
    expect(bytes).toEqual(criu.encodeAnyImage(sem([1, 2]) as never));
  });
});

describe("readString", () => {
  it("refuses a text longer than V8 can hold before it reads the bytes", () => {
    const bytes = new Uint8Array(LONGEST_TEXT + 6);
    bytes.set([0xe9, 0xff, 0xff, 0xff, 0x01]);
    expect(() => readString(createReader(bytes, "X"), "name")).toThrow(
      expect.objectContaining({ code: "too-large", found: `${LONGEST_TEXT + 1}` }),
    );
  });
});
