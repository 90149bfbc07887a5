import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type Bytes, memoryBytes, type Store } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { openBytes } from "../../../checkpoint/open/open-bytes.ts";
import { settingsOf } from "../../../checkpoint/open/options.ts";
import { NODE_UNPACKERS } from "../../../checkpoint/open/unpack/node.ts";
import { Restarts } from "../../../checkpoint/open/unpack/restarts.ts";
import {
  type PlacedRestart,
  UNPACKERS,
  type Unpack,
  type Unpacker,
  type Unpackers,
} from "../../../checkpoint/open/unpack/unpackers.ts";
import { unpackXz } from "../../../checkpoint/open/unpack/xz.ts";
import { xzRestarts } from "../../../checkpoint/open/unpack/xz-index.ts";
import { missing, skipped } from "../../support/python.ts";
import { archive, entry } from "../../support/tar.ts";

/* Compressed archives of several parts: a file in the middle is unpacked from the nearest part on. Work is counted in bytes. */

const MIB = 1 << 20;

/** Makes bytes that do not compress; the same for each seed. */
function noise(seed: string, size: number): Uint8Array {
  const bytes = createHash("shake256", { outputLength: size }).update(seed).digest();
  return new Uint8Array(bytes);
}

const FILES = Array.from({ length: 6 }, (_, i) => ({
  name: `checkpoint/pages-${i + 1}.img`,
  content: noise(`${i}`, MIB + 4096 * i + i),
}));

const PLAIN = archive(...FILES.map((file) => entry(file)));

/** Compresses pieces of the archive one by one, and joins them. */
function parts(size: number, pack: (piece: Uint8Array) => Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < PLAIN.length; at += size) pieces.push(pack(PLAIN.subarray(at, at + size)));
  return new Uint8Array(Buffer.concat(pieces));
}

const by =
  (tool: string, ...args: readonly string[]) =>
  (input: Uint8Array): Uint8Array =>
    execFileSync(tool, args, { input, maxBuffer: 64 * MIB });

const NO_TOOLS = ["zstd", "xz", "bzip2"].map(missing).find((reason) => reason !== undefined);

const PACKED: [title: string, pack: () => Uint8Array, needsTool: boolean][] = [
  ["members of gzip", () => parts(700_000, gzipSync), false],
  ["many members of gzip", () => parts(20_000, gzipSync), false],
  ["members of gzip with names", () => parts(900_001, (piece) => withName(gzipSync(piece))), false],
  ["frames of zstd", () => parts(700_000, by("zstd", "-q")), true],
  [
    "frames of zstd with one that is skipped",
    () => parts(1_500_000, (piece) => skippable(by("zstd", "-q")(piece))),
    true,
  ],
  ["blocks of xz", () => by("xz", "-0", "--block-size=700000")(PLAIN), true],
  ["streams of xz", () => parts(900_000, by("xz", "-0")), true],
  ["streams of xz with blocks", () => parts(2_500_000, by("xz", "-0", "--block-size=900000")), true],
];

/** Adds a name, an extra field, a comment and a checksum to the header of a member. */
function withName(member: Uint8Array): Uint8Array {
  const header = Uint8Array.from(member.subarray(0, 10));
  header[3] = 4 | 8 | 16;
  const fields = Buffer.from("\x03\x00abcname\x00comment\x00", "latin1");
  return Buffer.concat([header, fields, member.subarray(10)]);
}

const skippable = (frame: Uint8Array): Uint8Array =>
  Buffer.concat([frame, Buffer.from("\x50\x2a\x4d\x18\x03\x00\x00\x00abc", "latin1")]);

/** Unpackers that count the bytes they unpack. */
class Counted {
  count = 0;
  readonly unpackers: Unpackers;

  constructor(unpackers: Unpackers) {
    const counted = (unpack: Unpack): Unpack => this.#counted(unpack);
    const entries = Object.entries(unpackers).map(([packing, load]) => [
      packing,
      async (): Promise<Unpacker> => {
        const { unpack, restarts } = await load();
        const all = async (packed: Bytes): Promise<PlacedRestart[]> =>
          ((await restarts?.(packed)) ?? []).map((one) => ({ ...one, unpack: counted(one.unpack) }));
        return { unpack: counted(unpack), restarts: all };
      },
    ]);
    this.unpackers = Object.fromEntries(entries);
  }

  #counted(unpack: Unpack): Unpack {
    const own = this;
    return async function* count(packed, window) {
      for await (const value of unpack(packed, window)) {
        if (value instanceof Uint8Array) own.count += value.length;
        yield value instanceof Uint8Array ? value : { ...value, unpack: own.#counted(value.unpack) };
      }
    };
  }

  open(bytes: Uint8Array): Promise<Store> {
    const settings = settingsOf({ kept: { file: 0 } }, this.unpackers);
    return openBytes(memoryBytes(bytes), settings, async () => undefined);
  }

  /** Returns the number of bytes that are unpacked for a range of a file, whose content is compared. */
  async costOf(store: Store, file: number, from: number, to: number): Promise<number> {
    const { name = "", content = new Uint8Array() } = FILES[file] ?? {};
    this.count = 0;
    expect(Buffer.compare(await store.bytes(name).read(from, to), content.subarray(from, to))).toBe(0);
    return this.count;
  }
}

/** Largest number of bytes for a short range: a part, and what lies between two restarts that are kept. */
const COST = 3 * MIB;

const PLATFORMS = { Node: NODE_UNPACKERS, "a browser": UNPACKERS };

describe.each(Object.entries(PLATFORMS))("in %s, reading a file of a compressed archive", (platform, unpackers) => {
  for (const [title, pack, tool] of PACKED) {
    // Node has unpackers of its own for these alone.
    if (platform === "Node" && !/gzip|zstd/.test(title)) continue;
    it.skipIf(tool && NO_TOOLS !== undefined)(`begins at the nearest of ${title}${skipped(NO_TOOLS)}`, async () => {
      const counted = new Counted(unpackers);
      const store = await counted.open(pack());
      expect(counted.count).toBe(PLAIN.length);
      expect(await counted.costOf(store, 5, 1_000_000, 1_000_100)).toBeLessThan(COST);
      expect(await counted.costOf(store, 3, 0, 1000)).toBeLessThan(COST);
      expect(await counted.costOf(store, 0, 0, 1000)).toBeLessThan(COST);
      // A later place is not reached through all that is before it.
      expect(await counted.costOf(store, 5, 0, 100)).toBeLessThan(COST);
      expect(await counted.costOf(store, 1, 5, MIB)).toBeLessThan(COST + MIB);
      await store.close();
    });
  }

  it("begins at the start if the archive has a single part", async () => {
    const counted = new Counted(unpackers);
    const store = await counted.open(new Uint8Array(gzipSync(PLAIN)));
    expect(await counted.costOf(store, 5, 0, 100)).toBeGreaterThan(5 * MIB);
    await store.close();
  });
});

/** bzip2 is slow: half of the files must do. */
const HALF = archive(...FILES.slice(0, 3).map((file) => entry(file)));

describe.skipIf(NO_TOOLS !== undefined)(`reading a file of an archive with bzip2${skipped(NO_TOOLS)}`, () => {
  it.each([
    ["blocks", () => by("bzip2", "-9")(HALF)],
    ["streams", () => Buffer.concat([HALF.subarray(0, 1_500_001), HALF.subarray(1_500_001)].map(by("bzip2", "-1")))],
  ])("begins at the nearest of its %s", async (_, pack) => {
    const counted = new Counted(UNPACKERS);
    const store = await counted.open(new Uint8Array(pack()));
    expect(counted.count).toBe(HALF.length);
    expect(await counted.costOf(store, 1, 900_000, 900_100)).toBeLessThan(2 * MIB);
    expect(await counted.costOf(store, 2, 1_000_000, 1_000_100)).toBeLessThan(2 * MIB);
    await store.close();
  });
});

describe("the restarts of an archive", () => {
  it("are at most 65 536, ever farther apart", () => {
    const restarts = new Restarts();
    for (let i = 0; i < 300_000; i++) restarts.add({ packed: i, unpacked: i * MIB, unpack: unpackXz });
    expect(restarts.before(0)?.packed).toBe(0);
    expect(restarts.before(MIB * 8 - 1)?.packed).toBe(0);
    expect(restarts.before(MIB * 300_000)?.packed).toBe(299_992);
    expect(new Restarts().before(9)).toBeUndefined();
  });

  it("are none if the index of an xz is not as it should be", async () => {
    const odd = [new Uint8Array(), new Uint8Array(4096), noise("x", 4096)];
    const footer = Buffer.from("\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00YZ", "latin1");
    const claims = Buffer.from(
      "\x00\xff\xff\xff\xff\xff\x01\x00....\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00YZ",
      "latin1",
    );
    for (const bytes of [...odd, footer, claims]) expect(await xzRestarts(memoryBytes(bytes))).toEqual([]);
  });
});
