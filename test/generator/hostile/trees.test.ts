import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTrees } from "../../../registry/against/read.ts";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { runCounted } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { share } from "../../support/share.ts";
import { changedTree, commit, git } from "../../upstream/criu/trees.ts";

const MAGICS = "criu/include/magic.h";

it("a source file of twice the length takes at most twice the work, for any content", () => {
  const { code, out, err } = runCounted("test/generator/hostile/trees.mjs", `${share(4)}`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { shapes, slow } = JSON.parse(out) as { shapes: number; slow: readonly string[] };
  expect(slow).toEqual([]);
  expect(shapes).toBeGreaterThan(600);
}, 300_000);

describe("a tree is refused with its place and advice if it", () => {
  it.each([
    [
      "defines a macro by itself",
      "#define A_MAGIC A_MAGIC",
      "magic.h:1: `A_MAGIC` has no value: `A_MAGIC` names itself",
    ],
    [
      "defines two macros by each other",
      "#define A_MAGIC B_MAGIC\n#define B_MAGIC (A_MAGIC)",
      "magic.h:1: `A_MAGIC` has no value: `A_MAGIC` names itself",
    ],
    [
      "has macros that grow exponentially",
      Array.from({ length: 64 }, (_, i) => `#define A${i + 1}_MAGIC A${i}_MAGIC + A${i}_MAGIC`).join("\n"),
      /magic\.h:\d+: (macros make more than 1,000,000 characters here|.* is not defined here|`A0_MAGIC` is not)/,
    ],
    [
      "nests too many brackets",
      `#define A_MAGIC ${"(".repeat(50_000)}1`,
      "magic.h:1: more than 200 brackets or operators are nested",
    ],
    ["does not end a comment", "\n/* #define A_MAGIC 1", "magic.h:2: this comment does not end"],
    [
      "has a source larger than any of CRIU",
      " ".repeat(8_000_001),
      "magic.h has more than 8,000,000 characters, more than any source of CRIU",
    ],
  ])("%s", (_, text, message) => {
    const folder = changedTree(MAGICS, () => text);
    expect(() => readCriuTree(folder)).toThrow(message);
    git(folder, "init", "--quiet");
    git(folder, "add", "--all");
    commit(folder, {}, "v4.2.7");
    expect(() => readCriuTree(folder, "v4.2.7")).toThrow(message);
  });

  it("has many large files", () => {
    const folder = changedTree(MAGICS, (text) => text);
    for (let i = 0; i < 9; i++) writeFileSync(join(folder, `criu/${i}.c`), " ".repeat(7_900_000));
    expect(() => readCriuTree(folder)).toThrow(`${folder} has more than 64,000,000 characters`);
  });

  it("has links to folders", () => {
    const far = changedTree(MAGICS, (text) => text);
    for (const path of ["criu", "criu/include", "images", "lib/pycriu"]) {
      const folder = changedTree(MAGICS, (text) => text);
      rmSync(join(folder, path), { recursive: true });
      symlinkSync(join(far, path), join(folder, path));
      expect(() => readCriuTree(folder)).toThrow(`${path} is a link to a folder, and links are not followed`);
      expect(() => readTrees(folder)).toThrow(`${path} is a link to a folder, and links are not followed`);
    }
    const other = temporaryFolder();
    mkdirSync(join(other, "far"));
    writeFileSync(join(other, "far/magic.go"), 'ByName["A"] = 1');
    writeFileSync(join(other, "far/images.py"), "");
    for (const path of ["magic", "images"]) symlinkSync("far", join(other, path));
    expect(() => readTrees(other)).toThrow(
      "is a link to a folder, and links are not followed: put the folder itself there",
    );
    // The tree itself may be a link.
    symlinkSync(far, join(other, "tree"));
    expect(readCriuTree(join(other, "tree")).name).toBe(readCriuTree(far).name);
  });

  it("has links to files", () => {
    const folder = temporaryFolder();
    for (const path of ["magic", "images"]) mkdirSync(join(folder, path));
    writeFileSync(join(folder, "secret"), 'ByName["A"] = 1');
    symlinkSync(join(folder, "secret"), join(folder, "magic/magic.go"));
    expect(lstatSync(join(folder, "magic/magic.go")).isSymbolicLink()).toBe(true);
    expect(() => readTrees(folder)).toThrow("magic/magic.go is not a regular file");
    symlinkSync(join(folder, "secret"), join(folder, "images/images.py"));
    expect(() => readTrees(join(folder, "images"))).toThrow("images.py is not a regular file");
  });
});
