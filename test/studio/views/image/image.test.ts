import { readFileSync } from "node:fs";
import { byName, imageLayouts } from "criu-images/layouts";
import { expect, test } from "vitest";
import { dissectImage } from "../../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../../inspect/dissect/node.ts";
import { type NodeRow, nodeRows } from "../../../../studio/views/image/node-row.ts";
import { Rows, visibleNodes } from "../../../../studio/views/image/rows.ts";
import { summary } from "../../../../studio/views/image/summaries.ts";

const bytes = readFileSync("test/fixtures/images/fds/files.img");
const [layout] = byName(imageLayouts, "files.img");
const nodes: readonly DissectNode[] = [...dissectImage(bytes, "files.img")];
const entry = (i: number): NodeRow[] =>
  nodeRows(
    nodes.filter((node) => node.entry === i),
    layout,
  );
const before = nodeRows(
  nodes.filter((node) => node.entry === undefined),
  layout,
);

test("a node ends with the last node in it, and has the message that declares it", () => {
  const all = entry(0);
  const [own, ...inside] = all;
  expect(own).toMatchObject({ kind: "size", depth: 0 });
  expect(own?.end).toBe(inside.at(-1)?.end);
  expect(inside.find(({ label }) => label === "type")).toMatchObject({ owner: "file_entry", number: 1 });
  expect(inside.find(({ label }) => label === "name")).toMatchObject({ owner: "reg_file_entry", path: "reg.name" });
  expect(inside.find(({ label }) => label === "uid")).toMatchObject({ owner: "fown_entry" });
  const reg = inside.find(({ label }) => label === "reg");
  expect(reg?.end).toBe(own?.end);
  expect(nodeRows(nodes, layout, 10)).toHaveLength(10);
});

test("nodes in a closed one are not visible", () => {
  const inside = entry(0).slice(1);
  const reg = inside.find(({ label }) => label === "reg");
  const labels = (closed: readonly number[]): unknown[] =>
    visibleNodes(inside, new Set(closed)).map(({ node, isOpen }) => [node.label, isOpen]);
  expect(labels([reg?.offset ?? 0])).toEqual([
    ["type", undefined],
    ["id", undefined],
    ["reg", false],
  ]);
  expect(labels([])).toContainEqual(["fown", true]);
});

test("rows know their entries, and entries their rows", () => {
  const open = new Map([5, 2].map((i) => [i, entry(i)]));
  const rows = new Rows(before, 46, open, new Set());
  const all = Array.from({ length: rows.count }, (_, i) => rows.at(i));
  expect(all.every((row) => row !== undefined)).toBe(true);
  expect(rows.at(rows.count)).toBeUndefined();
  const entries = all.flatMap((row, i) => (row?.node === undefined ? [[row?.entry, i]] : []));
  expect(entries).toEqual(Array.from({ length: 46 }, (_, i) => [i, rows.rowOfEntry(i)]));
  const inside = all.filter((row) => row?.node !== undefined && row.entry === 5);
  expect(inside.map((row) => row?.node)).toEqual(entry(5).slice(1));
});

test("the row of a byte is that of the deepest visible node", () => {
  const inside = entry(2);
  const name = inside.find(({ label }) => label === "uid");
  const fown = inside.find(({ label }) => label === "fown");
  const at = name?.offset ?? 0;
  const rows = (closed: readonly number[]): Rows => new Rows(before, 46, new Map([[2, inside]]), new Set(closed));
  const shown = (one: Rows): unknown => one.at(one.rowAt(2, at) ?? -1)?.node?.label;
  expect(shown(rows([]))).toBe("uid");
  expect(shown(rows([fown?.offset ?? 0]))).toBe("fown");
  expect(rows([]).at(rows([]).rowAt(3, at) ?? -1)).toMatchObject({ entry: 3, node: undefined });
  expect(rows([]).at(rows([]).rowAt(undefined, 4) ?? -1)?.node?.kind).toBe("magic");
});

test("a summary has the first fields, and tells whether something is broken", () => {
  const { text, problem } = summary(nodes.filter((node) => node.entry === 0));
  expect(text).toMatch(/^type "?\w+"?, id 1, reg\.id 1/);
  expect(problem).toBeUndefined();
  const cut = [...dissectImage(bytes.subarray(0, bytes.length - 4), "files.img")];
  const last = cut.at(-1)?.entry;
  expect(summary(cut.filter((node) => node.entry === last)).problem).toMatch(/past the end of the file/);
});
