import * as criu from "criu-images";
import { describe, expect, it } from "vitest";
import { concat, framed, plainImage, words } from "../support/build.ts";
import { magicOf, magicValue } from "../support/facts.ts";

const COMMON = magicValue("IMG_COMMON_MAGIC");
const SERVICE = magicValue("IMG_SERVICE_MAGIC");
const stats = framed("stats_entry", {});
const fifo = framed("fifo_entry", { id: 1, pipe_id: 2 });
const inventory = framed("inventory_entry", { img_version: 2 });

/** Returns the error that reading throws, and whether lenient reading reports the same error and continues. */
function problem(read: (options?: criu.ReadOptions) => { entries: unknown[] }): {
  code: string;
  message: string;
  passes: boolean;
} {
  let thrown: unknown;
  try {
    read();
  } catch (error) {
    thrown = error;
  }
  const reported: criu.ImageError[] = [];
  let passes = true;
  try {
    expect(read({ tolerate: (p) => reported.push(p) }).entries).toHaveLength(1);
    expect(reported.map(({ message }) => message)).toEqual([(thrown as Error).message]);
  } catch {
    passes = false;
  }
  expect(thrown).toBeInstanceOf(criu.ImageError);
  const { code, message } = thrown as criu.ImageError;
  return { code, message, passes };
}

describe("the head of an image", () => {
  it("is reported as swapped if it is the service head of a common image, or the reverse", () => {
    const common = concat(words(true, SERVICE, magicOf("FIFO")), fifo);
    expect(problem((options) => criu.decodeFifoImage(common, options))).toMatchObject({
      code: "swapped-head",
      message: expect.stringContaining(
        "not this image's head in v1.1: expected 0x54564319 (IMG_COMMON), found 0x55105940 (IMG_SERVICE)",
      ) as string,
      passes: true,
    });
    const service = concat(words(true, COMMON, magicOf("STATS")), stats);
    expect(problem((options) => criu.decodeStatsImage(service, options))).toMatchObject({
      code: "swapped-head",
      message: expect.stringContaining("head in v1.1: expected 0x55105940 (IMG_SERVICE), found 0x54564319") as string,
      passes: true,
    });
  });

  it("is refused before the inventory's magic", () => {
    const bytes = concat(words(true, COMMON, magicOf("INVENTORY")), inventory);
    expect(problem((options) => criu.decodeInventoryImage(bytes, options))).toMatchObject({
      code: "unexpected-head",
      message:
        "INVENTORY, offset 0: not this image's head in v1.1: " +
        "expected 0x58313116 (INVENTORY), found 0x54564319 (IMG_COMMON)",
      passes: true,
    });
  });

  it("is required if the version has heads, and refused otherwise", () => {
    const old = plainImage("FIFO", [{ id: 1, pipe_id: 2 }], {}, { heads: false });
    expect(problem((options) => criu.decodeFifoImage(old, { ...options, version: "v1.1" }))).toMatchObject({
      code: "missing-head",
      passes: true,
    });
    const recent = plainImage("FIFO", [{ id: 1, pipe_id: 2 }], {});
    expect(problem((options) => criu.decodeFifoImage(recent, { ...options, version: "v1.0" }))).toMatchObject({
      code: "unexpected-head",
      passes: true,
    });
    expect(criu.decodeFifoImage(old, { version: "v1.0" }).version).toBe("v1.0");
    expect(criu.decodeFifoImage(recent, { version: "v1.1" }).version).toBe("v1.1");
  });

  it("does not matter before another image's magic: even lenient reading refuses the file", () => {
    for (const bytes of [
      concat(words(true, COMMON, magicOf("CORE")), fifo),
      concat(words(true, magicOf("CORE")), fifo),
    ]) {
      expect(problem((options) => criu.decodeFifoImage(bytes, options))).toMatchObject({
        code: "bad-magic",
        message: expect.stringContaining("expected 0x58364939 (FIFO), found 0x55053847") as string,
        passes: false,
      });
    }
    expect(() => criu.decodeFifoImage(new TextEncoder().encode("hello there"))).toThrow("found 0x6c6c6568");
  });
});

describe("writing", () => {
  it("uses the framing of the options, then of the image, then v1.1 and little-endian", () => {
    const entries = [{ id: 1, pipe_id: 2 }];
    const write = (image: Partial<criu.FifoImage>, options?: criu.WriteOptions): Uint8Array =>
      criu.encodeFifoImage({ image: "FIFO", entries, ...image }, options);
    const built = (heads: boolean, littleEndian: boolean): Uint8Array =>
      plainImage("FIFO", entries, {}, { heads, littleEndian });
    expect(write({})).toEqual(built(true, true));
    expect(write({ version: "v1.0" })).toEqual(built(false, true));
    expect(write({}, { version: "v1.0" })).toEqual(built(false, true));
    expect(write({ version: "v1.0" }, { version: "v1.1" })).toEqual(built(true, true));
    expect(write({ byteOrder: "big" })).toEqual(built(true, false));
    expect(write({ byteOrder: "big", version: "v1.0" }, { byteOrder: "little" })).toEqual(built(false, true));
  });

  it("refuses values out of a field's range or of a wrong type, and names the field", () => {
    const message = (entry: object): string => {
      try {
        criu.encodeFifoImage({ image: "FIFO", entries: [{ id: 1, pipe_id: 1 }, entry as criu.FifoEntry] });
      } catch (error) {
        return (error as Error).message;
      }
      return "written";
    };
    expect(message({ id: 1, pipe_id: 2 })).toBe("written");
    expect(message({ id: 1 })).toBe("FIFO, entry 1, pipe_id: a required field is missing");
    expect(message({ id: -1, pipe_id: 2 })).toContain(
      "FIFO, entry 1, id: the field cannot hold this: expected a whole number",
    );
    expect(message({ id: 1.5, pipe_id: 2 })).toContain("found 1.5");
    expect(message({ id: "1", pipe_id: 2 })).toContain('found "1"');
    expect(message({ id: 1n, pipe_id: 2 })).toContain("found 1n");
  });

  it("names a nested field by its path", () => {
    const vma = { start: 0n, end: 1n, pgoff: 0n, shmid: 0n, prot: 0, flags: 0, status: 0, fd: 0n };
    const mm = criu.decodeMmEntry(criu.encodeMmEntry({ ...emptyMm(), vmas: [vma] as criu.VmaEntry[] }));
    const broken = { ...mm, vmas: [vma, { ...vma, start: -1n }] as criu.VmaEntry[] };
    expect(() => criu.encodeMmImage({ image: "MM", entries: [broken] })).toThrow(
      "MM, entry 0, vmas[1].start: the field",
    );
  });

  it("refuses values that contradict the length fields, the conditions or the layout", () => {
    const wrong: [() => unknown, string][] = [
      [
        () =>
          criu.encodePipesDataImage({
            image: "PIPES_DATA",
            entries: [{ pipe_id: 1, bytes: 3, extra: new Uint8Array(2) }],
          }),
        "PIPES_DATA, entry 0, extra: the length does not match bytes: expected 3, found 2",
      ],
      [
        () =>
          criu.encodeIpcnsShmImage({
            image: "IPCNS_SHM",
            entries: [{ desc, size: 1n, in_pagemaps: true, extra: new Uint8Array(1) }],
          }),
        "IPCNS_SHM, entry 0, extra: in_pagemaps allows no value here",
      ],
      [
        () => criu.encodeIpcnsShmImage({ image: "IPCNS_SHM", entries: [{ desc, size: 1n }] }),
        "expected 1, found nothing",
      ],
      [
        () => criu.encodeIpcnsSemImage({ image: "IPCNS_SEM", entries: [{ desc, nsems: 1, extra: [65536] }] }),
        "IPCNS_SEM, entry 0, extra[0]: the field cannot hold this: expected whole numbers of 16 bits, found 65536",
      ],
      [
        () =>
          criu.encodeIpcnsSemImage({
            image: "IPCNS_SEM",
            entries: [{ desc, nsems: 1, extra: [1], $padding: new Uint8Array(7) }],
          }),
        "IPCNS_SEM, entry 0, $padding: $padding has the wrong size",
      ],
      [
        () => criu.encodePagemapImage({ image: "PAGEMAP", entries: [{ vaddr: 1n, compat_nr_pages: 1 }] }),
        "PAGEMAP, first: entries and rest need",
      ],
      [
        () =>
          criu.encodeGhostFileImage({
            image: "GHOST_FILE",
            first: ghost,
            entries: [{ len: 0n, off: 0n, extra: new Uint8Array() }],
          }),
        "GHOST_FILE, entries: the image, or its first message, allows none",
      ],
      [
        () =>
          criu.encodeGhostFileImage({
            image: "GHOST_FILE",
            first: { ...ghost, chunks: true },
            entries: [],
            rest: new Uint8Array(1),
          }),
        "GHOST_FILE, rest: the image",
      ],
    ];
    for (const [write, message] of wrong) expect(write).toThrow(message);
  });
});

const desc = { key: 1, uid: 2, gid: 3, cuid: 4, cgid: 5, mode: 6, id: 7 };
const ghost = { uid: 1, gid: 2, mode: 3 };

function emptyMm(): criu.MmEntry {
  const required = Object.fromEntries(
    ["mm_start_code", "mm_end_code", "mm_start_data", "mm_end_data", "mm_start_stack", "mm_start_brk", "mm_brk"]
      .concat(["mm_arg_start", "mm_arg_end", "mm_env_start", "mm_env_end"])
      .map((name) => [name, 0n]),
  );
  return { ...required, exe_file_id: 0, vmas: [], mm_saved_auxv: [], aios: [] } as unknown as criu.MmEntry;
}
