import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lineOf } from "../../../cli/find/text.ts";
import { copyOf } from "../../inspect/explore/support.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const FDS = "test/fixtures/images/fds";
const THREADS = "test/fixtures/memory/threads/images";

const find = (...words: readonly string[]): ReturnType<typeof critgenHere> => critgenHere(["find", ...words]);

it("prints a line for each place: the file, the process, the area or the field", async () => {
  const { code, out, err } = await find(THREADS, "weave");
  expect([code, err]).toEqual([0, ""]);
  const lines = out.trim().split("\n");
  expect(lines).toContain("process 32621: weave  ./weave beta-queue --unused=1");
  expect(lines).toContain("memory of process 32621: 0x400000-0x401000  /tmp/mem-run/weave");
  expect(lines).toContain('files.img[0].reg.name: "/tmp/mem-run/weave"');
  expect((await find(THREADS, "pages-1")).out).toMatch(/^pages-1\.img: file of \d+ bytes\n$/);
  expect((await find(THREADS, "0x4ba180")).out).toMatch(/^memory of process 32621: 0x4ba180 in 0x4ba000-/m);
});

it("prints a line of JSON for each place, or their number", async () => {
  const { out } = await find(THREADS, "weave", "--json");
  const places = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(places).toContainEqual(expect.objectContaining({ kind: "field", path: "[0].reg.name" }));
  expect((await find(THREADS, "weave", "--count")).out).toBe(`${places.length}\n`);
});

it("searches an archive as the folder in it", async () => {
  const archive = join(temporaryFolder(), "fds.tar");
  expect((await critgenHere(["edit", FDS, "--set", "core-3438.img.tc.comm=w", "-o", archive])).code).toBe(0);
  expect((await find(archive, "/tmp")).out).toBe((await find(FDS, "/tmp")).out);
});

it("exits with 1 if there is nothing, and with 2 if there is no checkpoint or no text", async () => {
  expect(await find(FDS, "no such name")).toMatchObject({ code: 1, out: "", err: "" });
  expect(await find(FDS, "no such name", "--count")).toMatchObject({ code: 1, out: "0\n" });
  expect(await find("nowhere", "x")).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/^critgen: nowhere: /),
  });
  expect(await find(temporaryFolder(), "x")).toMatchObject({ code: 2, out: "" });
  expect(await find(FDS, " ")).toMatchObject({ code: 2, err: "critgen: the text to find is empty\n" });
});

it("names a part that it cannot read, searches the others, and exits with 2", async () => {
  const folder = copyOf("fds");
  const file = join(folder, "files.img");
  const bytes = readFileSync(file);
  const second = 12 + bytes.readUInt32LE(8);
  writeFileSync(file, bytes.fill(0xff, second, second + 4));
  const { code, out, err } = await find(folder, "3438");
  expect(code).toBe(2);
  expect(out).toContain("pstree.img[0].pid: 3438\n");
  expect(err).toMatch(/files\.img: not searched from offset \d+ on: no field has the number 0\n$/);
});

it("shows a place as one line without control characters, which ends at the edge of a terminal", () => {
  const name = `a\n\u001b[31m${"x".repeat(100)}`;
  const found = { kind: "file", file: name, size: 1 } as const;
  expect(lineOf(found, {})).toBe(`a\\x0a\\x1b[31m${"x".repeat(100)}: file of 1 byte`);
  expect(lineOf(found, { isTTY: true, columns: 40 })).toHaveLength(40);
});
