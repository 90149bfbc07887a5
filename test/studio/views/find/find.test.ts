import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Opened } from "../../../../studio/engine/opened.ts";
import type { Call } from "../../../../studio/rpc/message.ts";
import { findAnswers } from "../../../../studio/views/find/answers.ts";
import type { FindEnd, Found } from "../../../../studio/views/find/found.ts";
import { hasValue, parseQuery, type Query } from "../../../../studio/views/find/query.ts";

const PATHS = { fds: "test/fixtures/images/fds", threads: "test/fixtures/memory/threads/images" };
const opened = new Map<string, Opened>();

beforeAll(async () => {
  for (const [name, path] of Object.entries(PATHS)) opened.set(name, new Opened(name, await openCheckpoint(path)));
});
afterAll(async () => {
  for (const { checkpoint } of opened.values()) await checkpoint.close();
});

async function find(name: keyof typeof PATHS, query: string): Promise<{ readonly found: Found[]; end: FindEnd }> {
  const found: Found[] = [];
  const call: Call = {
    signal: new AbortController().signal,
    progress: () => {},
    part: (part) => found.push(...(part as Found[])),
  };
  const one = opened.get(name);
  if (one === undefined) throw new Error(`${name} is not open`);
  return { end: await findAnswers["find.everywhere"](one, { query }, call), found };
}

const query = (text: string): Query => parseQuery(text) ?? { text: "", json: "" };

test("numbers are found by their value, and texts by a part of them", () => {
  expect(hasValue(query("22"), "22", undefined)).toBe(true);
  expect(hasValue(query("0x16"), "22", undefined)).toBe(true);
  expect(hasValue(query("22"), "1022", undefined)).toBe(false);
  expect(hasValue(query("22"), '"port 22"', undefined)).toBe(true);
  expect(hasValue(query("16777343"), '"127.0.0.1"', "16777343")).toBe(true);
  expect(hasValue(query("127.0.0"), '"127.0.0.1"', "16777343")).toBe(true);
  expect(hasValue(query("LOG"), '"/var/log"', undefined)).toBe(true);
  expect(hasValue(query('say "hi"'), '"They say \\"hi\\""', undefined)).toBe(true);
  expect(hasValue(query("a"), undefined, undefined)).toBe(false);
  expect(parseQuery("  ")).toBeUndefined();
});

test("a name is found in files, processes and fields", async () => {
  const { found, end } = await find("threads", "Weave");
  expect(end).toEqual({ more: false, cut: [], skipped: [] });
  expect(found).toContainEqual({
    title: "process 32621 weave",
    text: "./weave beta-queue --unused=1",
    place: { kind: "process", pid: 32621 },
  });
  expect(found).toContainEqual({
    title: "files.img entry 0 reg.name",
    text: '"/tmp/mem-run/weave"',
    place: { kind: "image", file: "files.img", offset: expect.any(Number) },
  });
  expect(found.filter(({ place }) => place.kind === "memory")).toHaveLength(1);
  expect((await find("threads", "pages-1")).found).toContainEqual({
    title: "pages-1.img",
    text: expect.stringMatching(/^file of [\d.]+ KiB$/),
    place: { kind: "image", file: "pages-1.img" },
  });
});

test("an address is found in the memory of its process", async () => {
  const { found } = await find("threads", "0x4ba180");
  const places = found.map(({ place }) => place);
  expect(places).toContainEqual({ kind: "memory", pid: 32621, address: 0x4ba180n });
});

test("a number is found in fields and as a pid", async () => {
  const { found } = await find("fds", "3438");
  expect(found.map(({ place }) => place)).toContainEqual({ kind: "process", pid: 3438 });
  expect(found).toContainEqual(expect.objectContaining({ title: "pstree.img entry 0 pid", text: "3438" }));
});

test("the places of one image are bounded, and it is named", async () => {
  const { found, end } = await find("fds", "0");
  const inFiles = found.filter(({ place }) => place.kind === "image" && place.file === "files.img");
  expect(inFiles).toHaveLength(200);
  expect(end.cut).toContain("files.img");
});
