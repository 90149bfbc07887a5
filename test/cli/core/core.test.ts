import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { readElf } from "../../checkpoint/core/elf.ts";
import { ADDRESS, area, filesOf, type Made, mm, PAGE, PID } from "../../checkpoint/core/made.ts";
import { SAMPLES } from "../../checkpoint/core/samples.ts";
import { MEMORY } from "../../support/checkpoints.ts";
import { environment } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const THREADS = join(MEMORY, "threads/images");
const cores = new Map([[PID, SAMPLES[0]?.core ?? {}]]);

/** Writes a checkpoint to a new folder. */
function written(content: Omit<Made, "cores">): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of filesOf({ cores, ...content })) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** A pagemap with a run of pages: PE_PRESENT, PE_LAZY or PE_PARENT. */
const pagemap = (pages: bigint, flags: number): Made["images"] => ({
  [`pagemap-${PID}.img`]: {
    ...{ image: "PAGEMAP", first: { pages_id: 1 } },
    entries: [{ vaddr: ADDRESS, nr_pages: pages, compat_nr_pages: 0, flags }],
  },
});

describe("core", () => {
  it("writes a sparse file that replaces an older one, of the only process", async () => {
    const file = join(temporaryFolder(), "core");
    writeFileSync(file, "old");
    expect(await critgenHere(["core", join(MEMORY, "chain/3"), "-o", file])).toEqual({ code: 0, out: "", err: "" });
    const elf = readElf(readFileSync(file));
    expect(elf.loads.reduce((sum, { memorySize }) => sum + memorySize, 0n)).toBeGreaterThan(1n << 38n);
    expect(statSync(file).size).toBeLessThan(1 << 22);
  });

  it("leaves room for zeros on the disk, and writes them to a pipe", async () => {
    const far = ADDRESS + BigInt(16 * PAGE);
    const images = {
      [`pagemap-${PID}.img`]: {
        ...{ image: "PAGEMAP" as const, first: { pages_id: 1 } },
        entries: [ADDRESS, far].map((vaddr) => ({ vaddr, nr_pages: 1n, compat_nr_pages: 0, flags: 4 })),
      },
      "pages-1.img": { image: "PAGES" as const, rest: Buffer.alloc(2 * PAGE, "x") },
    };
    const folder = written({ mm: mm([area(ADDRESS, 20)]), images });
    const file = join(folder, "out");
    expect(await critgenHere(["core", folder, `${PID}`, "-o", file])).toMatchObject({ code: 0, err: "" });
    const { size, blocks } = statSync(file);
    expect(blocks * 512).toBeLessThan(size - 8 * PAGE);
    const piped = spawnSync("critgen", ["core", folder], { env: environment() });
    expect(piped.stdout).toEqual(readFileSync(file));
    expect(readElf(readFileSync(file)).memory(far, 2)).toEqual(new Uint8Array([0x78, 0x78]));
  });

  it("reports memory that the checkpoint lacks", async () => {
    const file = join(temporaryFolder(), "core");
    const lazy = await critgenHere(["core", written({ images: pagemap(1n, 2) ?? {} }), "-o", file]);
    expect([lazy.code, lazy.err]).toEqual([
      1,
      "critgen: 4 KiB of memory were left to be sent later (lazy pages); a debugger cannot read them\n",
    ]);
    const parent = await critgenHere(["core", written({ images: pagemap(1n, 1) ?? {} }), "-o", file]);
    expect([parent.code, parent.err]).toEqual([
      1,
      "critgen: 4 KiB of memory are in a parent that is not here: give it with --parent; a debugger cannot read them\n",
    ]);
  });

  it("asks for one of several processes", async () => {
    const shared = join(MEMORY, "shared/images");
    const { code, err } = await critgenHere(["core", shared, "-o", join(temporaryFolder(), "core")]);
    expect([code, err]).toEqual([2, "critgen: name one of the processes: 4097, 4101\n"]);
  });

  it("leaves nothing if it cannot make a core", async () => {
    const folder = temporaryFolder();
    const { code, err } = await critgenHere(["core", THREADS, "8", "-o", join(folder, "core")]);
    expect([code, err, readdirSync(folder)]).toEqual([2, "critgen: the checkpoint has no process 8\n", []]);
  });

  it("leaves nothing if a signal ends it", async () => {
    const pages = 1n << 21n;
    const folder = written({ mm: mm([area(ADDRESS, Number(pages))]), images: pagemap(pages, 4) ?? {} });
    // 8 GiB of zeros in a sparse file: writing them takes longer than the signal.
    truncateSync(join(folder, "pages-1.img"), Number(pages) * PAGE);
    const target = temporaryFolder();
    const child = spawn("critgen", ["core", folder, "-o", join(target, "core")], { env: environment() });
    const exit = once(child, "exit");
    while (readdirSync(target).length === 0) await sleep(5);
    child.kill("SIGINT");
    expect(await exit).toEqual([null, "SIGINT"]);
    expect(readdirSync(target)).toEqual([]);
  });
});
