import * as criu from "criu-images";
import { describe, expect, it } from "vitest";
import { beginning, concat, framed, words } from "../support/build.ts";

/* Decoding keeps unknown fields, and pads with nonzero bytes. */

const plain = [0x08, 1, 0x10, 1]; // a pagemap_entry's vaddr and compat_nr_pages

function pagemap(entry: readonly number[]): Uint8Array {
  const head = concat(beginning("PAGEMAP"), framed("pagemap_head", { pages_id: 1 }));
  return concat(head, words(true, entry.length), Uint8Array.from(entry));
}

describe("unknown fields", () => {
  it("form one run if they are adjacent, and two runs if a known field separates them", () => {
    const [a, b] = [
      [0x7a, 2, 8, 9],
      [0x80, 1, 5],
    ] as const; // fields 15 and 16
    const unknownOf = (entry: readonly number[]) => criu.decodePagemapImage(pagemap(entry)).entries[0]?.$unknown;
    expect(unknownOf([...plain, ...a, ...b])).toEqual([{ after: 2, bytes: Uint8Array.from([...a, ...b]) }]);
    expect(unknownOf([...a, ...plain, ...b])).toEqual([
      { after: 0, bytes: Uint8Array.from(a) },
      { after: 2, bytes: Uint8Array.from(b) },
    ]);
    for (const entry of [
      [...plain, ...a, ...b],
      [...a, ...plain, ...b],
      [...plain.slice(0, 2), ...b, ...plain.slice(2)],
    ]) {
      const bytes = pagemap(entry);
      expect(criu.encodePagemapImage(criu.decodePagemapImage(bytes))).toEqual(bytes);
    }
  });

  it("are refused if they begin with an invalid tag", () => {
    const [start] = [pagemap(plain).length];
    for (const tag of [0, 1, 5, 7, 0x7c, 0x7e, 0x7f]) {
      expect(() => criu.decodePagemapImage(pagemap([...plain, tag, 1]))).toThrow(
        expect.objectContaining({
          code: "bad-tag",
          offset: start,
          found: `tag ${tag}`,
          message: expect.stringContaining("not the tag of a field"),
        }),
      );
    }
  });
});

describe("a pad", () => {
  const head = { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 0, id: 1 };
  const sem = framed("ipc_sem_entry", { desc: head, nsems: 1 });
  const image = (padding: readonly number[]) => concat(beginning("IPCNS_SEM"), sem, Uint8Array.of(7, 0, ...padding));

  it("is kept only if one of its bytes is nonzero", () => {
    for (const at of [0, 3, 5]) {
      const padding = [0, 0, 0, 0, 0, 0].with(at, 9);
      const decoded = criu.decodeIpcnsSemImage(image(padding));
      expect(decoded.entries[0]?.$padding).toEqual(Uint8Array.from(padding));
      expect(criu.encodeIpcnsSemImage(decoded)).toEqual(image(padding));
    }
    const zeros = [0, 0, 0, 0, 0, 0];
    const decoded = criu.decodeIpcnsSemImage(image(zeros));
    expect(Object.keys(decoded.entries[0] ?? {})).not.toContain("$padding");
    expect(criu.encodeIpcnsSemImage(decoded)).toEqual(image(zeros));
  });

  it("is refused if it is truncated", () => {
    const cut = image([0, 0, 0]);
    expect(() => criu.decodeIpcnsSemImage(cut)).toThrow(
      expect.objectContaining({
        code: "truncated",
        expected: "8 bytes",
        found: "5",
        message: expect.stringContaining("the image ends inside an extra"),
      }),
    );
  });
});
