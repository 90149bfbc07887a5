import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type AnyImage, imageOfFile } from "criu-images";
import { RAW_IMAGES } from "criu-images/magic";
import { readImage, writeImage } from "criu-images/node";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printInfo } from "../../../cli/info/text.ts";
import { type ImageInfo, imageInfo as infoBySchema, infoOf as infoOfBySchema } from "../../../inspect/info/image.ts";
import { withInput } from "../../../inspect/open/input.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { beginning, concat, framed, words } from "../../support/build.ts";
import { corpus } from "../../support/corpus.ts";
import { magicOf, magics } from "../../support/facts.ts";
import { chunksOf } from "../../support/json.ts";
import { referenceEncode } from "../../support/reference.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { CORPUS } from "../explore/support.ts";

const FILES = corpus().map(({ path }) => path);

/** One file for each type of image. */
const KINDS = [...new Map(FILES.map((path) => [imageOfFile(basename(path))?.image, path])).values()];

const imageInfo = (path: string): Promise<ImageInfo> => withInput(path, (input) => infoBySchema(BUILT_IN, input));

function infoOf(chunks: Iterable<Uint8Array>, name: string): Promise<ImageInfo> {
  return infoOfBySchema(BUILT_IN, { chunks, name });
}

let folder = "";
beforeAll(() => {
  folder = temporaryFolder(afterAll);
});

const at = (path: string): string => join(CORPUS, path);
const isRaw = (path: string): boolean => RAW_IMAGES.some((raw) => raw === imageOfFile(basename(path))?.image);
const ghost = (path: string): boolean => /ghost-file/.test(path);

describe("info", () => {
  it("accounts for each byte of each image", async () => {
    for (const path of FILES) {
      const { sizes, problems, raw } = await imageInfo(at(path));
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

  it("accounts for numbers that are encoded longer than necessary", async () => {
    // A queue with a message that begins with a number, two bytes longer than necessary.
    const desc = referenceEncode("ipc_desc_entry", { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 0, id: 0 });
    const queue = Uint8Array.of(0x0a, desc.length, ...desc, 0x10, 9, 0x18, 1);
    const sent = Uint8Array.of(0x08, 0x81, 0x80, 0, 0x10, 3);
    const text = new Uint8Array(8).fill(97, 0, 3);
    const frame = (message: Uint8Array): Uint8Array => concat(words(true, message.length), message);
    const bytes = concat(beginning("IPCNS_MSG"), frame(queue), frame(sent), text, frame(queue));
    expect(await infoOf([bytes], "ipcns-msg-7.img")).toMatchObject({
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

  it.each(KINDS)("counts the entries that decoding returns: %s", async (path) => {
    const info = await imageInfo(at(path));
    const image: AnyImage = readImage(at(path));
    expect(info.image).toBe(image.image);
    expect(info.raw).toBe(!("entries" in image));
    if ("entries" in image) expect(info.count).toBe(image.entries.length + (ghost(path) ? 1 : 0));
  });

  it("describes a truncated image up to its end, and reports the truncation", async () => {
    const paths = fc.constantFrom(...KINDS.filter((path) => !isRaw(path)));
    await fc.assert(
      fc.asyncProperty(paths, fc.double({ min: 0, max: 1, noNaN: true }), async (path, where) => {
        const bytes = readFileSync(at(path));
        const whole = await imageInfo(at(path));
        const start = whole.sizes.beginning ?? 0;
        const cut = bytes.subarray(0, start + Math.floor((bytes.length - start) * where));
        const info = await imageInfo(fileOf(path, cut));
        const { file, ...shares } = info.sizes;
        expect(info).toMatchObject({ magic: whole.magic, version: whole.version, head: whole.head });
        expect(file).toBe(cut.length);
        expect(Object.values(shares).reduce((sum, size) => sum + size, 0)).toBe(file);
        expect(info.count).toBeLessThanOrEqual(whole.count);
        // There is an error at the end of the file, unless the cut is between entries.
        expect(info.problems.length).toBe(info.sizes.unread === 0 ? 0 : 1);
        for (const problem of info.problems) expect(problem).toMatchObject({ code: "truncated" });
      }),
    );
  });

  it("describes the entries before a damaged entry, and reports the error", async () => {
    const path = at("fds/files.img");
    const bytes = Uint8Array.from(readFileSync(path));
    const view = new DataView(bytes.buffer);
    let entry = 8;
    for (let i = 0; i < 3; i++) entry += 4 + view.getUint32(entry, true);
    // A field with an invalid number.
    bytes[entry + 4] = 0x07;
    const info = await imageInfo(fileOf(path, bytes));
    expect(info).toMatchObject({ count: 3, sizes: { unread: bytes.length - entry } });
    expect(info.problems).toMatchObject([{ code: "bad-tag", entry: 3, offset: entry + 4 }]);
    expect([...printInfo(info, 80)].at(-1)).toMatch(/^problem +FILES, entry 3, offset \d+: /);
    // The last field of the last entry is missing: the error is at the end of the file.
    const short = bytes.subarray(0, 8 + 4 + 2);
    short.set([2, 0, 0, 0, 8, 1], 8);
    expect(await imageInfo(fileOf(path, short))).toMatchObject({
      count: 0,
      problems: [{ code: "missing-field", entry: 0 }],
    });
  });

  it("reports an error in the first message, and counts no entries", async () => {
    const path = at("fds/pagemap-3438.img");
    const bytes = Uint8Array.from(readFileSync(path));
    bytes[12] = 0x07;
    expect(await imageInfo(fileOf(path, bytes))).toMatchObject({
      magic: "PAGEMAP",
      count: 0,
      problems: [{ code: "bad-tag" }],
    });
  });

  it.each(["v1.0", "v1.1"] as const)("shows version %s, head and byte order", async (version) => {
    const { town } = magics.find(({ define }) => define === "TTY_DATA_MAGIC") ?? {};
    const number = `0x${magicOf("TTY_DATA").toString(16)}`;
    for (const byteOrder of ["little", "big"] as const) {
      const path = at("tty/tty-data.img");
      const file = fileOf(path, new Uint8Array());
      writeImage(file, readImage(path), { version, byteOrder });
      const { sizes, problems, count, ...info } = await imageInfo(file);
      expect(info).toEqual({
        ...{ magic: "TTY_DATA", image: "TTY_DATA", raw: false, number, town },
        ...{ head: version === "v1.1" ? "common" : undefined, version, byte_order: byteOrder },
      });
      expect({ sizes, problems, count }).toMatchObject({ count: (await imageInfo(path)).count, problems: [] });
    }
  });

  it("reports a service head in place of a common head", async () => {
    const path = at("basic/pstree.img");
    const bytes = Uint8Array.from(readFileSync(path));
    bytes.set(readFileSync(at("basic/stats-dump")).subarray(0, 4));
    expect(await imageInfo(fileOf(path, bytes))).toMatchObject({
      head: "service",
      count: 1,
      problems: [{ code: "swapped-head" }],
    });
  });

  it("returns the same for chunks of any size", async () => {
    for (const path of KINDS.filter((path) => !isRaw(path))) {
      const bytes = readFileSync(at(path)).subarray(0, 20_000);
      const whole = await infoOf([bytes], basename(path));
      for (const size of [1, 7, 4096]) expect(await infoOf(chunksOf(bytes, size), basename(path)), path).toEqual(whole);
    }
  });

  it("does not hold extras or a rest in memory", async () => {
    const big = 3 * 2 ** 30;
    const chunk = new Uint8Array(2 ** 20);
    function* image(start: Uint8Array): Generator<Uint8Array> {
      yield start;
      for (let sent = 0; sent < big; sent += chunk.length) yield chunk;
    }
    const packet = concat(beginning("SK_QUEUES"), framed("sk_packet_entry", { id_for: 1, length: big }));
    expect(await infoOf(image(packet), "sk-queues.img")).toMatchObject({
      count: 1,
      sizes: { extras: big },
      problems: [],
    });
    const ghost = concat(beginning("GHOST_FILE"), framed("ghost_file_entry", { uid: 1, gid: 2, mode: 3 }));
    expect(await infoOf(image(ghost), "ghost-file-1.img")).toMatchObject({
      count: 1,
      sizes: { rest: big },
      problems: [],
    });
  });

  const SHARES = { beginning: "head and magic", framing: "sizes of messages", messages: "messages", extras: "extras" };

  it.each(KINDS)("prints one line for each known fact about %s", async (path) => {
    const info = await imageInfo(at(path));
    const { number, town, magic, image, head, version, byte_order, count, sizes } = info;
    const width = `${sizes.file}`.length;
    const shares = Object.entries({ ...SHARES, rest: "rest of the file" }).flatMap(([key, name]) => {
      const size = sizes[key as keyof typeof sizes] ?? 0;
      return size === 0 ? [] : [`            ${`${size}`.padStart(width)} ${name}`];
    });
    const framed = [
      `magic       ${number}${town === undefined ? "" : ` (${town})`}${magic === image ? "" : `, as ${magic}`}`,
      `head        ${head ?? "none"}`,
      `version     ${version ?? "any"}`,
      `byte order  ${byte_order}-endian`,
      `count       ${count}`,
    ];
    expect([...printInfo(info, 80)]).toEqual([
      `image       ${image}`,
      ...(info.raw ? ["magic       none: raw bytes without framing"] : framed),
      `size        ${sizes.file} bytes`,
      ...(info.raw ? [] : shares),
    ]);
    for (const line of printInfo(info, 80)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("prints the number of unread bytes", async () => {
    const bytes = readFileSync(at("fds/files.img")).subarray(0, 100);
    expect([...printInfo(await infoOf([bytes], "files.img"), 80)]).toContainEqual(
      expect.stringMatching(/^ {12} *\d+ not read$/),
    );
  });

  it("wraps errors at the width of the terminal", async () => {
    const bytes = readFileSync(at("fds/files.img")).subarray(0, 100);
    const lines = [...printInfo(await infoOf([bytes], "files.img"), 40)];
    const [problem, ...more] = lines.slice(lines.findIndex((line) => line.startsWith("problem")));
    expect(problem).toMatch(/^problem {5}FILES, entry \d/);
    expect(more.length).toBeGreaterThan(1);
    for (const line of more) expect(line).toMatch(/^ {12}\S/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
  });

  it("refuses a file that is not an image, and names it", async () => {
    const file = fileOf("note.img", Buffer.from("no image"));
    await expect(imageInfo(file)).rejects.toThrow(`${file}: offset 0: no image begins like this`);
    await expect(imageInfo(fileOf("x.img", new Uint8Array()))).rejects.toThrow("found 0 bytes");
    await expect(imageInfo(`${file}.none`)).rejects.toThrow(new Error(`${file}.none: no such file or directory`));
    await expect(imageInfo(CORPUS)).rejects.toThrow(`${CORPUS}: a folder: name one of its files`);
  });
});

/** Makes a file with the same name and other bytes. */
function fileOf(path: string, bytes: Uint8Array): string {
  const file = join(folder, basename(path));
  writeFileSync(file, bytes);
  return file;
}
