import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCore } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { headers, headersSize } from "../../../checkpoint/core/elf/headers.ts";
import { MEMORY } from "../../support/checkpoints.ts";
import { bytesOf } from "./bytes.ts";
import { readElf } from "./elf.ts";
import { ADDRESS, area, type Made, made, mm, PAGE, PID } from "./made.ts";
import { SAMPLES } from "./samples.ts";

const cores = new Map([[PID, SAMPLES[0]?.core ?? {}]]);

/** Returns the segments as address, bytes in the file, bytes in memory, and flags, and what is missing. */
async function segments(content: Omit<Made, "cores">): Promise<unknown[]> {
  const core = await openCore(made({ cores, ...content }), PID);
  const bytes = await bytesOf(core);
  expect(bytes.length).toBe(core.size);
  const { loads } = readElf(bytes);
  for (const { offset, address } of loads) expect(offset % PAGE).toBe(Number(address % BigInt(PAGE)));
  return [
    core.missing,
    ...loads.map(({ address, fileSize, memorySize, flags }) => [address, fileSize, memorySize, flags]),
  ];
}

/** A run of pages: PE_PRESENT, PE_LAZY or PE_PARENT. */
const run = (vaddr: bigint, pages: number, flags: number): object => ({
  vaddr,
  nr_pages: BigInt(pages),
  compat_nr_pages: 0,
  flags,
});

const pagemap = (...entries: readonly object[]): Made["images"] => ({
  [`pagemap-${PID}.img`]: { image: "PAGEMAP", first: { pages_id: 1 }, entries } as never,
  "pages-1.img": { image: "PAGES", rest: Buffer.alloc(64 * PAGE, "x") },
});

const bytes = (pages: number): bigint => BigInt(pages * PAGE);

describe("the segments of a core", () => {
  it("hold pages, with zeros between and after them", async () => {
    const images = pagemap(run(ADDRESS, 1, 4), run(ADDRESS + bytes(3), 2, 4)) ?? {};
    expect(await segments({ mm: mm([area(ADDRESS, 10, { prot: 7 })]), images })).toEqual([
      {},
      [ADDRESS, bytes(10), bytes(10), 7],
    ]);
  });

  it("end at a long run of zeros", async () => {
    const far = ADDRESS + (1n << 40n);
    const images = pagemap(run(ADDRESS, 1, 4), run(far, 1, 4)) ?? {};
    const vma = { ...area(ADDRESS, 1), end: far + (1n << 41n) };
    expect(await segments({ mm: mm([vma]), images })).toEqual([
      {},
      [ADDRESS, bytes(1), 1n << 40n, 6],
      [far, bytes(1), 1n << 41n, 6],
    ]);
  });

  it("have no bytes of files and of the kernel", async () => {
    const mapped = area(0x20_0000n, 4, { status: 0x41, shmid: 9n, prot: 5 });
    const vvar = area(0x30_0000n, 2, { status: 0x1001, prot: 1 });
    const images = pagemap(run(ADDRESS, 1, 4), run(0x20_1000n, 1, 4)) ?? {};
    expect(await segments({ mm: mm([area(ADDRESS, 1), mapped, vvar]), images })).toEqual([
      {},
      [ADDRESS, bytes(1), bytes(1), 6],
      [0x20_0000n, 0n, bytes(1), 5],
      [0x20_1000n, bytes(1), bytes(1), 5],
      [0x20_2000n, 0n, bytes(2), 5],
      [0x30_0000n, 0n, bytes(2), 4],
    ]);
  });

  it("leave out pages that the checkpoint lacks, which would read as zeros", async () => {
    const images =
      pagemap(
        run(ADDRESS, 1, 4),
        run(ADDRESS + bytes(1), 2, 2),
        run(ADDRESS + bytes(3), 3, 1),
        run(ADDRESS + bytes(6), 1, 4),
      ) ?? {};
    expect(await segments({ mm: mm([area(ADDRESS, 8)]), images })).toEqual([
      { lazy: bytes(2), "no-parent": bytes(3) },
      [ADDRESS, bytes(1), bytes(1), 6],
      [ADDRESS + bytes(6), bytes(2), bytes(2), 6],
    ]);
  });

  it("are counted in a section header from 65,535 headers on", () => {
    const words = { size: 8, littleEndian: true } as const;
    const header = { type: 1, flags: 6, offset: 0, fileSize: 0, memorySize: bytes(1), align: PAGE };
    const loads = Array.from({ length: 65_535 }, (_, i) => ({ ...header, address: bytes(i) }));
    expect([65_534, 65_535].map((count) => headersSize(words, count) - count * 56)).toEqual([64, 128]);
    const file = headers({ number: 62, flags: 0 }, words, loads);
    expect(new DataView(file.buffer).getUint16(56, true)).toBe(0xffff);
    const elf = readElf(file);
    expect([elf.loads.length, elf.loads.at(-1)?.address]).toEqual([65_535, bytes(65_534)]);
  });

  it.each([
    ["chain/3", "chain/3/truth.json"],
    ["shared/images", "shared/truth-4097.json"],
    ["shared/images", "shared/truth-4101.json"],
    ["threads/images", "threads/truth.json"],
  ])("of %s hold the memory of %s", async (folder, file) => {
    const { pid, vmas } = JSON.parse(readFileSync(join(MEMORY, file), "utf8"));
    const checkpoint = await openCheckpoint(join(MEMORY, folder));
    const elf = readElf(await bytesOf(await openCore(checkpoint, pid)));
    await checkpoint.close();
    const wrong: string[] = [];
    let equal = 0;
    for (const { start, pages } of vmas) {
      let address = BigInt(start);
      for (const [count, content, kind] of pages) {
        for (let i = 0; i < Math.min(count, 200); i++) {
          const found = elf.memory(address + bytes(i), PAGE);
          // The truth has the bytes of files that are left to the debugger, and pages of the kernel that nobody reads.
          if (content === "unreadable" || (kind !== "anon" && isEmpty(found))) continue;
          if (hash(found) === content) equal++;
          else wrong.push(`0x${(address + bytes(i)).toString(16)} (${kind})`);
        }
        address += bytes(count);
      }
    }
    expect(wrong).toEqual([]);
    expect(equal).toBeGreaterThan(20);
  });
});

function isEmpty(page: Uint8Array | undefined): boolean {
  return page?.every((byte) => byte === 0) !== false;
}

function hash(page: Uint8Array | undefined): string {
  return isEmpty(page)
    ? "zero"
    : createHash("sha256")
        .update(page ?? "")
        .digest("hex");
}
