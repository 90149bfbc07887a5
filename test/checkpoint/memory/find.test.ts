import { join } from "node:path";
import { type FindOptions, find, type Memory, openMemory, type Piece, strings } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";

/** Memory of given bytes at addresses, cut into pieces at random places. */
function memoryOf(
  parts: readonly { readonly address: bigint; readonly bytes: Uint8Array }[],
  cuts: readonly number[],
): Memory {
  const areas = parts.map(({ address, bytes }) => ({ start: address, end: address + BigInt(bytes.length) }));
  async function* pieces(start: bigint, end: bigint): AsyncGenerator<Piece> {
    for (const { address, bytes } of parts) {
      const places = [0, ...cuts.filter((cut) => cut > 0 && cut < bytes.length).sort((a, b) => a - b), bytes.length];
      for (let i = 0; i + 1 < places.length; i++) {
        const [from, to] = [places[i] ?? 0, places[i + 1] ?? 0];
        if (to === from || address + BigInt(to) <= start || address + BigInt(from) >= end) continue;
        const source = { size: bytes.length, read: async (a: number, b: number) => bytes.subarray(a, b) };
        yield {
          start: address + BigInt(from),
          end: address + BigInt(to),
          source: { kind: "pages", bytes: source, file: "pages-1.img", offset: from, level: 0 },
        };
      }
    }
  }
  return { areas, pieces } as unknown as Memory;
}

async function all(memory: Memory, pattern: Uint8Array | string | RegExp, options?: FindOptions): Promise<string[]> {
  const found: string[] = [];
  for await (const { address, length } of find(memory, pattern, options)) found.push(`${address}+${length}`);
  return found;
}

/** Bytes of few values, so that a pattern occurs often. */
const bytes = fc.uint8Array({ min: 97, max: 99, minLength: 1, maxLength: 60 });
const cuts = fc.uniqueArray(fc.nat(60), { maxLength: 6 });
const BASE = 0x1000n;

describe("find", () => {
  it("finds the same as a search in all bytes at once, wherever the memory is cut", async () => {
    const pattern = fc.uint8Array({ min: 97, max: 99, minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bytes, cuts, pattern, async (content, places, wanted) => {
        const text = Buffer.from(content).toString("latin1");
        const wantedText = Buffer.from(wanted).toString("latin1");
        const expected: string[] = [];
        for (let at = text.indexOf(wantedText); at >= 0; at = text.indexOf(wantedText, at + wanted.length)) {
          expected.push(`${BASE + BigInt(at)}+${wanted.length}`);
        }
        const memory = memoryOf([{ address: BASE, bytes: content }], places);
        expect(await all(memory, wanted)).toEqual(expected);
        expect(await all(memory, wantedText)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("finds the same by a regular expression as in all bytes at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        cuts,
        fc.constantFrom(
          /ab+/,
          /a.c/,
          /(?:bc)+a?/,
          /c{2,}/,
          /b*/,
          /abc*/,
          /bca|cb/,
          /bcb?a/,
          /ab(?:c|a)/,
          /cab{0,2}/,
          /[|]|ab/,
        ),
        async (content, places, wanted) => {
          const text = Buffer.from(content).toString("latin1");
          const matches = [...text.matchAll(new RegExp(wanted, "g"))].filter(([{ length }]) => length > 0);
          const expected = matches.map(({ index, 0: { length } }) => `${BASE + BigInt(index)}+${length}`);
          const memory = memoryOf([{ address: BASE, bytes: content }], places);
          expect(await all(memory, wanted, { longest: 70 })).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not find across a gap, and finds on both of its sides", async () => {
    const part = Buffer.from("abcabc");
    const parts = [0x1000n, 0x2000n].map((address) => ({ address, bytes: part }));
    expect(await all(memoryOf(parts, []), "bca")).toEqual(["4097+3", "8193+3"]);
    expect(await all(memoryOf(parts, []), /ca?b?c?$/)).toEqual(["4098+4", "8194+4"]);
    const touching = [0x1000n, 0x1006n].map((address) => ({ address, bytes: part }));
    expect(await all(memoryOf(touching, []), "bcabcabc")).toEqual(["4097+8"]);
  });

  it("sees the zeros of untouched memory beside pages, but not terabytes of them", async () => {
    const pages = Buffer.from("abc");
    const source = { size: 3, read: async () => pages };
    const zeros = 2n ** 44n;
    async function* pieces(): AsyncGenerator<Piece> {
      yield { start: 0n, end: zeros, source: { kind: "zeros" } };
      yield { start: zeros, end: zeros + 3n, source: { kind: "pages", bytes: source, file: "", offset: 0, level: 0 } };
      yield { start: zeros + 3n, end: 2n * zeros, source: { kind: "zeros" } };
    }
    const memory = { areas: [{ start: 0n, end: 2n * zeros }], pieces } as unknown as Memory;
    expect(await all(memory, "\0\0abc\0\0")).toEqual([`${zeros - 2n}+7`]);
    expect(await all(memory, /\0abc\0/)).toEqual([`${zeros - 1n}+5`]);
  });

  it("leaves out matches that are longer than allowed", async () => {
    const memory = memoryOf([{ address: 0n, bytes: Buffer.from("xaaaay") }], []);
    expect(await all(memory, /a+/, { longest: 3 })).toEqual([]);
    expect(await all(memory, /a+/, { longest: 4 })).toEqual(["1+4"]);
  });

  it("refuses an empty pattern, and stops on request", async () => {
    const memory = memoryOf([{ address: 0n, bytes: Buffer.from("abc") }], []);
    await expect(all(memory, "")).rejects.toThrow(RangeError);
    await expect(all(memory, "a", { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  });

  it("searches only the given addresses, and tells how far it is", async () => {
    const checkpoint = await openCheckpoint(join(MEMORY, "chain/3"));
    const memory = await openMemory(checkpoint, 2825);
    const done: number[] = [];
    const everywhere = await all(memory, "ledger", { progress: (searched) => done.push(searched) });
    expect(everywhere.length).toBeGreaterThan(1);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    const [first = ""] = everywhere;
    const start = BigInt(first.split("+")[0] ?? "");
    expect(await all(memory, "ledger", { start, end: start + 6n })).toEqual([first]);
    expect(await all(memory, "ledger", { start: start + 1n, end: start + 6n })).toEqual([]);
    await checkpoint.close();
  });
});

describe("strings", () => {
  it("lists the same texts as a regular expression does in all bytes at once", async () => {
    const content = fc.array(fc.constantFrom(0, 9, 32, 65, 97, 126, 127, 200), { minLength: 1, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(content, cuts, fc.integer({ min: 1, max: 6 }), async (list, places, least) => {
        const own = Uint8Array.from(list);
        const text = Buffer.from(own).toString("latin1");
        const expected = [...text.matchAll(new RegExp(`[\\t -~]{${least},}`, "g"))].map(
          ({ index, 0: found }) => [BASE + BigInt(index), found] as const,
        );
        const found: (readonly [bigint, string])[] = [];
        const memory = memoryOf([{ address: BASE, bytes: own }], places);
        for await (const { address, text } of strings(memory, { least })) found.push([address, text]);
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("waits for the promise of the progress, and ends with its error", async () => {
    const memory = memoryOf([{ address: 0n, bytes: Buffer.from("abc") }], []);
    const progress = (): Promise<never> => Promise.reject(new Error("enough"));
    await expect(all(memory, "zz", { progress })).rejects.toThrow("enough");
    await expect(strings(memory, { progress }).next()).rejects.toThrow("enough");
  });
});
