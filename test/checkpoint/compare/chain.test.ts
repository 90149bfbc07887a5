import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Comparison, compareCheckpoints } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";

/** An area, and its pages as runs: number, content, kind. */
interface TrueArea {
  readonly start: string;
  readonly end: string;
  readonly perms: string;
  readonly pages: readonly (readonly [number, string, string])[];
}

const PAGE = 4096n;

function truthOf(level: number): TrueArea[] {
  const truth = JSON.parse(readFileSync(join(MEMORY, `chain/${level}/truth.json`), "utf8")) as { vmas: TrueArea[] };
  return truth.vmas;
}

/** Content of pages that are not in the list of contents. */
const ZERO = "zero";

/** Lists the contents of pages by address, but for zeros. */
function contents(areas: readonly TrueArea[]): Map<bigint, string> {
  const all = new Map<bigint, string>();
  for (const { start, pages } of areas) {
    let at = BigInt(start);
    for (const [count, content] of pages) {
      for (let i = 0; i < count && content !== ZERO; i++) all.set(at + BigInt(i) * PAGE, content);
      at += BigInt(count) * PAGE;
    }
  }
  return all;
}

/** Lists pages that are in areas of both levels, with another content. */
function expectedPages(before: number, after: number): bigint[] {
  const areas = [truthOf(before), truthOf(after)];
  const [a = new Map(), b = new Map()] = areas.map(contents);
  const isThere = (at: bigint): boolean =>
    areas.every((all) => all.some(({ start, end }) => BigInt(start) <= at && at < BigInt(end)));
  const differ = [...new Set<bigint>([...a.keys(), ...b.keys()])].filter(
    (at) => isThere(at) && (a.get(at) ?? ZERO) !== (b.get(at) ?? ZERO),
  );
  return differ.sort((x, y) => (x < y ? -1 : 1));
}

/** First address of the area that maps shared memory: its pages are told by their places there. */
const SHARED = 0x10110000000n;

function toldPages({ pages }: Comparison): bigint[] {
  const told = pages.flatMap(({ thing, ranges }) =>
    ranges.flatMap(([start, end]) =>
      Array.from({ length: Number((end - start) / PAGE) }, (_, i) => {
        const at = start + BigInt(i) * PAGE;
        return thing.includes("area") ? at + SHARED : at;
      }),
    ),
  );
  return told.sort((x, y) => (x < y ? -1 : 1));
}

async function compared(before: number, after: number): Promise<Comparison> {
  const [a, b] = await Promise.all([before, after].map((level) => openCheckpoint(join(MEMORY, "chain", `${level}`))));
  if (a === undefined || b === undefined) throw new Error("unreachable");
  const comparison = await compareCheckpoints(a, b);
  for (const side of [a, b]) await side.close();
  return comparison;
}

/** Lists changes but for noise, and the files that state the truth. */
function told({ changes }: Comparison): string[] {
  const meant = changes.filter(({ isNoise, thing }) => !isNoise && thing !== "truth.json");
  return meant.map((one) => [one.kind, one.thing, one.path, one.beforeText, one.afterText].filter(Boolean).join(" | "));
}

describe("two dumps of one process", () => {
  it("differ by what the process did between levels 1 and 2", async () => {
    const comparison = await compared(1, 2);
    expect(told(comparison)).toEqual([
      "changed | process 2825, area 0x10040000000 | end | 0x1004000c000 | 0x10040004000",
      "changed | process 2825, area 0x100d0000000 | prot | PROT_READ | PROT_WRITE | PROT_READ",
      expect.stringContaining(
        "added | process 2825, area 0x10040008000 | end 0x1004000c000, prot PROT_READ | PROT_WRITE",
      ),
    ]);
    expect(toldPages(comparison)).toEqual(expectedPages(1, 2));
    expect([comparison.isSame, comparison.uncompared]).toEqual([false, []]);
  });

  it("differ by what the process did between levels 2 and 3", async () => {
    const comparison = await compared(2, 3);
    expect(told(comparison)).toEqual([expect.stringMatching(/^added \| process 2825, area 0x10060000000/)]);
    expect(toldPages(comparison)).toEqual(expectedPages(2, 3));
  });

  it("differ by all of it between levels 1 and 3", async () => {
    const comparison = await compared(1, 3);
    expect(told(comparison)).toHaveLength(4);
    expect(toldPages(comparison)).toEqual(expectedPages(1, 3));
    expect(toldPages(comparison).length).toBeGreaterThan(30);
  });

  it("differ by the same pages if one of them is compressed", async () => {
    const [a, b] = [await openCheckpoint(join(MEMORY, "chain/1")), await openCheckpoint(join(MEMORY, "lz4/2"))];
    const comparison = await compareCheckpoints(a, b);
    expect(toldPages(comparison)).toEqual(expectedPages(1, 2));
    for (const side of [a, b]) await side.close();
  });

  it("have other times, ids of runs and statistics: noise", async () => {
    const { changes } = await compared(1, 2);
    const noise = changes.filter(({ isNoise }) => isNoise).map(({ thing, path }) => `${thing} ${path.split(".")[0]}`);
    expect([...new Set(noise)]).toEqual([
      "timens-0.img monotonic",
      "timens-0.img boottime",
      "inventory.img dump_uptime",
      "inventory.img dump_criu_run_id",
      "stats-dump dump",
    ]);
  });
});

describe("a dump without its parent", () => {
  it("has pages that cannot be compared: no difference, and told", async () => {
    const path = join(MEMORY, "../images/incr/2");
    const [a, b] = [await openCheckpoint(path), await openCheckpoint(path)];
    const { isSame, uncompared } = await compareCheckpoints(a, b);
    expect(isSame).toBe(true);
    expect(uncompared).toContainEqual({ thing: "process 14599", reason: "no-parent", pages: 34 });
  });
});
