import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../../generator/write/compare.ts";
import { hashOf, MANIFEST, manifestOf, readManifest } from "../../../generator/write/manifest.ts";
import { write } from "../../../generator/write/write.ts";
import { temporaryFolder } from "../../support/schema.ts";

const NOTHING: ReadonlyMap<string, string> = new Map();

/** A folder with this manifest. */
function folderWith(manifest: string): string {
  const folder = join(temporaryFolder(), "package");
  mkdirSync(folder);
  writeFileSync(join(folder, MANIFEST), manifest);
  return folder;
}

describe("a manifest", () => {
  it("lists files and a hash of each, and is read back", () => {
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

  it("has hashes that tell texts apart", () => {
    // What sha256sum prints, of which the first half.
    expect(hashOf("a")).toBe("ca978112ca1bbdcafac231b39a23dc4d");
    expect(hashOf("b")).toBe("3e23e8160039594a33894f6564e1b134");
  });

  it("is empty where there is none", () => {
    expect(readManifest(temporaryFolder()).size).toBe(0);
  });

  it("does not lead out of its folder", () => {
    const paths = ["../x", "..", "a/../../x", "./../x", "/etc/x", "a/b/../../../x"];
    const folder = folderWith(
      JSON.stringify({ files: Object.fromEntries(paths.map((path) => [path, hashOf("mine")])) }),
    );
    expect([...readManifest(folder).keys()]).toEqual([]);
  });

  it("that lists files outside the folder removes none of them", () => {
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

  it("that lists folders removes none of them", () => {
    const folder = folderWith(JSON.stringify({ files: { src: hashOf(""), ".": hashOf("") } }));
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/mine.txt"), "mine");
    const found = compare(folder, NOTHING);
    expect(found.map(({ path, kind }) => `${kind} ${path}`)).toEqual(["foreign .", "foreign src"]);
    expect(() => write(folder, NOTHING, found)).toThrow("is a folder");
    expect(readFileSync(join(folder, "src/mine.txt"), "utf8")).toBe("mine");
  });

  it.each(["", "{", "<<<<<<< HEAD\n{}", "null", '{ "files": null }'])(
    "that is none is refused by its name: %j",
    (text) => {
      expect(() => readManifest(folderWith(text))).toThrow(MANIFEST);
    },
  );
});
