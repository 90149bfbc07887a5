import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { formOf, openCheckpoint as openBytes } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry, latin } from "../../support/tar.ts";

const IMAGES = folderArchive(checkpoint("basic"), "checkpoint/");
const PAGES = entry({ name: "checkpoint/pages-1.img", content: new Uint8Array(5 << 20).fill(7) });

/** Makes a folder with the images in some of its folders. */
function folderWith(...names: readonly string[]): string {
  const own = temporaryFolder();
  for (const name of names) cpSync(checkpoint("basic"), join(own, name), { recursive: true });
  return own;
}

describe("the folder of the images", () => {
  it.each([
    [["checkpoint", "pre-checkpoint"], "checkpoint/"],
    [["checkpoints/first"], "checkpoints/first/"],
    [["state/dump/1"], "state/dump/1/"],
  ])("is found among %j", async (names, folder) => {
    const opened = await openCheckpoint(folderWith(...names));
    expect(opened.folder).toBe(folder);
    expect(opened.images.length).toBeGreaterThan(5);
    await opened.close();
  });

  it("is not beside statistics, which engines put elsewhere", async () => {
    const own = folderWith("checkpoint");
    cpSync(join(own, "checkpoint/stats-dump"), join(own, "stats-dump"));
    expect((await openCheckpoint(own)).folder).toBe("checkpoint/");
  });

  it("is given if there are several", async () => {
    const own = folderWith("a/b/1", "a/b/2");
    await expect(openCheckpoint(own)).rejects.toMatchObject({
      code: "several",
      message: "the images of several checkpoints are in a/b/1, a/b/2: name one of them, as in SOURCE:a/b/1",
      choices: ["a/b/1", "a/b/2"],
    });
    expect((await openCheckpoint(own, { folder: "a/b/2" })).images.length).toBeGreaterThan(5);
    expect((await openCheckpoint(own, { folder: "a/b/2/" })).folder).toBe("a/b/2/");
  });

  it("is named by the error if an archive has it", async () => {
    const own = temporaryFolder();
    writeFileSync(join(own, "text"), "text");
    await expect(openCheckpoint(own)).rejects.toThrow("no file of this folder has the name of an image");
    writeFileSync(join(own, "pod"), archive(...IMAGES));
    await expect(openCheckpoint(own)).rejects.toThrow(", but pod may have them (tar): open that in its place");
  });
});

describe("a path", () => {
  it.each<[title: string, make: (path: string) => void, part: string | RegExp]>([
    [
      "of an image",
      (path) => cpSync(join(checkpoint("basic"), "pstree.img"), path),
      "one image of a checkpoint: open its folder",
    ],
    ["of a text", (path) => writeFileSync(`${path}`, "text"), /one image|neither a folder/],
    ["of a pipe, which would block", (path) => void spawnSync("mkfifo", [path]), "not a regular file"],
    ["of nothing", () => undefined, "ENOENT"],
    ["of a link to nothing", (path) => symlinkSync("nothing", path), "ENOENT"],
  ])("%s is refused", async (_, make, part) => {
    const path = join(temporaryFolder(), "pstree.img");
    make(path);
    await expect(openCheckpoint(path)).rejects.toThrow(part);
  });

  it("may be a link to an archive, with any name", async () => {
    const own = temporaryFolder();
    mkdirSync(join(own, "deep"));
    writeFileSync(join(own, "deep/file.txt"), gzipSync(archive(...IMAGES)));
    symlinkSync("deep/file.txt", join(own, "link"));
    expect((await openCheckpoint(join(own, "link"))).store.form).toBe("tar.gz");
  });
});

describe("bytes", () => {
  it.each<[title: string, source: (bytes: Uint8Array) => Parameters<typeof openBytes>[0]]>([
    ["a Blob", (bytes) => new Blob([bytes])],
    ["a File", (bytes) => new File([bytes], "pod.tar")],
    ["a Response", (bytes) => new Response(bytes)],
    ["an ArrayBuffer", (bytes) => bytes.slice().buffer as ArrayBuffer],
    ["an array", (bytes) => bytes],
    [
      "an object with a size and ranges",
      (bytes) => ({ size: bytes.length, read: async (from, to) => bytes.subarray(from, to) }),
    ],
  ])("may be %s", async (_, source) => {
    const opened = await openBytes(source(archive(...IMAGES)));
    expect((await opened.read("PSTREE"))?.entries.map(({ pid }) => pid)).toStrictEqual([2525]);
  });

  it("tell their form by their start", () => {
    const starts = {
      gzip: "\x1f\x8b",
      zstd: "\x28\xb5\x2f\xfd",
      xz: "\xfd7zXZ\0",
      bzip2: "BZh",
      lz4: "\x04\x22\x4d\x18",
      zip: "PK\x03\x04",
    };
    for (const [form, start] of Object.entries(starts)) expect(formOf(latin(start))).toBe(form);
    expect(formOf(latin("\x53\x2a\x4d\x18\x04\0\0\0"))).toBe("zstd");
    expect(formOf(archive(...IMAGES))).toBe("tar");
    expect(formOf(latin("text"))).toBeUndefined();
  });
});

describe("a compressed archive", () => {
  const packed = new Uint8Array(gzipSync(archive(PAGES, ...IMAGES)));

  it("is unpacked once for all small files, and again for an earlier large one", async () => {
    const places: number[] = [];
    const opened = await openCheckpoint(packed, { progress: (done) => void places.push(done) });
    const passes = (): number => places.filter((place, i) => place <= (places[i - 1] ?? packed.length)).length;
    for (const image of opened.images) if (image.size < 1 << 20) await opened.decode(image);
    expect(passes()).toBe(1);
    const pages = opened.store.bytes("checkpoint/pages-1.img");
    for (let at = 0; at < pages.size; at += 1 << 19) {
      expect((await pages.read(at, at + (1 << 19))).every((byte) => byte === 7)).toBe(true);
    }
    expect(passes()).toBe(2);
    expect((await pages.read(10, 12)).length).toBe(2);
    expect(passes()).toBe(3);
    await opened.close();
  });

  it("keeps as much as the caller says", async () => {
    const reads: number[] = [];
    const options = { kept: { file: 8 << 20, total: 8 << 20 }, progress: (done: number) => void reads.push(done) };
    const opened = await openCheckpoint(packed, options);
    const { length } = reads;
    expect((await opened.store.bytes("checkpoint/pages-1.img").read(0, 5)).length).toBe(5);
    expect(reads).toHaveLength(length);
    const none = await openCheckpoint(packed, { ...options, kept: { total: 0 } });
    expect((await none.read("PSTREE"))?.entries).toHaveLength(1);
    expect(reads.length).toBeGreaterThan(2 * length);
  });

  it("answers requests at the same time", async () => {
    const opened = await openCheckpoint(packed, { kept: { total: 0 } });
    const all = await Promise.all(
      opened.images.filter(({ size }) => size < 1 << 20).map((image) => opened.decode(image)),
    );
    expect(all.map(({ image }) => image)).toContain("PSTREE");
  });

  it("is unpacked once if it has no images, and opens if that is no error", async () => {
    const places: number[] = [];
    const packed = gzipSync(archive(entry({ name: "notes.txt", content: "notes" })));
    const options = { progress: (done: number) => void places.push(done), withoutImages: true };
    const opened = await openCheckpoint(packed, options);
    expect([opened.images, [...opened.store.files.keys()], opened.folder]).toEqual([[], ["notes.txt"], ""]);
    expect(places).toEqual([0, packed.length]);
    await opened.close();
    await expect(openCheckpoint(packed)).rejects.toMatchObject({ code: "no-images" });
  });

  it("is left if the caller says so", async () => {
    const control = new AbortController();
    const options = { signal: control.signal, progress: () => control.abort(new Error("enough")) };
    await expect(openCheckpoint(packed, options)).rejects.toThrow("enough");
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(openCheckpoint(archive(...IMAGES), { signal: stopped })).rejects.toThrow("stopped");
  });
});
