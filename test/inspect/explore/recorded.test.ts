import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { STATUS } from "../../../inspect/explore/area-status.ts";
import { isFile } from "../../../inspect/explore/areas.ts";
import { answer, whatOf } from "../../../inspect/explore/explore.ts";
import { openFiles } from "../../../inspect/explore/files.ts";
import { openFolder } from "../../../inspect/explore/folder.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { ROOT } from "../../support/here.ts";
import { CORPUS, copyOf, edit, read, remove, x } from "./support.ts";

/*
 * Compares the views of real checkpoints with recordings: text as crit prints it, and the views and the JSON that crit
 * does not have. crit.test.ts compares with crit itself if it is installed.
 */

const RECORDED = join(ROOT, "test/fixtures/explored");

/** Returns the command and the output of each section of a recording. */
function partsOf(file: string): [string, string][] {
  const parts = readFileSync(join(RECORDED, file), "utf8")
    .split(/^== (.*)\n/m)
    .slice(1);
  return Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i] ?? "", parts[2 * i + 1] ?? ""]);
}

describe.each(readdirSync(RECORDED))("%s", (file) => {
  it.each(partsOf(file))("%s", async (words, expected) => {
    const [word, json] = words.split(" ");
    const what = whatOf(word);
    if (what === undefined) throw new Error(`${word} cannot be shown`);
    const dir = join(CORPUS, file.replace(".txt", ""));
    expect(await answer({ dir, what, json: json !== undefined, oneOfMany: false })).toEqual({
      text: expected.replace(/\n$/, ""),
      notes: [],
    });
  });
});

describe("a view of several folders", () => {
  it("names each folder", async () => {
    const dir = join(CORPUS, "uts");
    const one = await x(dir, "ps");
    const text = await answer({ dir, what: "ps", json: false, oneOfMany: true });
    expect(text).toEqual({ text: `==> ${dir} <==\n${one.replace(/\n$/, "")}`, notes: [] });
    const json = await answer({ dir, what: "ps", json: true, oneOfMany: true });
    expect(json).toMatchObject({ text: expect.stringMatching(/^{\n {8}"dir": "[^"]+",\n {8}"ps": \[\n {12}{/) });
  });
});

describe("an open file", () => {
  it("has only type and id if no image describes it", async () => {
    const folder = copyOf("unixs");
    remove(folder, "files.img");
    const shown = await x(folder, "fds");
    expect(shown).toMatch(/unknown path/);
    expect(shown).toMatch(/unix\[\?\]/);
    const files = openFiles(await openFolder(folder));
    expect(await files.open(2, 7)).toEqual({ type: "PIPE", id: 7 });
    expect(await files.path(9)).toEqual({ type: "REG", id: 9 });
    const { entries } = read(join(CORPUS, "fds"), "files.img", "FILES");
    const pipe = entries.find((entry) => entry.pipe !== undefined);
    expect(await openFiles(await openFolder(join(CORPUS, "fds"))).open(2, pipe?.id ?? 0)).toEqual({
      ...{ type: "PIPE", id: pipe?.id, pipe_id: pipe?.pipe?.pipe_id },
    });
  });

  it("has CRIU's type name if the schema names no types", async () => {
    const layouts = BUILT_IN.layouts.filter(({ image }) => image !== "FDINFO");
    const files = openFiles(await openFolder(join(CORPUS, "uts"), { ...BUILT_IN, layouts }));
    expect([(await files.open(2, 1)).type, (await files.open(4711, 1)).type]).toEqual(["PIPE", 4711]);
  });

  it("is read from the image with the pid in its name if the process has no table id", async () => {
    const folder = copyOf("basic");
    const before = await x(folder, "fds");
    remove(folder, "ids-2525.img");
    edit(folder, "core-2525.img", "CORE", ({ entries }) => {
      for (const entry of entries) delete entry.ids;
    });
    await expect(x(folder, "fds")).rejects.toThrow("fdinfo-2525.img: no such file");
    expect(before).toContain("2525");
  });
});

it.each([
  [0, false],
  [STATUS.REGULAR, false],
  [STATUS.FILE_PRIVATE, true],
  [STATUS.FILE_SHARED | STATUS.REGULAR, true],
  [STATUS.ANON_SHARED, false],
])("an area of status %i maps a file: %s", (status, maps) => {
  expect(isFile({ status } as Parameters<typeof isFile>[0])).toBe(maps);
});

it("mems lists no areas if the mm image and vmas have none", async () => {
  const folder = copyOf("basic");
  edit(folder, "mm-2525.img", "MM", ({ entries }) => {
    for (const entry of entries) entry.vmas = [];
  });
  expect((await x(folder, "mems")).split("\n")).toHaveLength(3);
});
