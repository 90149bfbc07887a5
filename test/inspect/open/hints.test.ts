import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { printFolder } from "../../../cli/info/text.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* If commands cannot read a file or folder, they say what it looks like, and what to do. */

const tar = new Uint8Array(1024);
tar.set(Buffer.from("ustar"), 257);
tar.set(Buffer.from("dump.log"));

const start = (...bytes: number[]): Uint8Array => concatZeros(Uint8Array.of(...bytes));
const concatZeros = (bytes: Uint8Array): Uint8Array => {
  const long = new Uint8Array(64);
  long.set(bytes);
  return long;
};

const ARCHIVES: readonly (readonly [name: string, bytes: Uint8Array, what: string, unpack: string])[] = [
  ["a.tar", tar, "a tar archive", "tar -xf a.tar"],
  ["a.tar.gz", gzipSync(tar), "compressed with gzip", "tar -xzf a.tar.gz"],
  ["a.tar.zst", start(0x28, 0xb5, 0x2f, 0xfd), "compressed with zstd", "tar --zstd -xf a.tar.zst"],
  ["a.tar.xz", start(0xfd, 0x37, 0x7a, 0x58, 0x5a), "compressed with xz", "tar -xJf a.tar.xz"],
  ["a.tar.bz2", concatZeros(Buffer.from("BZh9")), "compressed with bzip2", "tar -xjf a.tar.bz2"],
  ["a.tar.lz4", start(0x04, 0x22, 0x4d, 0x18), "compressed with lz4", "tar -I lz4 -xf a.tar.lz4"],
];

function fileWith(name: string, bytes: Uint8Array | string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

describe.each(ARCHIVES)("the archive %s", (name, bytes, what, unpack) => {
  it("is refused by x with the command that unpacks it", async () => {
    const file = fileWith(name, bytes);
    const { code, err } = await critgenHere(["x", file, "ps"]);
    expect([code, err]).toEqual([
      2,
      `critgen: ${file}: ${what}, not a folder: \`mkdir unpacked && ${unpack} -C unpacked\`; an engine's archive has the images in its folder checkpoint\n`,
    ]);
  });

  it.each(["decode", "show", "info", "compat", "dissect"])("is identified by %s", async (command) => {
    const file = fileWith(name, bytes);
    const { code, out, err } = await critgenHere([command, file]);
    expect(code).toBeGreaterThan(0);
    expect(`${out}${err}`.replaceAll(/\s+/g, " ")).toContain(what);
  });
});

it.each([
  ["config.dump", '{\n  "id": "3f", "name": "web"\n}\n', "JSON of an engine, not of an image: `jq .` shows it"],
  ["spec.dump", '{"ociVersion":"1.0.2"}', "JSON of an engine, not of an image: `jq .` shows it"],
  ["bind.mounts", "{}", "JSON of an engine, not of an image: `jq .` shows it"],
  ["descriptors.json", '["/dev/null","pipe:[1]"]', "JSON of an engine, not of an image: `jq .` shows it"],
  ["network.status", '[{"cniVersion":"1.0.0"}]', "JSON of an engine, not of an image: `jq .` shows it"],
  ["core-1.json", '{"magic": "CORE", "entries": []}', "JSON: `critgen encode` turns that into an image"],
  ["sorted.json", '{ "entries": [], "magic": "CORE"}', "JSON: `critgen encode` turns that into an image"],
  ["dump.log", "(00.000000) Version: 4.2 (gitid 0)\n", "a log of CRIU: read it as text"],
  ["ctr.log", "2026-01-01T00:00:00 stdout F hello\n", "text: read it as such"],
  ["rootfs-diff.tar", tar, "a tar archive: unpack it first"],
  ["program", start(0x7f, 0x45, 0x4c, 0x46), "an ELF file: a program, a library or the core dump of a kernel"],
  ["a.zip", start(0x50, 0x4b, 0x03, 0x04), "a zip archive: unpack it first"],
  ["lost", new Uint8Array(64), "zeros: nothing was written here, or it was lost"],
])("decode and show refuse %s, and say what it looks like", async (name, bytes, what) => {
  const file = fileWith(name, bytes);
  for (const command of ["decode", "show"]) {
    const { code, err } = await critgenHere([command, file]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^critgen: .*\n$/)]);
    expect(err.endsWith(`; it looks like ${what}\n`)).toBe(true);
  }
});

it("decode gives no hint for a file that it cannot identify", async () => {
  const { err } = await critgenHere(["decode", fileWith("x", "\u0001\u0002 short")]);
  expect(err).not.toContain("looks like");
});

it.each(["decode", "show", "encode", "dissect"])("%s refuses a folder, and suggests `info`", async (command) => {
  const folder = temporaryFolder();
  const words = command === "encode" ? [folder, "-o", "/dev/null"] : [folder];
  expect(await critgenHere([command, ...words])).toEqual({
    code: 2,
    out: "",
    err: `critgen: ${folder}: a folder: name one of its files; \`critgen info\` lists the files of a checkpoint\n`,
  });
});

it("x and compat say that a folder is an OCI layout", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion": "1.0.0"}');
  mkdirSync(join(folder, "blobs"));
  for (const words of [
    ["x", folder, "ps"],
    ["compat", folder],
  ]) {
    const { code, err } = await critgenHere(words);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("it is an OCI layout: the images are in one of its blobs"),
    ]);
  }
});

it("x, compat and info name the blob of an OCI layout that has the images", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "index.json"), '{"schemaVersion": 2}');
  mkdirSync(join(folder, "blobs/sha256"), { recursive: true });
  writeFileSync(join(folder, "blobs/sha256/aa"), '{"schemaVersion": 2}');
  writeFileSync(join(folder, "blobs/sha256/bb"), gzipSync(tar));
  const hint =
    "it is an OCI layout: the images are in one of its blobs, a tar archive: `mkdir unpacked && tar -xzf blobs/sha256/bb -C unpacked`";
  for (const words of [
    ["x", folder, "ps"],
    ["compat", folder],
    ["info", folder, "--json"],
  ]) {
    const { out, err } = await critgenHere(words);
    expect(`${out}${err}`).toContain(hint);
  }
  const { out } = await critgenHere(["info", folder]);
  expect([...printFolder(JSON.parse(out), 300)]).toContain(`hint        ${hint}`);
});

it.each([
  ["checkpoint.tar", tar, "a tar archive: `mkdir unpacked && tar -xf checkpoint.tar -C unpacked`"],
  [
    "images.stream",
    concatZeros(Uint8Array.of(15, 0, 0, 0, 0x12, 13, ...Buffer.from("inventory.img"))),
    "a stream of criu-image-streamer: `criu-image-streamer --images-dir DIR extract` converts it into files",
  ],
])("x and compat say how to extract the images of a folder from %s", async (name, bytes, what) => {
  const file = fileWith(name, bytes);
  for (const words of [
    ["x", dirname(file), "ps"],
    ["compat", dirname(file)],
  ]) {
    const { code, err } = await critgenHere(words);
    expect([code, err]).toEqual([2, expect.stringContaining(`; its file ${name} is ${what}`)]);
  }
});

it.each([
  ["the marker of a file", [15, 0, 0, 0, 0x12, 13, ...Buffer.from("inventory.img")]],
  ["a later marker, as in a shard", [17, 0, 0, 0, 0x08, 7, 0x12, 13, ...Buffer.from("inventory.img")]],
  ["a piece of a file", [5, 0, 0, 0, 0x08, 7, 0x18, 0xac, 2]],
])("commands identify a stream of criu-image-streamer that begins with %s", async (_, bytes) => {
  const file = fileWith("stream", concatZeros(Uint8Array.from(bytes)));
  for (const command of ["decode", "show", "info", "compat"]) {
    const { code, err } = await critgenHere([command, file]);
    expect([code, err]).toEqual([2, expect.stringContaining("it looks like a stream of criu-image-streamer")]);
  }
  const cut = fileWith("stream", concatZeros(Uint8Array.from(bytes.with(0, (bytes[0] ?? 0) + 1))));
  expect((await critgenHere(["decode", cut])).err).not.toContain("streamer");
});

it("x accepts go-criu's names of views", async () => {
  const folder = "test/fixtures/images/basic";
  for (const [alias, name] of [
    ["fd", "fds"],
    ["mem", "mems"],
  ] as const) {
    expect(await critgenHere(["x", folder, alias])).toEqual(await critgenHere(["x", folder, name]));
    const several = await critgenHere(["x", folder, folder, alias, "--json"]);
    expect(several).toEqual(await critgenHere(["x", folder, folder, name, "--json"]));
  }
});
