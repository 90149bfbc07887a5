import { decodeAnyImage, encodeAnyImage } from "criu-images";
import { describe, expect, it } from "vitest";
import { concat, words } from "../../support/build.ts";
import { corpus } from "../../support/corpus.ts";
import { disagreement } from "../../support/dissect.ts";
import { header } from "../../support/tar.ts";
import { agree, dissect, IMAGES, notesOf, refusal, textOf } from "./support.ts";

const FILES = corpus().find(({ path }) => path === "fds/files.img")?.bytes ?? new Uint8Array();
const PSTREE = corpus().find(({ path }) => path === "fds/pstree.img")?.bytes ?? new Uint8Array();

/** Returns a process tree with this message as its only entry. */
function pstree(...message: readonly number[]): Uint8Array {
  return concat(PSTREE.subarray(0, 8), words(true, message.length), Uint8Array.from(message));
}

/** The required fields of a process, so that no other error is found. */
const PROCESS = [0x08, 1, 0x10, 0, 0x18, 1, 0x20, 1];

function edited(bytes: Uint8Array, edit: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  edit(new DataView(copy.buffer));
  return copy;
}

describe("the notes on a message", () => {
  it.each<[string, readonly number[], RegExp]>([
    ["an unknown field", [...PROCESS, 0x98, 0x06, 5], /^20 warn: unknown field: newer/],
    [
      "a wire type that is not the field's",
      [...PROCESS, 0x0a, 1, 5],
      /^20 warn: not read: pid has the wire type varint/,
    ],
    ["a field twice", [...PROCESS, 0x20, 2], /^20 warn: duplicate: the last one takes precedence$/],
    ["fields out of order", [0x10, 0, 0x08, 1, 0x18, 1, 0x20, 1], /^14 warn: out of order: after number 2 \(ppid\)$/],
    ["a number that is too long", [0x08, 0x81, 0x80, 0, ...PROCESS.slice(2)], /^12 warn: the number takes 3 bytes/],
    ["a tag that is too long", [0x88, 0x00, 1, ...PROCESS.slice(2)], /^12 warn: the tag takes 2 bytes/],
    [
      "a number that is too big",
      [0x08, 0x80, 0x80, 0x80, 0x80, 0x10, ...PROCESS.slice(2)],
      /^12 warn: only the lower 32/,
    ],
    ["a required field that is missing", PROCESS.slice(0, 6), /^18 error: a required field is missing$/],
    ["a number that does not end", [0x08, ...Array<number>(10).fill(0xff)], /^12 error: more than 10 bytes/],
    ["a number that is cut off", [0x08, 0xff], /^12 error: the bytes end inside a number/],
    ["field 0", [...PROCESS, 0, 0], /^20 error: no field has the number 0$/],
    ["an unknown wire type", [...PROCESS, 0x0e], /^20 error: .* unknown wire type 6$/],
    ["the end of a group without its start", [...PROCESS, 0x9c, 0x06], /^20 error: the end of a group/],
    ["a group without an end", [...PROCESS, 0x9b, 0x06], /^22 error: the message ends inside a group/],
    [
      "a value past the end",
      [...PROCESS, 0x9a, 0x06, 9, 1],
      /^20 error: past the end: the length says 9 bytes.*1 more$/,
    ],
    ["an empty message", [], /^8 info: an empty message$/],
  ])("report %s", (_, message, note) => {
    const bytes = pstree(...message);
    const notes = notesOf(dissect(bytes, "pstree.img"));
    expect(
      notes.some((text) => note.test(text)),
      notes.join("\n"),
    ).toBe(true);
    agree(bytes, "pstree.img");
  });

  it("report groups nested deeper than a hundred levels, as the codec does", () => {
    for (const depth of [1, 2, 99, 100, 101, 5000]) {
      const open = Array.from({ length: depth }, () => [0x9b, 0x06]).flat();
      const close = Array.from({ length: depth }, () => [0x9c, 0x06]).flat();
      const bytes = pstree(...PROCESS, ...open, ...close);
      agree(bytes, "pstree.img");
      const deepest = Math.max(...dissect(bytes, "pstree.img").map((node) => node.depth));
      expect(deepest).toBe(Math.min(depth, 100) + (depth > 100 ? 1 : 0));
    }
  });

  it("report messages nested deeper than a hundred levels, as the codec does", () => {
    const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
    const cgroup = corpus().find(({ path }) => path === "cgroup/cgroup.img")?.bytes ?? new Uint8Array();
    for (const depth of [98, 99, 100, 101, 3000]) {
      // cgroup_dir_entry has dir_name and children of its own type; a controller has the outermost one.
      let dir = [0x0a, 1, 0x78];
      for (let i = 0; i < depth; i++) dir = [0x0a, 1, 0x78, 0x12, ...varint(dir.length), ...dir];
      const controller = [0x12, ...varint(dir.length), ...dir];
      const entry = [0x12, ...varint(controller.length), ...controller];
      const bytes = concat(cgroup.subarray(0, 8), words(true, entry.length), Uint8Array.from(entry));
      agree(bytes, "cgroup.img");
      expect(textOf(dissect(bytes, "cgroup.img"), bytes).every((line) => line.length <= 80)).toBe(true);
    }
  });
});

describe("the notes on the framing", () => {
  const first = (bytes: Uint8Array, file?: string): string => notesOf(dissect(bytes, file)).join("\n");

  it.each<[string, (view: DataView) => void, RegExp]>([
    [
      "a magic with a wrong bit",
      (v) => v.setUint8(4, v.getUint8(4) ^ 1),
      /^4 error: no image has this magic: it differs from the magic of FILES in 1 bit\n4 info: read as FILES/,
    ],
    [
      "a magic in the other byte order",
      (v) => v.setUint32(4, v.getUint32(4, true), false),
      /^4 error: .*: it is the magic of FILES in the other byte order\n/,
    ],
    [
      "an unknown magic",
      (v) => v.setUint32(4, 0x12345678, true),
      /^4 error: no image has this magic\n4 info: read as an image that the schema does not know$/m,
    ],
    [
      "the head of another kind",
      (v) => v.setUint32(0, 0x55105940, true),
      /^0 error: the head of another kind: FILES has 0x54564319 \(common\)$/,
    ],
    [
      "a head with a wrong bit",
      (v) => v.setUint8(0, v.getUint8(0) ^ 4),
      /^0 error: no head: it differs from the common head in 1 bit$/,
    ],
    ["zeros", (v) => new Uint8Array(v.buffer).fill(0, 0, 16), /^0 error: not an image: zeros/],
    [
      "a tar archive",
      (v) => new Uint8Array(v.buffer).set(header({ name: "pstree.img" })),
      /^0 error: not an image: a tar archive: .*ARCHIVE:FILE$/,
    ],
    ["gzip", (v) => v.setUint16(0, 0x1f8b), /^0 error: not an image: compressed with gzip/],
  ])("report %s", (_, edit, note) => {
    const bytes = edited(FILES, edit);
    expect(first(bytes)).toMatch(note);
    agree(bytes, undefined);
  });

  it.each<[number, string]>([
    [0x1, "it differs from the magic of FILES in 1 bit"],
    [0x80000001, "it differs from the magic of FILES in 2 bits"],
    [0x00140002, "it differs from the magic of FILES in 3 bits"],
    [0x00141002, ""],
  ])("suggest an image if at most three bits of its magic are wrong: 0x%x", (bits, guess) => {
    const bytes = edited(FILES, (view) => view.setUint32(4, view.getUint32(4, true) ^ Number(bits), true));
    expect(first(bytes).split("\n")[0]).toBe(`4 error: no image has this magic${guess && `: ${guess}`}`);
    agree(bytes, undefined);
  });

  it("report a head before the inventory's magic", () => {
    const inventory = corpus().find(({ path }) => path === "fds/inventory.img")?.bytes ?? new Uint8Array();
    const bytes = concat(FILES.subarray(0, 4), inventory);
    expect(first(bytes, "inventory.img")).toBe("0 error: unexpected: INVENTORY has no head, only its magic");
    agree(bytes, "inventory.img");
  });

  it("say that the file name selects the layout if head and magic are unknown", () => {
    const bytes = edited(FILES, (view) => view.setBigUint64(0, 0x1122334455667788n));
    expect(first(bytes, "files.img")).toMatch(/^0 error: .*\n4 error: no magic\n4 info: read as FILES/);
    expect(dissect(bytes, "files.img").filter(({ kind }) => kind === "size")).toHaveLength(46);
    expect(dissect(bytes).map(({ kind }) => kind)).toEqual(["magic", "gap"]);
  });

  it("report a head a few bytes later, and JSON", () => {
    expect(first(concat(new Uint8Array([1, 2, 3]), FILES))).toContain("the common head is at offset 3");
    expect(first(Buffer.from('{\n  "magic": "FILES"'))).toContain("`critgen encode`");
  });

  it.each([0, 1, 3, 4, 6, 8])("agree with the codec if only %i bytes exist", (size) =>
    agree(FILES.subarray(0, size), "files.img"),
  );

  it("mention v1.0 and big-endian, without an error", () => {
    for (const { name, bytes } of IMAGES.filter((_, i) => i % 9 === 0)) {
      const image = decodeAnyImage(bytes, { file: name });
      for (const options of [
        { version: "v1.0" },
        { byteOrder: "big" },
        { version: "v1.0", byteOrder: "big" },
      ] as const) {
        const other = encodeAnyImage(image, options);
        agree(other, name);
        const notes = first(other, name);
        if ("byteOrder" in options) expect(notes).toContain("0 info: big-endian");
        if ("version" in options && image.image !== "INVENTORY")
          expect(notes).toContain("0 info: no head: format v1.0");
      }
    }
  });
});

describe("disagreement", () => {
  const broken = pstree(...PROCESS, 0x9a, 0x06, 9, 1);
  const nodes = dissect(broken, "pstree.img");
  const error = { severity: "error", text: "made up" } as const;
  const made = (index: number) => nodes.map((node, i) => (i === index ? { ...node, notes: [error] } : node));

  it("compares the first error with the codec's error", () => {
    const codec = refusal(broken, "pstree.img");
    expect(codec?.offset).toBe(23);
    expect(disagreement(nodes, codec)).toBeUndefined();
    expect(disagreement(made(0), codec)).toMatch(/^first error: 0\+4 made up; the codec: PSTREE, entry 0/);
    expect(disagreement(nodes, undefined)).toMatch(/^first error: 20\+4 .*past the end.*; the codec: nothing$/);
    expect(disagreement(dissect(PSTREE, "pstree.img"), codec)).toMatch(/^first error: none; the codec: PSTREE/);
  });

  it("reports a first error after the codec's offset", () => {
    const late = dissect(concat(broken, words(true, 9)), "pstree.img").filter(({ offset }) => offset > 23);
    expect(disagreement(late, refusal(broken, "pstree.img"))).toMatch(/^first error: 24/);
  });
});

describe("the text of a dissection", () => {
  it("shows offset, bytes, tag, name and value", () => {
    expect(textOf(dissect(PSTREE, "pstree.img"), PSTREE)).toEqual([
      "00000000  19 43 56 54              head common (0x54564319)",
      "00000004  30 30 27 50              magic PSTREE (0x50273030, Kyiv)",
      "00000008  0e 00 00 00              entry 0: pstree_entry, 14 bytes",
      "0000000c  08 ee 1a                   1:varint pid = 3438",
      "0000000f  10 00                      2:varint ppid = 0",
      "00000011  18 ee 1a                   3:varint pgid = 3438",
      "00000014  20 ee 1a                   4:varint sid = 3438",
      "00000017  28 ee 1a                   5:varint threads[0] = 3438",
    ]);
  });

  it("names the type of a missing field, and the wire type of an unknown field", () => {
    const broken = pstree(...PROCESS.slice(0, 6), 0x98, 0x06, 5);
    expect(textOf(dissect(broken, "pstree.img"), broken).slice(-5).join("\n")).toMatch(
      /99:varint .* = 5\n[\s\S]*\bsid: uint32\b[\s\S]*error: a required field is missing/,
    );
  });

  it("shows an error after the line that it is about, with the offset", () => {
    const cut = FILES.subarray(0, 0x31);
    expect(textOf(dissect(cut, "files.img"), cut)).toEqual(
      expect.arrayContaining([
        "00000008  51 00 00 00              entry 0: file_entry, 81 bytes",
        "00000008                           error: past the end of the file: 81 bytes",
        "                                   announced, 37 present",
      ]),
    );
  });
});
