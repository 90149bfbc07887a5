import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { auxiliaryVector } from "../../../checkpoint/memory/auxv.ts";
import { MEMORY } from "../../support/checkpoints.ts";

/** Returns the words of /proc/PID/auxv as CRIU reads them: longs of the machine that dumps. */
function longs(values: readonly number[], size: 4 | 8, littleEndian: boolean): bigint[] {
  const view = new DataView(new ArrayBuffer(values.length * size));
  for (const [i, value] of values.entries()) {
    if (size === 4) view.setUint32(4 * i, value, littleEndian);
    else view.setBigUint64(8 * i, BigInt(value), littleEndian);
  }
  return Array.from({ length: view.byteLength / 8 }, (_, i) => view.getBigUint64(8 * i, littleEndian));
}

describe("the auxiliary vector", () => {
  it("is that of /proc at the moment of the dump", async () => {
    const checkpoint = await openCheckpoint(join(MEMORY, "threads/images"));
    const { auxv, words } = await openMemory(checkpoint, 32621);
    await checkpoint.close();
    const bytes = readFileSync(join(MEMORY, "threads/truth/auxv.bin"));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const truth = Array.from({ length: bytes.length / 16 - 1 }, (_, i) => [
      Number(view.getBigUint64(16 * i, true)),
      view.getBigUint64(16 * i + 8, true),
    ]);
    expect(auxv.map(({ type, value }) => [type, value])).toEqual(truth);
    expect(auxv.find(({ name }) => name === "PAGESZ")?.value).toBe(4096n);
    expect(words).toEqual({ size: 8, littleEndian: true });
  });

  it.each<[string, 4 | 8, boolean]>([
    ["64 bits", 8, true],
    ["64 bits, big-endian", 8, false],
    ["32 bits on a kernel of 64", 4, true],
    ["32 bits on a kernel of 64, big-endian", 4, false],
  ])("of %s has a type and a value in turn", (_title, size, littleEndian) => {
    const saved = longs([33, 0xf7f0_0000, 6, 65_536, 4, size === 8 ? 56 : 32, 999, 7, 0, 0], size, littleEndian);
    expect(auxiliaryVector(saved, littleEndian)).toEqual({
      entries: [
        { type: 33, name: "SYSINFO_EHDR", value: 0xf7f0_0000n },
        { type: 6, name: "PAGESZ", value: 65_536n },
        { type: 4, name: "PHENT", value: size === 8 ? 56n : 32n },
        { type: 999, value: 7n },
      ],
      words: { size, littleEndian },
    });
  });

  it("has the words of a machine of 32 bits", () => {
    const { words } = auxiliaryVector([6n, 4096n, 4n, 32n, 0n, 0n], true);
    expect(words.size).toBe(4);
  });

  it("ends with its last pair, also without an end", () => {
    expect(auxiliaryVector([6n, 4096n, 9n], true).entries).toEqual([{ type: 6, name: "PAGESZ", value: 4096n }]);
    expect(auxiliaryVector([], true).entries).toEqual([]);
  });
});
