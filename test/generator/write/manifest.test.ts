import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../../generator/write/compare.ts";
import { readManifest, readSnapshot, transition } from "../../../generator/write/manifest.ts";
import { hashOf, MANIFEST, manifestOf } from "../../../generator/write/manifest-text.ts";
import { write } from "../../../generator/write/write.ts";
import { temporaryFolder } from "../../support/schema.ts";

const NOTHING: ReadonlyMap<string, string> = new Map();

/** Makes a folder with this manifest. */
function folderWith(manifest: string): string {
  const folder = join(temporaryFolder(), "package");
  mkdirSync(folder);
  writeFileSync(join(folder, MANIFEST), manifest);
  return folder;
}

describe("a manifest", () => {
  it("lists files with their hashes, and can be read back", () => {
    const files = new Map([
      ["a.txt", "a"],
      ["src/b.txt", "b"],
    ]);
    const text = manifestOf(files, {});
    expect(JSON.parse(text)).toEqual({ format: {}, files: { "a.txt": hashOf("a"), "src/b.txt": hashOf("b") } });
    expect(text.endsWith("}\n")).toBe(true);
    expect([...readManifest(folderWith(text))]).toEqual([
      ["a.txt", [hashOf("a")]],
      ["src/b.txt", [hashOf("b")]],
    ]);
  });

  it("has a line for each file, and for each item of its sources", () => {
    const snapshot = { criu: "v1", images: ["A", "B \u202e"], none: [], messages: { list: [{ a: 1 }, 2], more: true } };
    expect(manifestOf(new Map([["a.txt", "a"]]), snapshot)).toBe(`{
  "files": {
    "a.txt": "${hashOf("a")}"
  },
  "format": {
    "criu": "v1",
    "images": [
      "A",
      "B \\u202e"
    ],
    "none": [],
    "messages": {"list":[
      {"a":1},
      2
    ],"more":true}
  }
}
`);
    expect(readSnapshot(folderWith(manifestOf(new Map(), snapshot)))).toEqual(snapshot);
  });

  it("has the old and the new files during a change, and the old sources", () => {
    const had = new Map([
      ["z.txt", "old"],
      ["gone.txt", "g"],
      ["same.txt", "s"],
    ]);
    const folder = folderWith(manifestOf(had, { criu: "v1" }));
    const files = new Map([
      ["z.txt", "new"],
      ["same.txt", "s"],
      ["a.txt", "a"],
      [MANIFEST, "itself"],
    ]);
    const both = transition(folder, files);
    expect(Object.entries(JSON.parse(both).files)).toEqual([
      ["a.txt", [hashOf("a")]],
      ["gone.txt", [hashOf("g")]],
      ["same.txt", [hashOf("s")]],
      ["z.txt", [hashOf("old"), hashOf("new")]],
    ]);
    expect(JSON.parse(both).format).toEqual({ criu: "v1" });
    expect(JSON.parse(transition(temporaryFolder(), files))).not.toHaveProperty("format");
    writeFileSync(join(folder, MANIFEST), both);
    expect(compare(folder, new Map()).map(({ kind, path }) => `${kind} ${path}`)).toEqual([]);
    for (const [path, text] of [
      ["z.txt", "old"],
      ["a.txt", "a"],
    ] as const)
      writeFileSync(join(folder, path), text);
    expect(compare(folder, files).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      ...[`changed ${MANIFEST}`, "missing same.txt", "changed z.txt"],
    ]);
    expect(compare(folder, new Map([[MANIFEST, both]])).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      ...["stale a.txt", "stale z.txt"],
    ]);
  });

  it("has hashes that distinguish texts", () => {
    // This is the first half of sha256sum's output.
    expect(hashOf("a")).toBe("ca978112ca1bbdcafac231b39a23dc4d");
    expect(hashOf("b")).toBe("3e23e8160039594a33894f6564e1b134");
  });

  it("is empty if there is none", () => {
    expect(readManifest(temporaryFolder()).size).toBe(0);
  });

  it("ignores paths out of its folder", () => {
    const paths = ["../x", "..", "a/../../x", "./../x", "/etc/x", "a/b/../../../x"];
    const folder = folderWith(
      JSON.stringify({ files: Object.fromEntries(paths.map((path) => [path, hashOf("mine")])) }),
    );
    expect([...readManifest(folder).keys()]).toEqual([]);
  });

  it("removes no files outside of its folder", () => {
    const home = temporaryFolder();
    const folder = join(home, "package");
    mkdirSync(join(folder, "src"), { recursive: true });
    const outside = join(home, "x");
    writeFileSync(outside, "mine");
    const paths = ["../x", "src/../../x", outside, "./../x"];
    const files = Object.fromEntries(paths.map((path) => [path, hashOf("mine")]));
    writeFileSync(join(folder, MANIFEST), JSON.stringify({ files }));
    write(folder, NOTHING, compare(folder, NOTHING));
    expect(readFileSync(outside, "utf8")).toBe("mine");
  });

  it("removes no folders", () => {
    const folder = folderWith(JSON.stringify({ files: { src: hashOf(""), ".": hashOf("") } }));
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/mine.txt"), "mine");
    const found = compare(folder, NOTHING);
    expect(found.map(({ path, kind }) => `${kind} ${path}`)).toEqual(["foreign .", "foreign src"]);
    expect(() => write(folder, NOTHING, found)).toThrow("is a folder");
    expect(readFileSync(join(folder, "src/mine.txt"), "utf8")).toBe("mine");
  });

  it.each(["", "{", "<<<<<<< HEAD\n{}", "null", "[]", "5", "{}", '{ "files": null }', '{ "files": [] }'])(
    "is refused with its path if it is invalid: %j",
    (text) => {
      const folder = folderWith(text);
      const refusal = "is not a list of files: restore it from version control, or delete its folder";
      expect(() => readManifest(folder)).toThrow(`${join(folder, MANIFEST)} ${refusal}`);
    },
  );
});
