import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Found } from "../../../../inspect/find/found.ts";
import { Opened } from "../../../../studio/engine/opened.ts";
import type { Call } from "../../../../studio/rpc/message.ts";
import { findAnswers } from "../../../../studio/views/find/answers.ts";
import type { FindEnd } from "../../../../studio/views/find/found.ts";
import { contentOf, routeTo, titleOf } from "../../../../studio/views/find/place.ts";

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

/** Lists places as the page shows them. */
async function shown(name: keyof typeof PATHS, query: string): Promise<string[]> {
  const { found } = await find(name, query);
  return found.map((one) => `${titleOf(one)} · ${contentOf(one)}`);
}

test("places have a name and a content", async () => {
  const weave = await shown("threads", "Weave");
  expect(weave).toContain("process 32621 weave · ./weave beta-queue --unused=1");
  expect(weave).toContain("memory of process 32621 · 0x400000–0x401000 /tmp/mem-run/weave");
  expect(weave).toContain('files.img[0].reg.name · "/tmp/mem-run/weave"');
  expect(await shown("threads", "0x4ba180")).toContainEqual(expect.stringMatching(/· 0x4ba180 in 0x4ba000–/));
  expect(await shown("threads", "pages-1")).toContainEqual(expect.stringMatching(/^pages-1.img · file of [\d.]+ KiB$/));
});

test("a place leads to its view", async () => {
  const weave = (await find("threads", "weave")).found.map((one) => routeTo("x", one));
  expect(weave).toContainEqual({ checkpoint: "x", view: "process", path: ["32621"], query: {} });
  expect(weave).toContainEqual({ checkpoint: "x", view: "memory", path: ["32621"], query: { at: "0x400000" } });
  const at = expect.stringMatching(/^0x[\da-f]+$/);
  expect(weave).toContainEqual({ checkpoint: "x", view: "image", path: ["files.img"], query: { at } });
  const [address] = (await find("threads", "0x4ba180")).found;
  expect(address && routeTo("x", address)).toMatchObject({ view: "memory", query: { at: "0x4ba180" } });
  const [file] = (await find("threads", "pages-1")).found;
  expect(file && routeTo("x", file)).toEqual({ checkpoint: "x", view: "image", path: ["pages-1.img"], query: {} });
});

test("the places of one image are bounded, and it is named", async () => {
  const { found, end } = await find("fds", "0");
  expect(found.filter((one) => one.kind === "field" && one.file === "files.img")).toHaveLength(200);
  expect(end.unsearched).toContainEqual({
    kind: "unsearched",
    file: "files.img",
    offset: expect.any(Number),
    reason: "more than 200 places",
  });
});
