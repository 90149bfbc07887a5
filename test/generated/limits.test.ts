import {
  decodeCgroupImage,
  decodeIpcnsSemImage,
  decodeNetdevImage,
  decodeNetnsImage,
  decodePipesDataImage,
  decodePstreeImage,
  encodeCgroupImage,
  ImageError,
  iterateNetnsImage,
  iteratePstreeImage,
  streamNetnsImage,
  streamPstreeImage,
} from "criu-images";
import { decodeVmasColumns } from "criu-images/columns/vmas";
import { imageToJson, jsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { beginning, concat, framed, words } from "../support/build.ts";
import { referenceEncode } from "../support/reference.ts";
import { varint } from "../support/wire.ts";

/* Tests the options that limit input, and sizes that exceed the bytes present. */

async function codeOf(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof ImageError) return error.code;
    throw error;
  }
}

/** Encodes a length-delimited field. */
function sized(number: number, body: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(number * 8 + 2), varint(BigInt(body.length)), body]);
}

/** Returns control groups nested this deep: no other message can contain itself. */
function nested(levels: number, unknown: Uint8Array = new Uint8Array(0)): Uint8Array {
  const name = sized(1, Uint8Array.of(97));
  let group: Uint8Array = Buffer.concat([name, unknown]);
  for (let depth = 2; depth < levels; depth++) group = Buffer.concat([name, sized(2, group)]);
  return sized(2, sized(2, group));
}

const frame = (message: Uint8Array): Uint8Array => concat(words(true, message.length), message);
const cgroup = (levels: number, unknown?: Uint8Array): Uint8Array =>
  concat(beginning("CGROUP"), frame(nested(levels, unknown)));

describe("maxDepth", () => {
  it("counts unknown groups as levels of their message", async () => {
    const groups = (count: number): Uint8Array =>
      Uint8Array.from([...Array(count).fill(0x7b), ...Array(count).fill(0x7c)]);
    const image = cgroup(60, groups(40));
    expect(encodeCgroupImage(decodeCgroupImage(image))).toEqual(image);
    expect(jsonToImage(imageLayouts, imageToJson(imageLayouts, image))).toEqual(image);
    for (const read of [decodeCgroupImage, (bytes: Uint8Array) => imageToJson(imageLayouts, bytes)])
      expect(await codeOf(() => read(cgroup(60, groups(41))))).toBe("too-deep");
  });

  it.each([
    [undefined, 100],
    [3, 3],
    [150, 150],
  ])("%s: accepts messages nested up to %s levels, and refuses deeper ones", async (maxDepth, most) => {
    const options = maxDepth === undefined ? {} : { maxDepth };
    const image = decodeCgroupImage(cgroup(most), options);
    expect(encodeCgroupImage(image, options)).toEqual(cgroup(most));
    expect(imageToJson(imageLayouts, cgroup(most), options)).toContain('"children"');
    expect(await codeOf(() => decodeCgroupImage(cgroup(most + 1), options))).toBe("too-deep");
    expect(await codeOf(() => imageToJson(imageLayouts, cgroup(most + 1), options))).toBe("too-deep");
    const deeper = decodeCgroupImage(cgroup(most + 1), { maxDepth: most + 1 });
    expect(await codeOf(() => encodeCgroupImage(deeper, options))).toBe("too-deep");
  });

  it("applies to the message in `$kept` of JSON", async () => {
    for (const levels of [90, 10_000]) {
      const wire = Buffer.from(nested(levels)).toString("base64");
      const json = `{"magic": "CGROUP", "entries": [{"$kept": {"wire": "${wire}"}}]}`;
      expect(await codeOf(() => jsonToImage(imageLayouts, json))).toBe(levels < 100 ? undefined : "bad-value");
    }
  });
});

const pstree = (pid: number): Uint8Array =>
  framed("pstree_entry", { pid, ppid: 0, pgid: 1, sid: 1, threads: Array(100).fill(pid) });
const image = concat(beginning("PSTREE"), pstree(1), pstree(70_000), pstree(3));
const small = { maxSize: 250 };

describe("maxSize", () => {
  it("refuses a longer message in each way of reading", async () => {
    expect(decodePstreeImage(image).entries).toHaveLength(3);
    expect(decodePstreeImage(image, { maxSize: 500 }).entries).toHaveLength(3);
    const read = async (): Promise<void> => {
      for await (const _ of (await streamPstreeImage([image], small)).entries);
    };
    const ways = [
      () => decodePstreeImage(image, small),
      () => [...iteratePstreeImage(image, small).entries],
      () => imageToJson(imageLayouts, image, small),
      () => decodeVmasColumns(concat(beginning("VMAS"), frame(new Uint8Array(251))), small),
      read,
    ];
    for (const way of ways) expect(await codeOf(way)).toBe("too-large");
    expect(() => decodePstreeImage(image, small)).toThrow(/entry 1, offset 220: .*at most 250 bytes .*found 410/);
  });

  it("refuses a size before the bytes arrive", async () => {
    let taken = 0;
    function* endless(): Generator<Uint8Array> {
      yield concat(beginning("PSTREE"), words(true, 1_000_000));
      for (; ; taken++) yield new Uint8Array(1000);
    }
    const { entries } = await streamPstreeImage(endless(), { maxSize: 999_999 });
    expect(await codeOf(() => entries.next())).toBe("too-large");
    expect(taken).toBe(0);
  });

  it("refuses a longer extra", async () => {
    const data = concat(
      beginning("PIPES_DATA"),
      framed("pipe_data_entry", { pipe_id: 1, bytes: 300 }),
      new Uint8Array(300),
    );
    expect(decodePipesDataImage(data).entries[0]?.extra).toHaveLength(300);
    expect(await codeOf(() => decodePipesDataImage(data, small))).toBe("too-large");
  });
});

describe("a size beyond the end of the image", () => {
  const desc = { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 0, id: 0 };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["a message", () => decodePstreeImage(concat(beginning("PSTREE"), words(true, 0xffffffff), pstree(1)))],
    ["entries, in columns", () => decodeVmasColumns(concat(beginning("VMAS"), words(true, 0xffffffff)))],
    [
      "a run of integers",
      () => decodeIpcnsSemImage(concat(beginning("IPCNS_SEM"), framed("ipc_sem_entry", { desc, nsems: 0xffffffff }))),
    ],
    [
      "a run of bytes",
      () =>
        decodePipesDataImage(
          concat(beginning("PIPES_DATA"), framed("pipe_data_entry", { pipe_id: 1, bytes: 0xffffffff })),
        ),
    ],
  ];

  it.each(cases)("is refused before memory is allocated: %s", async (_, read) => {
    const before = process.memoryUsage();
    expect(await codeOf(read)).toBe("truncated");
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1 << 24);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(1 << 26);
  });
});

it("a submessage split into two fields can have lists of any length", () => {
  const device = referenceEncode("net_device_entry", { type: 1, ifindex: 1, mtu: 1, flags: 0, name: "a" });
  const many = 200_000;
  // Addresses of a tunnel, in protobuf's shortest form of a list.
  const part = sized(15, sized(2, new Uint8Array(many).fill(1)));
  const { entries } = decodeNetdevImage(concat(beginning("NETDEV"), frame(concat(device, part, part))));
  expect(entries[0]?.sit?.local).toHaveLength(2 * many);
});

describe("the memory limit", () => {
  const empty = Buffer.concat([beginning("NETNS"), new Uint8Array(1 << 19)]);
  const process = referenceEncode("pstree_entry", { pid: 1, ppid: 0, pgid: 1, sid: 1 });
  const device = referenceEncode("net_device_entry", { type: 1, ifindex: 1, mtu: 1, flags: 0, name: "a" });
  const settings = Buffer.alloc(1 << 19, sized(15, new Uint8Array(0)));
  const views = Buffer.alloc(1 << 19, Uint8Array.of(0x7a, 0));
  const known = Buffer.alloc(1 << 21, Uint8Array.of(0x78, 1, 8, 1));

  it("refuses an image of many small objects, unless `maxMemory` is raised", async () => {
    const cases: [Uint8Array, (bytes: Uint8Array, options?: { maxMemory: number }) => unknown][] = [
      [empty, decodeNetnsImage],
      [Buffer.concat([beginning("NETDEV"), frame(Buffer.concat([device, settings]))]), decodeNetdevImage],
      [Buffer.concat([beginning("PSTREE"), frame(Buffer.concat([process, known]))]), decodePstreeImage],
    ];
    for (const [bytes, decode] of cases) {
      expect(await codeOf(() => decode(bytes))).toBe("too-much");
      expect(await codeOf(() => decode(bytes, { maxMemory: 1000 }))).toBe("too-much");
      expect(await codeOf(() => decode(bytes, { maxMemory: Infinity }))).toBeUndefined();
    }
  });

  it("counts a list of one element as large as V8 makes it", async () => {
    const imageOf = (...controller: number[]): Uint8Array =>
      Buffer.concat([beginning("CGROUP"), frame(sized(2, Uint8Array.from(controller)))]);
    const limit = { maxMemory: 600 };
    expect(await codeOf(() => decodeCgroupImage(imageOf(), limit))).toBeUndefined();
    expect(await codeOf(() => decodeCgroupImage(imageOf(0x0a, 0), limit))).toBe("too-much");
  });

  it("applies to each entry alone if entries are read one by one", async () => {
    let count = 0;
    for (const _ of iterateNetnsImage(empty).entries) count++;
    for await (const _ of (await streamNetnsImage([empty])).entries) count--;
    expect(count).toBe(0);
  });

  it("ignores fields that are only skipped or printed", () => {
    const { entries } = decodePstreeImage(
      Buffer.concat([beginning("PSTREE"), frame(Buffer.concat([process, settings, views]))]),
    );
    expect(entries[0]?.$unknown).toHaveLength(1);
    expect(imageToJson(imageLayouts, empty).length).toBeGreaterThan(1 << 18);
  });
});

it("an error message stays short for a value of any length", async () => {
  for (const value of ["9".repeat(100_000), `"${"x".repeat(100_000)}"`, `"0x${"f".repeat(100_000)}"`]) {
    const json = `{"magic": "FIFO", "entries": [{"id": ${value}, "pipe_id": 1}]}`;
    expect(await codeOf(() => jsonToImage(imageLayouts, json))).toBe("bad-value");
    expect(() => jsonToImage(imageLayouts, json)).toThrow(/^JSON, entries\[0\]\.id, offset 37: .{50,400}$/);
  }
  const name = `{"magic": "FIFO", "entries": [{"${"x".repeat(100_000)}": 1}]}`;
  expect(() => jsonToImage(imageLayouts, name)).toThrow(/^JSON, entries\[0\], offset 31: .{50,400}$/);
});
