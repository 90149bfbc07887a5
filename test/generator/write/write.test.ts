import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RenderMap } from "../../../generator/render/render.ts";
import { compare } from "../../../generator/write/compare.ts";
import { MANIFEST, manifestOf } from "../../../generator/write/manifest-text.ts";
import { write } from "../../../generator/write/write.ts";
import { failing, patched } from "../../support/patched.ts";
import { temporaryFolder } from "../../support/schema.ts";

const LONG_AGO = new Date("2001-02-03T04:05:06Z");

/** Returns the files together with their manifest. */
function rendered(files: Readonly<Record<string, string>>): RenderMap {
  const map = new Map(Object.entries(files));
  return new Map([...map, [MANIFEST, manifestOf(map, {})]]);
}

function bring(folder: string, files: RenderMap): void {
  write(folder, files, compare(folder, files));
}

const differences = (folder: string, files: RenderMap): string[] =>
  compare(folder, files).map(({ kind, path }) => `${kind} ${path}`);

const list = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).toSorted();
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

describe("a missing folder", () => {
  it("is created with all files and folders, and is then current", () => {
    const folder = join(temporaryFolder(), "deep", "er");
    const files = rendered({ "a.txt": "a\n", "src/b/c.txt": "ä€\n", empty: "" });
    expect(differences(folder, files)).toEqual([
      `missing ${MANIFEST}`,
      "missing a.txt",
      "missing empty",
      "missing src/b/c.txt",
    ]);
    bring(folder, files);
    expect(differences(folder, files)).toEqual([]);
    expect(read(folder, "src/b/c.txt")).toBe("ä€\n");
    expect(list(folder)).toEqual([MANIFEST, "a.txt", "empty", "src", "src/b", "src/b/c.txt"]);
  });
});

describe("a folder with failing renames", () => {
  it("is restored after a failure at any rename", () => {
    const before = rendered({ same: "1", changed: "1", stale: "1" });
    const now = rendered({ same: "1", changed: "2", new: "2" });
    let failures = 0;
    for (let at = 1; ; at++) {
      const folder = temporaryFolder();
      bring(folder, before);
      const snapshot = list(folder).map((path) => [path, read(folder, path)]);
      if (!failsAt(at, () => bring(folder, now))) break;
      failures++;
      expect(list(folder).map((path) => [path, read(folder, path)])).toEqual(snapshot);
    }
    // Two renames are the manifest's, two are those of the changed and the new file.
    expect(failures).toBe(4);
  });
});

describe("a missing folder with failing renames", () => {
  it("is removed again, with its new parents", () => {
    const home = temporaryFolder();
    expect(failsAt(2, () => bring(join(home, "a/b"), rendered({ "c/d.txt": "1" })))).toBe(true);
    expect(list(home)).toEqual([]);
    bring(home, rendered({ "a.txt": "1" }));
    const before = list(home);
    expect(failsAt(2, () => bring(home, rendered({ "a.txt": "1", "new/deep/b.txt": "1" })))).toBe(true);
    expect(list(home)).toEqual(before);
  });

  it("can contain leftovers of a killed run", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".critgen.tmp/old"), { recursive: true });
    writeFileSync(join(folder, ".critgen.tmp/0"), "left");
    bring(folder, rendered({ "a.txt": "1" }));
    expect(list(folder)).toEqual([MANIFEST, "a.txt"]);
  });
});

it("a folder on a disk without hard links is written, and is restored on failure", async () => {
  const folder = temporaryFolder();
  const bringHere = (files: RenderMap) => patched("linkSync", failing("EPERM"), () => bring(folder, files));
  await bringHere(rendered({ a: "1", b: "1" }));
  await bringHere(rendered({ a: "2", b: "1" }));
  expect([read(folder, "a"), list(folder)]).toEqual(["2", [MANIFEST, "a", "b"]]);
  await patched("linkSync", failing("EPERM"), () => {
    expect(failsAt(3, () => bring(folder, rendered({ a: "3", b: "3" })))).toBe(true);
  });
  expect([read(folder, "a"), read(folder, "b"), list(folder)]).toEqual(["2", "1", [MANIFEST, "a", "b"]]);
});

/** Runs `work` while one of its renames fails; returns whether it reached that rename. */
function failsAt(at: number, work: () => void): boolean {
  const { renameSync } = fs;
  let calls = 0;
  const replace = (call: typeof renameSync): void => {
    fs.renameSync = call;
    syncBuiltinESMExports();
  };
  replace((from, to) => {
    if (++calls === at) throw new Error("EIO");
    renameSync(from, to);
  });
  try {
    work();
    return false;
  } catch (error) {
    expect((error as Error).message).toBe("EIO");
    return true;
  } finally {
    replace(renameSync);
  }
}

describe("a folder that critgen wrote", () => {
  it("is compared file by file", () => {
    const folder = temporaryFolder();
    bring(folder, rendered({ same: "1", changed: "1", stale: "1", edited: "1", "edited-and-stale": "1", gone: "1" }));
    writeFileSync(join(folder, "edited"), "by hand");
    writeFileSync(join(folder, "edited-and-stale"), "by hand");
    writeFileSync(join(folder, "foreign"), "mine");
    const now = rendered({ same: "1", changed: "2", edited: "2", foreign: "2", missing: "2" });
    expect(differences(folder, now)).toEqual([
      `changed ${MANIFEST}`,
      "changed changed",
      "edited edited",
      "edited edited-and-stale",
      "foreign foreign",
      "stale gone",
      "missing missing",
      "stale stale",
    ]);
    expect(compare(folder, now).find(({ path }) => path === "edited")?.found).toBe("by hand");
  });

  it("keeps foreign files, their contents and times", () => {
    const folder = temporaryFolder();
    bring(folder, rendered({ "src/a.txt": "1", "src/b.txt": "1" }));
    mkdirSync(join(folder, "node_modules"));
    for (const path of ["mine.txt", "src/mine.txt", "node_modules/mine.txt"]) {
      writeFileSync(join(folder, path), "mine");
      utimesSync(join(folder, path), LONG_AGO, LONG_AGO);
    }
    bring(folder, rendered({ "src/a.txt": "2" }));
    for (const path of ["mine.txt", "src/mine.txt", "node_modules/mine.txt"]) {
      expect(read(folder, path)).toBe("mine");
      expect(statSync(join(folder, path)).mtime).toEqual(LONG_AGO);
    }
    expect(existsSync(join(folder, "src/b.txt"))).toBe(false);
  });

  it("keeps the times of current files", () => {
    const folder = temporaryFolder();
    bring(folder, rendered({ same: "1", changed: "1" }));
    for (const path of ["same", "changed", MANIFEST]) utimesSync(join(folder, path), LONG_AGO, LONG_AGO);
    bring(folder, rendered({ same: "1", changed: "2" }));
    expect(statSync(join(folder, "same")).mtime).toEqual(LONG_AGO);
    expect(statSync(join(folder, "changed")).mtime).not.toEqual(LONG_AGO);
  });

  it("loses only the folders that stale files leave empty", () => {
    const folder = temporaryFolder();
    bring(folder, rendered({ "a/b/c/stale.txt": "1", "a/d/stale.txt": "1", "e/stale.txt": "1" }));
    writeFileSync(join(folder, "a/d/mine.txt"), "mine");
    mkdirSync(join(folder, "mine"));
    bring(folder, rendered({}));
    expect(list(folder)).toEqual([MANIFEST, "a", "a/d", "a/d/mine.txt", "mine"]);
  });

  it("keeps no drafts", () => {
    const folder = temporaryFolder();
    bring(folder, rendered({ a: "1", b: "1" }));
    bring(folder, rendered({ a: "2", c: "1" }));
    expect(list(folder)).toEqual([MANIFEST, "a", "c"]);
  });

  it("stays unchanged if a folder is in the way", () => {
    const folder = temporaryFolder();
    bring(folder, rendered({ "a.txt": "1", "z.txt": "1" }));
    const files = rendered({ "a.txt": "2", "b.txt": "2", "new/c.txt": "2" });
    const found = compare(folder, files);
    mkdirSync(join(folder, "b.txt"));
    const before = list(folder).map((path) => [path, statSync(join(folder, path)).mtimeMs]);
    expect(() => write(folder, files, found)).toThrow(/b\.txt is a folder: move it/);
    expect(list(folder).map((path) => [path, statSync(join(folder, path)).mtimeMs])).toEqual(before);
    expect(read(folder, "a.txt")).toBe("1");
  });

  it("has a foreign folder if one is in the way of a file", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a.txt"));
    expect(differences(folder, rendered({ "a.txt": "1" }))).toContain("foreign a.txt");
  });
});

describe("a link in the way of a file", () => {
  it("is replaced, not followed", () => {
    const folder = temporaryFolder();
    const outside = join(temporaryFolder(), "outside.txt");
    writeFileSync(outside, "mine");
    symlinkSync(outside, join(folder, "a.txt"));
    bring(folder, rendered({ "a.txt": "1" }));
    expect(readFileSync(outside, "utf8")).toBe("mine");
    expect(read(folder, "a.txt")).toBe("1");
  });
});

describe("a link in the way of a folder", () => {
  it.each([
    ["a", "a"],
    ["a/b", "a/b"],
    ["a/b/c", "a/b/c"],
  ])("is refused anywhere above a file: %s", (link, named) => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    mkdirSync(join(outside, "b/c"), { recursive: true });
    mkdirSync(join(folder, link, ".."), { recursive: true });
    symlinkSync(outside, join(folder, link));
    const refusal = `${join(folder, named)} is a link; critgen does not write through links`;
    expect(() => compare(folder, rendered({ "a/b/c/d.txt": "1" }))).toThrow(refusal);
    writeFileSync(join(folder, MANIFEST), JSON.stringify({ files: { "a/b/c/d.txt": "0" } }));
    expect(() => compare(folder, rendered({}))).toThrow(refusal);
  });

  it("is followed if it is the folder itself", () => {
    const [folder, home] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(folder, join(home, "package"));
    bring(join(home, "package"), rendered({ "a.txt": "1" }));
    expect(read(folder, "a.txt")).toBe("1");
  });
});
