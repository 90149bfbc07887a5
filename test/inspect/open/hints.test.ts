import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { printFolder } from "../../../cli/info/text.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* If commands cannot read a file or folder, they say what it looks like, and what to do. */

/** An archive with one file. */
const tar = ((): Uint8Array => {
  const bytes = new Uint8Array(1536);
  bytes.set(Buffer.from("dump.log"));
  bytes.set(Buffer.from("0000644\x000000000\x000000000\x00000000000000\x000000000000\0        0"), 100);
  bytes.set(Buffer.from("ustar\x0000"), 257);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  bytes.set(Buffer.from(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return bytes;
})();

const start = (...bytes: number[]): Uint8Array => concatZeros(Uint8Array.of(...bytes));
const concatZeros = (bytes: Uint8Array): Uint8Array => {
  const long = new Uint8Array(64);
  long.set(bytes);
  return long;
};

const ARCHIVES: readonly (readonly [name: string, bytes: Uint8Array, what: string])[] = [
  ["a.tar", tar, "a tar archive"],
  ["a.tar.gz", gzipSync(tar), "compressed with gzip"],
  ["a.tar.zst", start(0x28, 0xb5, 0x2f, 0xfd), "compressed with zstd"],
  ["a.tar.xz", start(0xfd, 0x37, 0x7a, 0x58, 0x5a), "compressed with xz"],
  ["a.tar.bz2", concatZeros(Buffer.from("BZh9")), "compressed with bzip2"],
];

function fileWith(name: string, bytes: Uint8Array | string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

describe.each(ARCHIVES)("the archive %s", (name, bytes, what) => {
  it.each(["decode", "dissect", "encode"])("is identified by %s, with the way to a file in it", async (command) => {
    const file = fileWith(name, bytes);
    const { code, out, err } = await critgenHere([command, file, ...(command === "encode" ? ["-o", "/dev/null"] : [])]);
    expect(code).toBeGreaterThan(0);
    if (command === "decode") {
      expect(err).toMatch(new RegExp(`looks like ${what}: .*ARCHIVE:FILE\n$`));
    } else expect(`${out}${err}`).not.toBe("");
  });

  it.each([["x", "ps"], ["show"], ["info"], ["compat"]])(
    "is opened by %s %s, and refused in one line without images",
    async (command, ...words) => {
      const file = fileWith(name, bytes);
      const { code, err } = await critgenHere([command, file, ...words]);
      expect(err === "" || /^critgen: [^\n]*a\.tar[^\n]*\n$/.test(err)).toBe(true);
      // info lists what is there.
      if (command !== "info") expect(code).toBe(2);
    },
  );
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
  ["a.tar.lz4", start(0x04, 0x22, 0x4d, 0x18), "compressed with lz4: uncompress it first"],
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

it.each(["decode", "encode", "dissect"])("%s refuses a folder, and suggests `info`", async (command) => {
  const folder = temporaryFolder();
  const words = command === "encode" ? [folder, "-o", "/dev/null"] : [folder];
  expect(await critgenHere([command, ...words])).toEqual({
    code: 2,
    out: "",
    err: `critgen: ${folder}: a folder: name one of its files; \`critgen info\` lists the files of a checkpoint\n`,
  });
});

it("x, compat and info name the file of a folder that has the images", async () => {
  const file = fileWith("checkpoint.tar", tar);
  const hint = "its file checkpoint.tar is a tar archive: name that in its place";
  for (const words of [
    ["x", dirname(file), "ps"],
    ["compat", dirname(file)],
    ["info", dirname(file), "--json"],
  ]) {
    const { out, err } = await critgenHere(words);
    expect(`${out}${err}`).toContain(hint);
  }
  const { out } = await critgenHere(["info", dirname(file)]);
  expect([...printFolder(JSON.parse(out), 300)]).toContain(`hint        ${hint}`);
});

it.each([
  ["the marker of a file", [15, 0, 0, 0, 0x12, 13, ...Buffer.from("inventory.img")]],
  ["a later marker, as in a shard", [17, 0, 0, 0, 0x08, 7, 0x12, 13, ...Buffer.from("inventory.img")]],
  ["a piece of a file", [5, 0, 0, 0, 0x08, 7, 0x18, 0xac, 2]],
])("decode identifies a stream of criu-image-streamer that begins with %s", async (_, bytes) => {
  const file = fileWith("stream", concatZeros(Uint8Array.from(bytes)));
  const { code, err } = await critgenHere(["decode", file]);
  expect([code, err]).toEqual([2, expect.stringContaining("it looks like a stream of criu-image-streamer")]);
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
