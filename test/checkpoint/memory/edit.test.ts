import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Checkpoint, flatten, type Memory, type MemoryError, openMemory, validate } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { compareWithTruth } from "../../support/truth.ts";

async function codesOf(checkpoint: Checkpoint): Promise<string[]> {
  return (await validate(checkpoint)).map(({ code, file }) => `${code} ${file}`);
}

describe("flatten", () => {
  it.each([
    ["chain/1", "chain/1", []],
    ["chain/3", "chain/3", []],
    ["lz4/3", "chain/3", ["unknown-version inventory.img", "unknown-field inventory.img"]],
  ])("copies the pages of the parents of %s", async (folder, truth, findings) => {
    const out = join(temporaryFolder(), "flat");
    const checkpoint = await openCheckpoint(join(MEMORY, folder));
    await saveCheckpoint(checkpoint, out, await flatten(checkpoint));
    await checkpoint.close();
    const { wrong, equal } = await compareWithTruth(out, join(MEMORY, truth, "truth.json"));
    expect(wrong).toEqual([]);
    expect(equal).toBeGreaterThan(800);
    const flat = await openCheckpoint(out);
    expect([flat.parent, flat.missingParent]).toEqual([undefined, undefined]);
    const pagemap = await flat.read("PAGEMAP", 2825);
    expect(pagemap?.entries.filter(({ flags = 0 }) => (flags & 1) !== 0)).toEqual([]);
    const found = await codesOf(flat);
    expect(found.filter((one) => !one.includes("pagemap-"))).toEqual(findings);
    if (findings.length === 0) expect(found).toEqual([]);
    await flat.close();
  });

  it("leaves a checkpoint without parents as it is", async () => {
    const checkpoint = await openCheckpoint(join(MEMORY, "threads/images"));
    expect((await flatten(checkpoint)).files.size).toBe(0);
    await checkpoint.close();
  });
});

const CHAIN = 0x1_0000_0000_00n;
const area = (n: number): bigint => CHAIN + BigInt(n) * 0x1000_0000n;

describe("write", () => {
  it("puts edited pages into this dump, wherever they were, and leaves all others", async () => {
    const out = join(temporaryFolder(), "edited");
    const checkpoint = await openCheckpoint(join(MEMORY, "chain/3"));
    const memory = await openMemory(checkpoint, 2825);
    // Pages of a parent, of this dump, and one that was dropped: zeros.
    const places = [area(0) + 4000n, area(1) + 5n, area(3) + 4n * 4096n, area(8) + 70n * 4096n - 3n, area(17) + 1n];
    const text = Buffer.from("edited across pages".repeat(10));
    for (const at of places) await memory.write(at, text);
    for (const at of places) expect(Buffer.from(await memory.read(at, text.length)).equals(text)).toBe(true);
    await saveCheckpoint(checkpoint, out, { files: await memory.changes() });
    await checkpoint.close();
    const saved = await openCheckpoint(out, { parents: [join(MEMORY, "chain/2")] });
    const again = await openMemory(saved, 2825);
    for (const at of places) expect(Buffer.from(await again.read(at, text.length)).equals(text)).toBe(true);
    expect(await codesOf(saved)).toEqual([]);
    await saved.close();
    const original = await openCheckpoint(join(MEMORY, "chain/3"));
    const before = await openMemory(original, 2825);
    expect(await differences(before, memory)).toBe(differingPages(places, text.length));
    await original.close();
  });

  it("edits shared memory for all processes, and a private mapping for one", async () => {
    const checkpoint = await openCheckpoint(join(MEMORY, "shared/images"));
    const first = await openMemory(checkpoint, 4097);
    const second = await openMemory(checkpoint, 4101, { beside: first });
    const [shared, mine] = [Buffer.from("for both"), Buffer.from("for one")];
    await first.write(0x220_0000_5003n, shared);
    // The second process maps the memfd from its page 5 on; both map its page 2 and the next ones privately.
    expect(await second.readString(0x228_0000_0003n, 8)).toBe("for both");
    await second.write(0x260_0000_3000n, mine);
    expect(await second.readString(0x260_0000_3000n, 7)).toBe("for one");
    expect(await first.readString(0x260_0000_3000n, 7)).not.toBe("for one");
    const out = join(temporaryFolder(), "edited");
    await saveCheckpoint(checkpoint, out, { files: await first.changes() });
    const saved = await openCheckpoint(out);
    expect(await codesOf(saved)).toEqual([]);
    expect(await (await openMemory(saved, 4101)).readString(0x260_0000_3000n, 7)).toBe("for one");
    expect(await (await openMemory(saved, 4097)).readString(0x220_0000_5003n, 8)).toBe("for both");
    await saved.close();
  });

  it("refuses bytes that are not here, and changes nothing then", async () => {
    const checkpoint = await openCheckpoint(join(MEMORY, "chain/3"));
    const memory = await openMemory(checkpoint, 2825);
    const code = (address: bigint, length: number): Promise<string> =>
      memory.write(address, new Uint8Array(length)).then(
        () => "written",
        (error: MemoryError) => error.code,
      );
    // A page of a private mapping of a file can be written as a whole: its other bytes are in the file.
    expect(await code(area(9), 4095)).toBe("in-file");
    expect(await code(area(9), 4096)).toBe("written");
    expect(await code(area(16) + 4000n, 200)).toBe("no-access");
    expect(await code(area(5) + 5n * 4096n, 3 * 4096)).toBe("unmapped");
    expect((await memory.changes()).size).toBe(2);
    await checkpoint.close();
  });
});

describe("pages", () => {
  it("lists the pages with stored bytes, and their level", async () => {
    const checkpoint = await openCheckpoint(join(MEMORY, "chain/3"));
    const memory = await openMemory(checkpoint, 2825);
    const levels: number[] = [];
    for await (const { address, bytes, level } of memory.pages()) {
      expect(Buffer.from(await memory.read(address, 4096)).equals(bytes)).toBe(true);
      levels[level] = (levels[level] ?? 0) + 1;
    }
    // The numbers of the README of the corpus: 28 here and 3 shared, 10, 16 and 144 in parents.
    expect(levels).toEqual([31, 10, 16, 144]);
    await checkpoint.close();
  });

  it("have texts", async () => {
    const facts = JSON.parse(readFileSync(join(MEMORY, "threads/facts.json"), "utf8"));
    const { address, text } = facts.find(({ what }: { what: string }) => what === "long_text");
    const checkpoint = await openCheckpoint(join(MEMORY, "threads/images"));
    const memory = await openMemory(checkpoint, 32621);
    expect(await memory.readString(BigInt(address))).toBe(text);
    expect(await memory.readString(BigInt(address), 5)).toBe(text.slice(0, 5));
    await checkpoint.close();
  });
});

/** Counts the pages of two memories that differ. */
async function differences(a: Memory, b: Memory): Promise<number> {
  let count = 0;
  for await (const { address, bytes } of b.pages())
    if (!Buffer.from(await a.read(address, 4096).catch(() => new Uint8Array())).equals(bytes)) count++;
  return count;
}

function differingPages(places: readonly bigint[], length: number): number {
  const pages = places.flatMap((at) => [at / 4096n, (at + BigInt(length - 1)) / 4096n]);
  return new Set(pages).size;
}
