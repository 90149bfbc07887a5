import type { Checkpoint } from "criu-checkpoint";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inTreeOrder } from "../../../../studio/views/overview/processes.ts";
import { sizedFiles } from "../../../../studio/views/overview/sizes.ts";
import { treemap } from "../../../../studio/views/overview/treemap.ts";

const process = (pid: number, ppid: number): { pid: number; ppid: number; threads: number } => ({
  pid,
  ppid,
  threads: 1,
});

test("a process comes after its parent, and a circle is no end", () => {
  const shown = (all: [number, number][]): unknown =>
    inTreeOrder(all.map(([pid, ppid]) => process(pid, ppid))).map(({ pid, depth }) => [pid, depth]);
  expect(
    shown([
      [3, 2],
      [1, 0],
      [2, 1],
      [4, 1],
      [9, 77],
    ]),
  ).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 1],
    [9, 0],
  ]);
  expect(
    shown([
      [1, 2],
      [2, 1],
      [3, 3],
    ]),
  ).toEqual([
    [3, 0],
    [1, 0],
    [2, 1],
  ]);
});

test("tiles fill the whole, in proportion to their sizes, without overlap", () => {
  const area = { x: 0, y: 0, width: 400, height: 300 };
  const sizes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(sizes, (given) => {
      const sorted = given.toSorted((a, b) => b - a);
      const total = sorted.reduce((sum, one) => sum + one, 0);
      const tiles = treemap(sorted, (one) => one, area);
      expect(tiles.map(({ item }) => item)).toEqual(sorted);
      for (const { item, width, height } of tiles) {
        expect(width * height).toBeCloseTo((item / total) * area.width * area.height, 3);
      }
      for (const [i, a] of tiles.entries()) {
        for (const b of tiles.slice(i + 1)) {
          const over = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
          const beside = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
          expect(over > 1e-6 && beside > 1e-6).toBe(false);
        }
      }
    }),
  );
});

test("pages of a parent are memory, too, and lead nowhere", () => {
  const names = ["1/pages-1.img", "0/pages-1.img", "1/files.img", "notes.txt"];
  const files = new Map(names.map((name, i) => [name, { name, kind: "file", size: 100 - i }]));
  const given = { store: { files }, folder: "1/", images: [{ file: "pages-1.img" }, { file: "files.img" }] };
  expect(sizedFiles(given as unknown as Checkpoint)).toEqual([
    { name: "1/pages-1.img", size: 100, group: "memory", file: "pages-1.img" },
    { name: "0/pages-1.img", size: 99, group: "memory" },
    { name: "1/files.img", size: 98, group: "image", file: "files.img" },
    { name: "notes.txt", size: 97, group: "other" },
  ]);
});
