import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { editCheckpoint } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { findIn } from "../../../inspect/find/find.ts";
import type { Found, FoundField, Searched, Unsearched } from "../../../inspect/find/found.ts";
import { hasValue, parseQuery, type Query } from "../../../inspect/find/query.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { copyOf } from "../explore/support.ts";

const FDS = "test/fixtures/images/fds";
const THREADS = "test/fixtures/memory/threads/images";

async function all(path: string, text: string): Promise<(Found | Unsearched | Searched)[]> {
  const checkpoint = await openCheckpoint(path);
  const found = [];
  for await (const one of findIn(checkpoint, BUILT_IN, text)) found.push(one);
  await checkpoint.close();
  return found;
}

async function found(path: string, text: string): Promise<Found[]> {
  return (await all(path, text)).filter((one) => one.kind !== "searched" && one.kind !== "unsearched");
}

const query = (text: string): Query => parseQuery(text) ?? { text: "", json: "" };

describe("a query", () => {
  it("finds numbers by their value, and texts by a part of them", () => {
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
});

describe("a search", () => {
  it("finds a name in files, processes, areas and fields", async () => {
    const places = await found(THREADS, "Weave");
    expect(places).toContainEqual({
      kind: "process",
      pid: 32621,
      comm: "weave",
      arguments: "./weave beta-queue --unused=1",
    });
    expect(places).toContainEqual({
      kind: "field",
      file: "files.img",
      path: "[0].reg.name",
      offset: expect.any(Number),
      value: "/tmp/mem-run/weave",
    });
    // Several areas map the file, one after the other.
    expect(places.filter(({ kind }) => kind === "area")).toEqual([
      { kind: "area", pid: 32621, start: "0x400000", end: "0x401000", name: "/tmp/mem-run/weave" },
    ]);
    const size = readFileSync(join(THREADS, "pages-1.img")).length;
    expect(await found(THREADS, "PAGES-1")).toEqual([
      { kind: "file", file: "pages-1.img", image: "pages-1.img", size },
    ]);
  });

  it("finds an address in the area that has it, and areas by the names of /proc/PID/maps", async () => {
    expect(await found(THREADS, "0x4ba180")).toContainEqual({
      kind: "area",
      pid: 32621,
      start: "0x4ba000",
      end: expect.any(String),
      name: expect.any(String),
      address: "0x4ba180",
    });
    expect((await found(THREADS, "[heap]")).map(({ kind }) => kind)).toEqual(["area"]);
  });

  it("finds a number in fields and as a pid, and keeps all its digits", async () => {
    const places = await found(FDS, "3438");
    expect(places).toContainEqual({ kind: "process", pid: 3438, comm: "w", arguments: expect.any(String) });
    expect(places).toContainEqual(expect.objectContaining({ file: "pstree.img", path: "[0].pid", value: 3438 }));
    const large = await found(FDS, "18446744073709551615");
    expect(large.map((one) => one.kind === "field" && one.value)).toContain(18446744073709551615n);
  });

  it("names fields as recipes do: each can be set to the value that was found", async () => {
    const checkpoint = await openCheckpoint(FDS);
    const places = [...(await found(FDS, "/tmp")), ...(await found(FDS, "3438"))];
    const fields = places.filter((one): one is FoundField => one.kind === "field");
    expect(fields.length).toBeGreaterThan(10);
    const set = Object.fromEntries(fields.map(({ file, path, value }) => [file + path, value]));
    expect((await editCheckpoint(checkpoint, [{ set }])).edits).toEqual([]);
    await checkpoint.close();
  });

  it("names the first message of an image", async () => {
    expect(await found(THREADS, "1")).toContainEqual(
      expect.objectContaining({ path: ".first.pages_id", file: "pagemap-32621.img", value: 1 }),
    );
  });

  it("tells how far it is, up to the end", async () => {
    const told = (await all(FDS, "no such name")).filter((one) => one.kind === "searched");
    const last = told.at(-1);
    expect(last?.done).toBe(last?.all);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
    expect((await all(FDS, " ")).length).toBe(0);
  });

  it("takes a turn after each process, before the images", async () => {
    const told = (await all(THREADS, "no such name")).filter((one) => one.kind === "searched");
    expect(told.filter(({ done }) => done === 0)).toHaveLength(1);
    expect(told[0]?.all).toBeGreaterThan(0);
  });

  it("tells which parts of damaged images it has not searched, and searches the others", async () => {
    const folder = copyOf("fds");
    const file = join(folder, "files.img");
    const bytes = readFileSync(file);
    const second = 12 + bytes.readUInt32LE(8);
    bytes.fill(0xff, second, second + 4);
    writeFileSync(file, bytes);
    const places = await all(folder, "3438");
    expect(places.filter((one) => one.kind === "unsearched")).toEqual([
      { kind: "unsearched", file: "files.img", offset: expect.any(Number), reason: "no field has the number 0" },
    ]);
    expect(places).toContainEqual(expect.objectContaining({ kind: "field", file: "pstree.img" }));
  });
});
