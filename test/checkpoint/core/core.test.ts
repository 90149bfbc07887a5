import { openCore } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { bytesOf } from "./bytes.ts";
import { readElf } from "./elf.ts";
import { ADDRESS, PID, TEXT } from "./made.ts";
import { madeOf, SAMPLES } from "./samples.ts";

describe("a core", () => {
  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
    "of %s has each register in its place",
    async (_name, sample) => {
      const { byteOrder, machine, bits, places, notes } = sample;
      const opened = await openCore(madeOf(sample), PID);
      const elf = readElf(await bytesOf(opened));
      expect(elf).toMatchObject({ type: 4, machine, bits, littleEndian: byteOrder === "little" });
      expect(elf.notes.map(({ type }) => type)).toEqual([1, 0x5349_4749, 3, 6, ...notes]);
      const wrong = places.filter(([type, offset, width, value]) => {
        const view = elf.notes.find((one) => one.type === type)?.bytes;
        return view === undefined || integerAt(view, offset, width, elf.littleEndian) !== value;
      });
      expect(wrong).toEqual([]);
      expect(Buffer.from(elf.memory(ADDRESS, TEXT.length) ?? []).toString()).toBe(TEXT);
    },
  );
});

function integerAt(view: DataView, offset: number, width: number, littleEndian: boolean): bigint {
  if (width === 8) return view.getBigUint64(offset, littleEndian);
  if (width === 4) return BigInt(view.getUint32(offset, littleEndian));
  return BigInt(width === 2 ? view.getUint16(offset, littleEndian) : view.getUint8(offset));
}
