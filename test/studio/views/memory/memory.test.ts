import { openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Call } from "../../../../studio/rpc/message.ts";
import { type AddressSpace, addressSpace } from "../../../../studio/views/memory/areas.ts";
import { cellsOf } from "../../../../studio/views/memory/cells.ts";
import { bytesForms, searchForms } from "../../../../studio/views/memory/forms.ts";
import { patternOf } from "../../../../studio/views/memory/pattern.ts";
import { pictureOf, runsOf, totals } from "../../../../studio/views/memory/picture.ts";
import { readPieces } from "../../../../studio/views/memory/pieces.ts";
import { areaAt, nearest, parseAddress, pointerAt, wordOf } from "../../../../studio/views/memory/place.ts";
import { type Hit, search, searchedBytes } from "../../../../studio/views/memory/search.ts";
import { WebWorker } from "../../../support/web-worker.ts";

let checkpoint: Awaited<ReturnType<typeof openCheckpoint>>;
let memory: Awaited<ReturnType<typeof openMemory>>;
let space: AddressSpace;

beforeAll(async () => {
  vi.stubGlobal("Worker", WebWorker);
  checkpoint = await openCheckpoint("test/fixtures/memory/threads/images");
  memory = await openMemory(checkpoint, 32621);
  space = await addressSpace(memory);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await checkpoint.close();
});

test("areas have names, protection, and their bytes by source", () => {
  expect(space.areas.find(({ name }) => name === "[heap]")).toMatchObject({ protection: "rw-p" });
  const [first] = space.areas;
  expect(first).toMatchObject({ start: 0x400000n, name: "/tmp/mem-run/weave", offset: 0n, protection: "r--p" });
  for (const { start, end, bytes } of space.areas) {
    const sum = Object.values(bytes).reduce((all, one) => all + one, 0);
    expect(sum).toBe(Number(end - start));
  }
  expect(Object.fromEntries(totals(space.areas))["here"]).toBe(96 * 1024);
});

test("areas of shared memory have the names of /proc/PID/maps", async () => {
  const shared = await openCheckpoint("test/fixtures/memory/shared/images");
  const { areas } = await addressSpace(await openMemory(shared, 4097));
  await shared.close();
  const names = areas.map(({ name }) => name);
  for (const name of ["/memfd:twins-memfd (deleted)", "/SYSV00005eed (deleted)", "/dev/zero (deleted)"])
    expect(names).toContain(name);
});

test("the picture has all areas in the order of their addresses, within its lines", () => {
  const { bars, lines } = pictureOf(space.areas, 4096);
  expect(bars.map(({ area }) => area)).toEqual(space.areas.map((_, i) => i));
  for (const [i, { line, x, width, slices }] of bars.entries()) {
    expect(line).toBeLessThan(lines);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
    const before = bars[i - 1];
    if (before?.line === line) expect(x).toBeGreaterThan(before.x + before.width);
    expect(slices.reduce((sum, slice) => sum + slice.width, 0)).toBeCloseTo(width);
  }
  const many = Array.from({ length: 3000 }, (_, i) => ({
    start: BigInt(i) << 16n,
    end: (BigInt(i) << 16n) + 4096n,
    protection: "rw-p",
    bytes: { here: 4096 },
  }));
  expect(pictureOf(many, 4096).lines).toBe(8);
  expect(pictureOf([], 4096).bars).toEqual([]);
});

test("cells show the pages of an area in their places", async () => {
  const [from, to] = [0x401000n, 0x48c000n];
  const cells = await cellsOf(memory.pieces(from, to), from, to, 139);
  expect(runsOf(cells).map(({ kind }) => kind)).toEqual(["here", "file", "here", "file"]);
  expect(cells).toHaveLength(139);
});

test("missing bytes have their reason, and others are there", async () => {
  const pieces = await readPieces(memory, 0x4b6000n, 0x4bb000n);
  expect(pieces.map(({ kind }) => kind)).toContain("file");
  for (const { start, end, kind, bytes, reason } of pieces) {
    if (kind === "file") expect(reason).toMatch(/not changed this part of \/tmp\/mem-run\/weave, from 0x/);
    else expect(bytes).toEqual(await memory.read(start, Number(end - start)));
  }
  const [none] = await readPieces(memory, 0x10n, 0x20n);
  expect(none).toMatchObject({ kind: "unmapped", reason: "No area of the process has this address." });
  await expect(readPieces(memory, 0n, 1n << 40n)).rejects.toThrow(RangeError);
});

test("an address leads to its area, and a step over a gap to the next one", () => {
  const { areas } = space;
  expect(areaAt(areas, 0x400000n)).toBe(0);
  expect(areaAt(areas, 0x401000n)).toBe(1);
  expect(areaAt(areas, 0x3fffffn)).toBe(-1);
  expect(areaAt(areas, 1n << 64n)).toBe(-1);
  expect(nearest(areas, 0x3ffff0n, false)).toBe(0x400000n);
  const gap = areas.findIndex(({ end }, i) => (areas[i + 1]?.start ?? end) > end);
  const end = areas[gap]?.end ?? 0n;
  const next = areas[gap + 1]?.start ?? 0n;
  expect(nearest(areas, end, true)).toBe(next);
  expect(nearest(areas, next - 1n, false)).toBe(end - 1n);
  expect(nearest(areas, 1n << 64n, true)).toBe((areas.at(-1)?.end ?? 0n) - 1n);
});

test("words are read in the byte order of the program, and point into areas", () => {
  expect(wordOf([1, 2], true)).toBe(0x201n);
  expect(wordOf([1, 2], false)).toBe(0x102n);
  const bytes = [0x08, 0xc0, 0x48, 0, 0, 0, 0, 0, 0xff];
  const at = (offset: number): number | undefined => bytes[offset];
  expect(pointerAt(space, at, 0)).toBe(0x48c008n);
  expect(pointerAt(space, at, 1)).toBeUndefined();
  expect(pointerAt(space, at, 2)).toBeUndefined();
});

test("addresses are hexadecimal", () => {
  expect(parseAddress(" 0x7fFe_0010 ")).toBe(0x7ffe0010n);
  expect(parseAddress("10")).toBe(16n);
  for (const text of ["", "0x", "12g", "-1", "1".repeat(17)]) expect(parseAddress(text)).toBeUndefined();
});

const EVERYWHERE = { start: 0n, end: 1n << 63n };

/** Searches, and returns the places. */
async function hits(form: "text" | "bytes" | "regex" | "strings", pattern: string): Promise<readonly Hit[]> {
  const found: Hit[] = [];
  const total = searchedBytes(space, EVERYWHERE);
  let last = 0;
  const call: Call = {
    signal: new AbortController().signal,
    progress: (done) => {
      last = done;
    },
    part: (part) => found.push(...(part as Hit[])),
  };
  await search(memory, { form, pattern }, EVERYWHERE, total, call);
  expect(last).toBe(total);
  return found;
}

test("a search finds places in every form, with the bytes around them", async () => {
  const [one, two] = await hits("regex", "beta-\\w+");
  expect(one).toMatchObject({ text: "beta-queue", before: expect.stringMatching(/:8443\/$/) });
  expect(two?.after).toMatch(/^·--unused=1·/);
  const found = await hits("text", "weave block 0");
  expect(found).toContainEqual(expect.objectContaining({ address: 0x31000000fa0n, text: "weave block 0" }));
  expect(await hits("bytes", "77 65617665 20626c6f636b2030")).toEqual(found);
  const strings = await hits("strings", "weave block 0");
  expect(strings.map(({ address }) => address)).toContain(0x31000000fa0n);
  expect((await hits("strings", "")).length).toBeGreaterThan(100);
});

test("patterns that are not valid are refused", () => {
  for (const [form, pattern] of [
    ["text", ""],
    ["bytes", "7f4"],
    ["bytes", "xx"],
    ["regex", "("],
  ] as const) {
    expect(() => patternOf({ form, pattern })).toThrow(Error);
  }
});

test("commands are quoted for a shell", () => {
  expect(bytesForms("pod.tar.zst", 12, 0x1000n, new Array(300).fill(0)).command).toBe(
    "critgen memory pod.tar.zst 12 read 0x1000 256",
  );
  expect(bytesForms("it's; rm -rf", 12, 0n, []).command).toMatch(/^critgen memory 'it'\\''s; rm -rf' 12/);
  expect(searchForms("dump", 12, { form: "regex", pattern: "key=[0-9]+" }, []).command).toBe(
    "critgen memory dump 12 find --regex -- 'key=[0-9]+'",
  );
  expect(searchForms("dump", 12, { form: "strings", pattern: "" }, []).command).toBe("critgen memory dump 12 strings");
});
