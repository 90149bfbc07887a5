import { type Checkpoint, compareCheckpoints } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Difference, Differences } from "../../../../studio/views/compare/difference.ts";
import { differencesOf } from "../../../../studio/views/compare/differences.ts";
import { linesOf, NOISE, topicsOf } from "../../../../studio/views/compare/lines.ts";
import { linksTo } from "../../../../studio/views/compare/places.ts";
import { topicText } from "../../../../studio/views/compare/topic-text.ts";

const CHAIN = "test/fixtures/memory/chain";
const open: Checkpoint[] = [];
let found: Differences;

beforeAll(async () => {
  for (const i of [1, 2]) open.push(await openCheckpoint(`${CHAIN}/${i}`));
  const [a, b] = open as [Checkpoint, Checkpoint];
  found = differencesOf(await compareCheckpoints(a, b));
});
afterAll(async () => {
  for (const one of open) await one.close();
});

function difference(thing: RegExp, path: string | RegExp): Difference {
  const one = found.differences.find((each) => thing.test(each.thing) && each.path.match(path) !== null);
  if (one === undefined) throw new Error(`no difference of ${thing}`);
  return one;
}

test("differences are counted by topic, pages by their number, and noise comes last", () => {
  expect(found.counts).toContainEqual(["areas", 3]);
  expect(found.counts).toContainEqual(["pages", 22]);
  expect(found.isSame).toBe(false);
  const firstNoise = found.differences.findIndex(({ isNoise }) => isNoise);
  expect(firstNoise).toBeGreaterThan(0);
  expect(found.differences.slice(firstNoise).every(({ isNoise }) => isNoise)).toBe(true);
});

test("rows are topics, things and values; noise is folded apart", () => {
  const topics = topicsOf(found.differences);
  const lines = linesOf(topics, new Set([NOISE]));
  expect(lines.filter(({ level }) => level === 1).map(({ topic }) => topic)).toEqual([
    ...found.counts.map(([topic]) => topic),
    NOISE,
  ]);
  expect(lines.at(-1)).toMatchObject({ topic: NOISE, isOpen: false });
  const area = lines.findIndex(({ difference: one }) => one?.thing === "process 2825, area 0x10040000000");
  expect(lines[area]).toMatchObject({ level: 2, isOpen: true });
  expect(lines[area + 1]).toMatchObject({ level: 3, difference: { path: "end", before: "0x1004000c000" } });
  const folded = linesOf(topics, new Set([NOISE, lines[area]?.key ?? ""]));
  expect(folded).toHaveLength(lines.length - 1);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
});

test("a value has its process, its field and its address in both checkpoints", () => {
  const one = difference(/area 0x100d0000000$/, "prot");
  expect(linksTo("first", one, "a").map(({ text }) => text)).toEqual([
    "process 2825",
    "mm-2825.img entry 0 vmas[17].prot",
    "memory at 0x100d0000000",
  ]);
  expect(linksTo("second", one, "b")[1]?.to).toEqual({
    checkpoint: "second",
    view: "image",
    path: ["mm-2825.img"],
    query: { entry: "0", path: "vmas[18].prot" },
  });
});

test("a thing that one checkpoint lacks has places in the other alone", () => {
  const one = difference(/area 0x10040008000$/, "");
  expect(one.kind).toBe("added");
  expect(linksTo("first", one, "a")).toEqual([]);
  expect(linksTo("second", one, "b")).toHaveLength(3);
});

test("pages lead to their addresses, those of a segment to where it is mapped", () => {
  const own = difference(/^process 2825$/, /^area 0x408000/);
  expect(own.pages).toMatchObject({ count: 1, of: 2 });
  expect(linksTo("first", own, "a").at(-1)?.text).toMatch(/^memory at 0x40[89]000$/);
  const shared = difference(/^segment/, /^area 0x0/);
  expect(linksTo("first", shared, "a").at(-1)?.text).toMatch(/^memory at 0x1011000[01]000$/);
});

test("numbers of things have the noun of their topic", () => {
  expect(topicText("processes", 1)).toBe("1 process");
  expect(topicText("processes", 2)).toBe("2 processes");
  expect(topicText("areas", 1)).toBe("1 area");
  expect(topicText("pages", 1400)).toBe("1,400 pages");
  expect(topicText("metadata", 1)).toBe("1 thing of metadata");
});

test("a thing that has gone, and another one of its name, are one of their topic", () => {
  const common = { topic: "files", thing: "pipe 7", path: "", isNoise: false };
  const topics = topicsOf([
    { ...common, kind: "removed" },
    { ...common, kind: "added" },
  ]);
  expect(linesOf(topics, new Set()).map(({ count }) => count)).toEqual([1, undefined, undefined]);
});
