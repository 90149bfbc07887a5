import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type Lz4 from "numcodecs/lz4";
import { beforeEach, describe, expect, it } from "vitest";
import { unpackLz4 } from "../../../checkpoint/memory/lz4.ts";
import { MEMORY } from "../../support/checkpoints.ts";
import { share } from "../../support/share.ts";
import { type Dice, diceOf } from "../../support/wire.ts";

/* Compares the decoder with LZ4's own, as WebAssembly. */

const PAGE = 4096;

/** Number of damaged blocks that an instance of the library refuses: it keeps the memory of each. */
const REFUSALS = 500;

let library: Lz4;
let refused: number;

/** Bytes of a block that was refused. */
const NONE = new Uint8Array();

/** Loads an instance of the library whose memory is empty. */
async function renew(): Promise<void> {
  const url = `${import.meta.resolve("numcodecs/lz4")}?${Math.random()}`;
  library = new ((await import(/* @vite-ignore */ url)) as { default: typeof Lz4 }).default();
  refused = 0;
}

beforeEach(renew);

/** Unpacks a block by the library. */
async function unpacked(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const input = new Uint8Array(4 + packed.length);
  new DataView(input.buffer).setUint32(0, size, true);
  input.set(packed, 4);
  const found = await library.decode(input).catch(() => undefined);
  if (found === undefined && ++refused % REFUSALS === 0) await renew();
  return found?.length === size ? found : undefined;
}

const pack = async (bytes: Uint8Array): Promise<Uint8Array> => (await library.encode(bytes)).slice(4);

/** Bytes of the real pages of a chain. */
function pages(): Uint8Array[] {
  const folder = join(MEMORY, "chain");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /pages-\d+\.img$/.test(name),
  );
  return names.map((name) => new Uint8Array(readFileSync(join(folder, name))));
}

/** Splits bytes into parts of a size; the last one may be smaller. */
function parts(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** Changes a stored block, truncates it, or makes another one; the size can be another one, too. */
function mutated(block: Uint8Array, dice: Dice): [block: Uint8Array, size: number] {
  const changed = [...block];
  // Damage near the end meets the rules for the end of a block.
  const at = dice(2) === 0 ? dice(block.length) : Math.max(0, block.length - 1 - dice(20));
  const kind = dice(6);
  if (kind === 0) return [Uint8Array.from({ length: dice(40) }, () => dice(256)), 1 + dice(200)];
  if (kind === 1) return [Uint8Array.from({ length: dice(40) }, () => TOKENS[dice(TOKENS.length)] ?? 0), 1 + dice(64)];
  if (kind === 2) changed.length = at;
  else if (kind === 3) changed.splice(at, 0, dice(256));
  else changed[at] = kind === 4 ? dice(256) : (changed[at] ?? 0) ^ (1 << dice(8));
  return [Uint8Array.from(changed), PAGE + (dice(10) === 0 ? dice(9) - 4 : 0)];
}

const TOKENS = [0, 1, 2, 5, 0x10, 0x1f, 0xf0, 255];

/** Returns whether the first match that cannot be copied has no offset: the format forbids it, but LZ4 fills its place. */
function lacksOffset(block: Uint8Array): boolean {
  const lengthAt = (at: number, bits: number): [length: number, next: number] => {
    let [length, next] = [bits, at];
    for (let byte = bits === 15 ? 255 : 0; byte === 255; length += byte) byte = block[next++] ?? 0;
    return [length, next];
  };
  for (let at = 0; at < block.length; ) {
    const token = block[at] ?? 0;
    const [literals, start] = lengthAt(at + 1, token >> 4);
    const offset = start + literals;
    if (block[offset] === 0 && block[offset + 1] === 0) return true;
    [, at] = lengthAt(offset + 2, token & 15);
  }
  return false;
}

describe("a block of LZ4", () => {
  it.each([1, 100, PAGE, 16 * PAGE, 2 ** 22])("is unpacked as it was packed: %d bytes of real pages", async (size) => {
    const blocks = pages().flatMap((bytes) => parts(bytes.subarray(0, 200 * size), size));
    for (const block of blocks)
      expect(Buffer.compare(unpackLz4(await pack(block), block.length) ?? NONE, block)).toBe(0);
  });

  it("may repeat few bytes often, and have lengths of many bytes", async () => {
    const dice = diceOf(7);
    for (let size = 1; size < 3 * PAGE; size += 1 + dice(120)) {
      const period = 1 + dice(40);
      const bytes = Uint8Array.from({ length: size }, (_, i) => (i < size / 2 ? i % period : dice(256)));
      expect(Buffer.compare(unpackLz4(await pack(bytes), size) ?? NONE, bytes)).toBe(0);
    }
  });

  it("is refused if LZ4 refuses it, and has the same bytes otherwise", async () => {
    const dice = diceOf(24);
    const blocks: Uint8Array[] = [];
    for (const bytes of pages()) for (const page of parts(bytes, PAGE)) blocks.push(await pack(page));
    let sound = 0;
    for (let i = 0; i < share(20_000); i++) {
      const [block, size] = mutated(blocks[dice(blocks.length)] ?? NONE, dice);
      const own = unpackLz4(block, size);
      if (own !== undefined) sound++;
      const theirs = await unpacked(block, size);
      if (own === undefined && theirs !== undefined && lacksOffset(block)) continue;
      const isSame = own === undefined ? theirs === undefined : Buffer.compare(own, theirs ?? NONE) === 0;
      if (!isSame) expect.fail(`differs for ${size} bytes of ${Buffer.from(block).toString("hex")}`);
    }
    expect(sound).toBeGreaterThan(share(1000));
  });

  it("is refused if a match has no offset", () => {
    expect(unpackLz4(Uint8Array.from([0x10, 7, 0, 0, 0xc0, ...new Array(12).fill(1)]), 17)).toBeUndefined();
    const sound = unpackLz4(Uint8Array.from([0x10, 7, 1, 0, 0xc0, ...new Array(12).fill(1)]), 17);
    expect([...(sound ?? [])]).toEqual([7, 7, 7, 7, 7, ...new Array(12).fill(1)]);
  });
});
