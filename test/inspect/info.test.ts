import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type AnyImage, imageOfFile } from "criu-images";
import { readImage, writeImage } from "criu-images/node";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printInfo } from "../../inspect/info/print.ts";
import { imageInfo, infoOf } from "../../inspect/info.ts";
import { beginning, concat, words } from "../support/build.ts";
import { corpus } from "../support/corpus.ts";
import { magicOf, magics } from "../support/facts.ts";
import { referenceEncode } from "../support/reference.ts";
import { temporaryFolder } from "../support/schema.ts";
import { CORPUS, crit, NO_CRIT } from "./explore/support.ts";

const FILES = corpus().map(({ path }) => path);

/** A file of each kind. */
const KINDS = [...new Map(FILES.map((path) => [imageOfFile(basename(path))?.image, path])).values()];

let folder = "";
beforeAll(() => {
  folder = temporaryFolder(afterAll);
});

const at = (path: string): string => join(CORPUS, path);
const ghost = (path: string): boolean => /ghost-file/.test(path);

describe("info", () => {
  it("accounts for every byte of every image", () => {
    for (const path of FILES) {
      const { sizes, problems, raw } = imageInfo(at(path));
      const { file, ...shares } = sizes;
      expect(file, path).toBe(readFileSync(at(path)).length);
      if (!raw)
        expect(
          Object.values(shares).reduce((sum, size) => sum + size, 0),
          path,
        ).toBe(file);
      expect(problems, path).toEqual([]);
      expect(sizes.unread ?? 0, path).toBe(0);
    }
  });

  it("accounts for bytes that would be fewer if they were written again", () => {
    // A queue whose message begins with a number that is two bytes longer than it need be.
    const desc = referenceEncode("ipc_desc_entry", { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 0, id: 0 });
    const queue = Uint8Array.of(0x0a, desc.length, ...desc, 0x10, 9, 0x18, 1);
    const sent = Uint8Array.of(0x08, 0x81, 0x80, 0, 0x10, 3);
    const text = new Uint8Array(8).fill(97, 0, 3);
    const frame = (message: Uint8Array): Uint8Array => concat(words(true, message.length), message);
    const bytes = concat(beginning("IPCNS_MSG"), frame(queue), frame(sent), text, frame(queue));
    expect(infoOf(bytes, "ipcns-msg-7.img")).toMatchObject({
      count: 1,
      sizes: {
        file: bytes.length,
        beginning: 8,
        framing: 4,
        messages: queue.length,
        extras: 4 + sent.length + text.length,
        unread: 4 + queue.length,
      },
      problems: [{ code: "truncated", entry: 1 }],
    });
  });

  it.each(KINDS)("%s: the entries that reading it gives", (path) => {
    const info = imageInfo(at(path));
    const image: AnyImage = readImage(at(path));
    expect(info.image).toBe(image.image);
    expect(info.raw).toBe(!("entries" in image));
    if ("entries" in image) expect(info.count).toBe(image.entries.length + (ghost(path) ? 1 : 0));
  });

  describe.skipIf(NO_CRIT !== undefined)("counts what crit decodes", () => {
    /**
     * Images that crit does not read right: raw ones; one that it has no reader for; and shared memory, whose bytes it
     * looks for behind the entries though the images of pages have them.
     */
    const unknown = (path: string): boolean => imageInfo(at(path)).raw || /binfmt-misc|ipcns-shm/.test(path);

    it.each(KINDS.filter((path) => !unknown(path)))("%s", (path) => {
      const { magic, entries } = JSON.parse(crit("decode", "-i", at(path)));
      // The head of a pagemap is no entry, as crit's own count has it.
      const count = entries.length - (magic === "PAGEMAP" ? 1 : 0);
      const info = imageInfo(at(path));
      expect(Object.entries(info).slice(0, 2)).toEqual([
        ["magic", magic],
        ["count", count],
      ]);
    });
  });

  it("of a file that ends anywhere tells what is whole before that", () => {
    const paths = fc.constantFrom(...KINDS.filter((path) => !imageInfo(at(path)).raw));
    fc.assert(
      fc.property(paths, fc.double({ min: 0, max: 1, noNaN: true }), (path, where) => {
        const bytes = readFileSync(at(path));
        const whole = imageInfo(at(path));
        const start = whole.sizes.beginning ?? 0;
        const cut = bytes.subarray(0, start + Math.floor((bytes.length - start) * where));
        const info = imageInfo(fileOf(path, cut));
        const { file, ...shares } = info.sizes;
        expect(info).toMatchObject({ magic: whole.magic, version: whole.version, head: whole.head });
        expect(file).toBe(cut.length);
        expect(Object.values(shares).reduce((sum, size) => sum + size, 0)).toBe(file);
        expect(info.count).toBeLessThanOrEqual(whole.count);
        // It is told where the file ends, unless it ends between entries.
        expect(info.problems.length).toBe(info.sizes.unread === 0 ? 0 : 1);
        for (const problem of info.problems) expect(problem).toMatchObject({ code: "truncated" });
      }),
    );
  });

  it("of a file with a broken entry tells what stands before it", () => {
    const path = at("fds/files.img");
    const bytes = Uint8Array.from(readFileSync(path));
    const view = new DataView(bytes.buffer);
    let entry = 8;
    for (let i = 0; i < 3; i++) entry += 4 + view.getUint32(entry, true);
    // A field of a number that no field has.
    bytes[entry + 4] = 0x07;
    const info = imageInfo(fileOf(path, bytes));
    expect(info).toMatchObject({ count: 3, sizes: { unread: bytes.length - entry } });
    expect(info.problems).toMatchObject([{ code: "bad-tag", entry: 3, offset: entry + 4 }]);
    expect([...printInfo(info)].at(-1)).toMatch(/^problem +FILES, entry 3, offset \d+: /);
    // The last field of the last entry is missing: the error stands where the file ends.
    const short = bytes.subarray(0, 8 + 4 + 2);
    short.set([2, 0, 0, 0, 8, 1], 8);
    expect(imageInfo(fileOf(path, short))).toMatchObject({ count: 0, problems: [{ code: "missing-field", entry: 0 }] });
  });

  it("of a broken first message tells the rest all the same", () => {
    const path = at("fds/pagemap-3438.img");
    const bytes = Uint8Array.from(readFileSync(path));
    bytes[12] = 0x07;
    expect(imageInfo(fileOf(path, bytes))).toMatchObject({
      magic: "PAGEMAP",
      count: 0,
      problems: [{ code: "bad-tag" }],
    });
  });

  it.each(["v1.0", "v1.1"] as const)("tells version %s, head and byte order", (version) => {
    const { town } = magics.find(({ define }) => define === "TTY_DATA_MAGIC") ?? {};
    const number = `0x${magicOf("TTY_DATA").toString(16)}`;
    for (const byteOrder of ["little", "big"] as const) {
      const path = at("tty/tty-data.img");
      const file = fileOf(path, new Uint8Array());
      writeImage(file, readImage(path), { version, byteOrder });
      const { sizes, problems, count, ...info } = imageInfo(file);
      expect(info).toEqual({
        ...{ magic: "TTY_DATA", image: "TTY_DATA", raw: false, number, town },
        ...{ head: version === "v1.1" ? "common" : undefined, version, byte_order: byteOrder },
      });
      expect({ sizes, problems, count }).toMatchObject({ count: imageInfo(path).count, problems: [] });
    }
  });

  it("tells a head that is another kind's", () => {
    const path = at("basic/pstree.img");
    const bytes = Uint8Array.from(readFileSync(path));
    bytes.set(readFileSync(at("basic/stats-dump")).subarray(0, 4));
    expect(imageInfo(fileOf(path, bytes))).toMatchObject({
      head: "service",
      count: 1,
      problems: [{ code: "swapped-head" }],
    });
  });

  it("has a line for each thing that is known", () => {
    for (const path of KINDS) {
      const info = imageInfo(at(path));
      const lines = [...printInfo(info)];
      expect(lines[0]).toBe(`image       ${info.image}`);
      expect(lines).toContain(`size        ${info.sizes.file} bytes`);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    }
  });

  it("refuses what is no image, naming it", () => {
    const file = fileOf("note.img", Buffer.from("no image"));
    expect(() => imageInfo(file)).toThrow(`${file}: offset 0: no image begins like this`);
    expect(() => imageInfo(fileOf("x.img", new Uint8Array()))).toThrow("found 0 bytes");
    expect(() => imageInfo(`${file}.none`)).toThrow(new Error(`${file}.none: no such file or directory`));
    expect(() => imageInfo(CORPUS)).toThrow(new Error(`${CORPUS}: illegal operation on a directory`));
  });
});

/** A file of the same name with other bytes. */
function fileOf(path: string, bytes: Uint8Array): string {
  const file = join(folder, basename(path));
  writeFileSync(file, bytes);
  return file;
}
