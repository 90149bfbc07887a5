import { gzipSync } from "node:zlib";
import { memoryBytes, openStore, SourceError } from "criu-checkpoint";
import { ImageError } from "criu-images";
import { describe, expect, it } from "vitest";
import { share } from "../../support/share.ts";
import { archive, entry, GNU, header, latin, pax } from "../../support/tar.ts";

/* Archives with changed, lost and repeated bytes: each is read, or refused by an error of the library. */

/** An archive of three images, compressed by the tools. */
const PACKED: Readonly<Record<string, string>> = {
  zstd:
    "KLUv/QRopQgA0g0xKXBvDvz//////52RXbbxX+3SSxvYTDgNuKOUUsqkkBZL3ZhK2F6waFqm1uiwRswar66s0WBpuP9TzzkUSSNv" +
    "kz1Oo9Ti2mV3Wi2719bM0+jNIlmz3bwc49Ndbz3QUFvBQqAIJIEIwKVDYvKSlaSuhawAVHdXtjkRs2J7f55CUBRlk+jrxEVVBaq7" +
    "CReJdsBkJgrH+h3X/1pvJ/Q97NvPSJwWQTB075ATSaW2WGN/Or3x4zqfOrWzva3F3hBR9IEjkJc9Xh4gQEtBCgry/VkB4/WDVdMG" +
    "UGWIQ8geAETLZA1VXAQypmbd/CdQwMobgDGoTg1g1L3D7PEC+YDGQcIoANsZxgYQ/mBqYUACmAZYTYoO6SV68A==",
  xz:
    "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4BH/ARhdADGaCNM4p/CX8EtOhHjKKESjU4b/jQ2RW47Zqitb9xd3AqXZXi+BzP34m7Xj" +
    "MAC7wjf3nQQueQgvXV31UN/TFwi8Ln3Xyr+YA5HoJk3OSHrCEXJ1Ag7Ww4+zaUQky8SgVYLrYZ32+wt4SLKI/ODKFmLdF1BrdWnI" +
    "6X0GTjRmYas4u2TipIN4VFqCQ6cKuCJIoJyfThyKiDBL4oL6oXnWF1UeghPmX46Bpj6k58F8viwj5yAj7Z8mdZkWu43enRvhyj3r" +
    "AxsBvOwHUs2OMWuz1o6NKGhuk7nJdfdL1mo8pM01J/agbU7YHusSa+1xzXpAjPme7wU5iNNTl2lzrE0ILM6/BzSKa22vn+tdSH9A" +
    "eM3hA1Byn3BGJQAAY1W8e0zwESwAAbQCgCQAANmO0+qxxGf7AgAAAAAEWVo=",
  bzip2:
    "QlpoOTFBWSZTWV68ytkAAQj/k//BWfBEw//gSFlnQH/73yAEgAACAIgACDABOVm0NKT2og9EABkAAGjQAGQBgg1BNT9EmgDQAABo" +
    "ADTRoAABVJJqaYCGEGgaGQAGTRoA0BpplHfF3Zi9SM8Y5XJRb59O1XQgt3t5grF+LEwyk5r0XDZKpKRi7pkRtWG7vsCelA5Jc2OZ" +
    "h6pqOGpWLzZBtX8FPdCBAlZthJAKg8yiAE955hH3JWaEF55sC2SQqpQiFuQi7k8PGyaxIhfv5CVM48WGgnJaIHl4nUhTFHMKaHyc" +
    "ASA0kgExFuGJBlkYPOriwKQcBYYgmmJhbjmbjEAwwSdq7SLbJBZpL4mtme0wZ4QqEHyzsaAOzGMBFJZ5VmJyONkEt7Ac6x+XyMD4" +
    "UIB0TAfIkqRFQXKQzFO0T9ZylHNnKlAZzzJS+iavqQP11feZAfxdyRThQkF68ytk",
};

const octal = (value: number): string => `${value.toString(8).padStart(11, "0")}\0`;
const sparse: readonly (readonly [number, string])[] = [
  [386, octal(5) + octal(4)],
  [483, octal(90)],
];

const PLAIN = archive(
  entry({ name: "checkpoint/pstree.img", content: "content" }),
  pax({ path: "p".repeat(120), size: "3" }),
  header({ name: "x", size: 0 }),
  new Uint8Array(Buffer.concat([latin("one"), new Uint8Array(509)])),
  entry({ name: "long", type: "L", content: `${"n".repeat(200)}\0`, magic: GNU }),
  entry({ name: "x", type: "2", target: "y" }),
  entry({ name: "s", type: "S", magic: GNU, content: "data", patches: sparse }),
  pax({ "GNU.sparse.map": "0,2,7,2", "GNU.sparse.size": "20" }),
  entry({ name: "t", content: "data" }),
  pax({ "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "20" }),
  entry({ name: "u", content: `1\n3\n4\n${"\0".repeat(506)}data` }),
);

/** A stream of one file, in two pieces: markers of 32-bit size, then tags and values. */
const STREAM = latin(
  "\x03\0\0\0\x12\x01a\x04\0\0\0\x08\x01\x18\x02xx\x04\0\0\0\x08\x02\x18\x01x\x04\0\0\0\x08\x03\x20\x01\x04\0\0\0\x08\x04\x28\x01",
);

const BASES: readonly (readonly [string, Uint8Array])[] = [
  ["tar", PLAIN],
  ["gzip", new Uint8Array(gzipSync(PLAIN))],
  ["stream", STREAM],
  ...Object.entries(PACKED).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, "base64"))] as const),
];

/** Returns numbers below a limit, the same for the same seed. */
function dice(seed: number): (limit: number) => number {
  let state = seed + 1;
  return (limit) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ (state << 7);
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39) + 0x9e3779b9;
    return (state >>> 0) % limit;
  };
}

/** Returns a copy with up to three faults. */
function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const roll = dice(seed);
  let copy = bytes.slice();
  for (let faults = 1 + roll(3); faults > 0; faults--) {
    const at = roll(copy.length);
    const kind = roll(5);
    if (kind < 3) copy[at] = kind === 0 ? roll(256) : (copy[at] ?? 0) ^ (1 << roll(8));
    else if (kind === 3) copy = copy.slice(0, at + 1);
    else copy = new Uint8Array(Buffer.concat([copy.subarray(0, at), copy.subarray(at - roll(at + 1))]));
  }
  // A header whose checksum is right reaches more code.
  return bytes === PLAIN ? withChecksums(copy) : copy;
}

function withChecksums(bytes: Uint8Array): Uint8Array {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (!/^[0-7]{6}\0 $/.test(Buffer.from(block.subarray(148, 156)).toString("latin1"))) continue;
    block.fill(0x20, 148, 156);
    block.set(
      latin(
        `${block
          .reduce((all, byte) => all + byte, 0)
          .toString(8)
          .padStart(6, "0")}\0 `,
      ),
      148,
    );
  }
  return bytes;
}

/** Opens an archive and reads the start of each file; returns the error. */
async function ended(bytes: Uint8Array): Promise<unknown> {
  try {
    const store = await openStore(memoryBytes(bytes), { limits: { unpacked: 1 << 24 } });
    for (const { name, kind } of store.files.values()) if (kind === "file") await store.bytes(name).read(0, 1 << 16);
    await store.close();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a mutated archive", () => {
  it.each(BASES)("is read, or refused by its own error: %s", async (name, bytes) => {
    expect(await ended(bytes)).toBeUndefined();
    let refused = 0;
    // Each start of a decoder takes memory and time.
    const seeds = share(name in PACKED ? 300 : 1600);
    for (let seed = 0; seed < seeds; seed++) {
      const error = await ended(mutated(bytes, seed));
      if (error === undefined) continue;
      refused++;
      const isOwn = error instanceof SourceError || error instanceof ImageError;
      expect(isOwn, `seed ${seed}: ${error instanceof Error ? error.stack : error}`).toBe(true);
    }
    expect(refused).toBeGreaterThan(seeds / 4);
  });
});
