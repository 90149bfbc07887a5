import { type AnyImage, decodeAnyImage, encodeCheckpoint, type ImageError, openCheckpoint } from "criu-images";
import { describe, expect, it } from "vitest";
import { type BuildOptions, beginning, concat, framed, plainImage } from "../support/build.ts";
import { corpus } from "../support/corpus.ts";

function inventoryOf(img_version: number): Uint8Array {
  return concat(beginning("INVENTORY"), framed("inventory_entry", { img_version }));
}

/** Makes a checkpoint: an inventory with this version, and a few images with this framing. */
function checkpoint(img_version: number, form: BuildOptions): Map<string, Uint8Array> {
  return new Map([
    ["core-1.img", beginning("CORE", form)],
    ["dump.log", new TextEncoder().encode("(00.000000) Version: 4.2")],
    ["fifo.img", plainImage("FIFO", [{ id: 1, pipe_id: 2 }], {}, form)],
    ["inventory.img", inventoryOf(img_version)],
    ["pages-1.img", beginning("PAGEMAP", form)],
    ["pagemap-shmem-7.img", plainImage("SHMEM_PAGEMAP", [], { pages_id: 1 }, form)],
    ["stats-dump", beginning("STATS", form)],
  ]);
}

function open(files: ReadonlyMap<string, Uint8Array>, problems?: ImageError[]): ReturnType<typeof openCheckpoint> {
  const source = { names: files.keys(), read: (name: string) => files.get(name) ?? new Uint8Array() };
  return openCheckpoint(source, problems && { tolerate: (problem) => problems.push(problem) });
}

describe("openCheckpoint", () => {
  it.each([
    [1, false, "v1.0"],
    [2, true, "v1.1"],
    [0, true, "pre-dump"],
  ])("reads the images of version %i, with heads: %s (%s)", (value, heads, name) => {
    const opened = open(checkpoint(value, { heads }));
    expect(opened.version).toEqual({ name, value, heads });
    expect(opened.others).toEqual(["dump.log"]);
    const images = opened.files.map((file) => opened.decode(file).image);
    expect(images).toEqual(["CORE", "FIFO", "INVENTORY", "PAGES", "SHMEM_PAGEMAP", "STATS"]);
    expect(opened.files.find(({ image }) => image === "SHMEM_PAGEMAP")?.id).toBe(7n);
  });

  it.each([
    [1, true, "unexpected-head"],
    [2, false, "missing-head"],
    [0, false, "missing-head"],
  ])("refuses images with the heads of another version: %i, %s (%s)", (value, heads, code) => {
    const opened = open(checkpoint(value, { heads }));
    const [core] = opened.files;
    expect(core && (() => opened.decode(core))).toThrow(expect.objectContaining({ code }) as Error);
    const problems: ImageError[] = [];
    const lenient = open(checkpoint(value, { heads }), problems);
    expect(lenient.files.map((file) => lenient.decode(file).image)).toHaveLength(6);
    expect(problems.map((problem) => [problem.image, problem.code])).toEqual([
      ["CORE", code],
      ["FIFO", code],
      ["SHMEM_PAGEMAP", code],
      ["STATS", code],
    ]);
  });

  it("refuses an inventory with an unknown version or none", () => {
    expect(() => open(checkpoint(3, {}))).toThrow(
      "INVENTORY: the inventory names an unknown version of the format: expected 1 (v1.0) or 2 (v1.1) or 0 (pre-dump), found 3",
    );
    const empty = new Map([["inventory.img", beginning("INVENTORY")]]);
    expect(() => open(empty)).toThrow("found none");
  });
});

describe("encodeCheckpoint", () => {
  const images = (files: ReadonlyMap<string, Uint8Array>): [string, AnyImage][] =>
    [...files].filter(([name]) => name !== "dump.log").map(([file, bytes]) => [file, decodeAnyImage(bytes, { file })]);

  it("sets the version in the inventory to the version of the images", () => {
    const old = images(checkpoint(1, { heads: false }));
    const written = encodeCheckpoint(old);
    expect(written.get("inventory.img")).toEqual(inventoryOf(2));
    expect(written.get("fifo.img")).toEqual(checkpoint(2, {}).get("fifo.img"));
    const back = encodeCheckpoint(images(written), "v1.0");
    expect(back.get("inventory.img")).toEqual(inventoryOf(1));
    expect(back.get("fifo.img")).toEqual(checkpoint(1, { heads: false }).get("fifo.img"));
  });

  it("keeps the version of a pre-dump", () => {
    expect(encodeCheckpoint(images(checkpoint(0, {}))).get("inventory.img")).toEqual(inventoryOf(0));
  });

  it("returns a real checkpoint unchanged", () => {
    const files = corpus().filter(({ path }) => path.startsWith("fds/"));
    const written = encodeCheckpoint(files.map(({ name, bytes }) => [name, decodeAnyImage(bytes, { file: name })]));
    expect([...written]).toEqual(files.map(({ name, bytes }) => [name, bytes]));
  });
});
