import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { fileSpool, openCheckpoint, openPlace } from "criu-checkpoint/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { openFilesIn } from "../../support/open-files.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

const link = (name: string, target: string): Uint8Array => entry({ name, type: "2", target });
const basic = (folder = ""): Uint8Array[] => folderArchive(checkpoint("basic"), folder);
const CHILD = archive(...basic(), link("parent", "../1"));
const NO_IMAGES = archive(entry({ name: "readme", content: "none" }));

let own: string;

beforeEach(() => {
  own = temporaryFolder();
});

afterEach(() => {
  expect(openFilesIn(own)).toEqual([]);
});

/** Writes a file of the folder; returns its path. */
function file(name: string, bytes: Uint8Array): string {
  const path = join(own, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

describe("a source that cannot be opened", () => {
  it.each([
    ["of no known form", new Uint8Array(2000).fill(1)],
    ["with lz4", Uint8Array.of(4, 0x22, 0x4d, 0x18, 0)],
    ["without images", NO_IMAGES],
    ["with packed data of no archive", gzipSync("text")],
    ["cut", CHILD.subarray(0, 700)],
    ["cut, and packed", gzipSync(CHILD).subarray(0, 500)],
    ["of OCI without layers", archive(entry({ name: "index.json", content: "{}" }), entry({ name: "blobs/sha256/0" }))],
    ["of OCI with a broken index", archive(entry({ name: "index.json" }), entry({ name: "blobs/sha256/0" }))],
  ])("is closed: %s", async (_, bytes) => {
    const path = file("source", bytes);
    await expect(openCheckpoint(path)).rejects.toThrow();
    await expect(openCheckpoint(path, { spool: () => fileSpool(own) })).rejects.toThrow();
  });

  it("is closed if it lacks the name in it", async () => {
    const outer = file("outer.tar", archive(entry({ name: "inner.tar", content: CHILD })));
    for (const name of ["absent", "inner.tar:absent", "inner.tar:parent/x"])
      await expect(openPlace(`${outer}:${name}`)).rejects.toThrow("no file");
    await expect(openCheckpoint(outer, { folder: "inner.tar:absent" })).rejects.toThrow("no file");
  });

  it("is closed as a folder that was looked through for archives", async () => {
    file("folder/one.tar", NO_IMAGES);
    await expect(openCheckpoint(join(own, "folder"))).rejects.toThrow("no file");
  });
});

describe("the sources of parents", () => {
  it.each([
    ["one has no images", [NO_IMAGES]],
    ["one is cut", [CHILD.subarray(0, 700)]],
    ["the second has no images", [CHILD, NO_IMAGES]],
    ["the third has no known form", [CHILD, CHILD, new Uint8Array(600)]],
  ])("are closed if %s", async (_, parents) => {
    const paths = parents.map((bytes, i) => file(`${i}.tar`, bytes));
    await expect(openCheckpoint(file("child.tar", CHILD), { parents: paths })).rejects.toThrow();
  });

  it("are closed with the checkpoint, also one above a parent in the same source", async () => {
    const both = archive(...basic("2/"), ...basic("1/"), link("2/parent", "../1"), link("1/parent", "../0"));
    const opened = await openCheckpoint(file("both.tar", both), {
      folder: "2",
      parents: [file("0.tar", archive(...basic()))],
    });
    expect(opened.parent?.parent?.images).toHaveLength(opened.images.length);
    expect(openFilesIn(own)).toHaveLength(2);
    await opened.close();
  });

  it("are closed as folders whose links lead in a circle", async () => {
    for (const [name, parent] of Object.entries({ 1: "../2", 2: "../1" })) {
      cpSync(checkpoint("basic"), join(own, name), { recursive: true });
      symlinkSync(parent, join(own, name, "parent"));
    }
    await expect(openCheckpoint(join(own, "1"))).rejects.toThrow("circle");
  });
});
