import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { historyUpTo, mergeHistory } from "../../../upstream/import/history.ts";
import { namesOfTree } from "../../../upstream/import/names.ts";
import { addRelease, beforeOf } from "../../../upstream/import/release.ts";
import { treeOf } from "./support.ts";

const OLD = treeOf({
  name: "v1.0",
  images: {
    A: { file: "a-%d.img", magic: "A" },
    GONE: { file: "gone.img", magic: "G" },
    B: { file: "b.img", magic: "B" },
  },
  magics: { CRTOOLS_IMAGES_V1: 1, A: 5, G: 6, B: 7 },
  protos: {
    "m.proto":
      "message m { required uint32 a = 1; optional bool b = 0x2; optional bool c = 3; enum e { X = 0; Y = -1; } }",
  },
});
const NEW = treeOf({
  name: "v1.1",
  images: { A: { file: "a-%u.img", magic: "A" }, C: { file: "b.img", magic: "B" } },
  magics: { CRTOOLS_IMAGES_V1: 1, CRTOOLS_IMAGES_V1_1: 2, A: 5, B: 7 },
  protos: { "m.proto": "message m { optional uint32 a = 1; optional bool d = 3; enum e { X = 0; Z = -0x1; } }" },
});

const FIRST = `# Mine

v1.0:
  date: 2031-02-03
  added:
    magics: [CRTOOLS_IMAGES_V1, A_MAGIC, G_MAGIC, B_MAGIC]
    images: [A, GONE, B]
    fields:
      m: [a, b, c]
    enum_values:
      m.e: [X, Y]
`;

const SECOND = `
v1.1:
  date: 2031-02-03
  added:
    magics: [CRTOOLS_IMAGES_V1_1]
    images: [C]
    fields:
      m: [d]
    enum_values:
      m.e: [Z]
  gone:
    magics: [G_MAGIC]
    images: [GONE, B]
    fields:
      m: [b = 2, c = 3]
    enum_values:
      m.e: [Y = -1]
  renamed:
    - { image: C, from: B }
    - { field: m.d, from: c }
    - { enum_value: m.e.Z, from: Y }
  changed:
    - { image: A, from: a-%d.img, to: a-%u.img }
    - { field: m.a, from: required uint32 = 1, to: optional uint32 = 1 }
`;

describe("addRelease", () => {
  it("lists all names for the first release, and additions, removals, renames and changes for later ones", () => {
    const first = addRelease("# Mine\n\n{}\n", OLD);
    expect(first).toBe(FIRST);
    expect(addRelease(first, NEW, beforeOf(OLD))).toBe(`${FIRST}${SECOND}`);
  });

  it("adds only the date if nothing differs", () => {
    expect(addRelease(FIRST, { ...OLD, name: "v1.0.1" }, beforeOf(OLD))).toBe(
      `${FIRST}\nv1.0.1:\n  date: 2031-02-03\n`,
    );
  });

  it("breaks lists at 120 columns", () => {
    const names = (count: number, size: number): string[] =>
      Array.from({ length: count }, (_, i) => `N${i}`.padEnd(size, "x"));
    const of = (all: readonly string[]): string[] => {
      const images = Object.fromEntries(all.map((name) => [name, { file: "f", magic: "M" }]));
      return addRelease("{}\n", treeOf({ images })).split("\n").slice(5, -1);
    };
    // 13 columns before the names, ten names of eight letters, nine times a comma and a space, and a bracket.
    expect(of(names(10, 8)).map((line) => line.length)).toEqual([112]);
    const [first = "", second = "", ...more] = of(names(11, 9));
    expect([first.length <= 120, second.startsWith("      N"), more]).toEqual([true, true, []]);
    const exact = [...names(10, 8), "x".repeat(6)];
    expect(of(exact).map((line) => line.length)).toEqual([120]);
    expect(of([...names(10, 8), "x".repeat(7)])).toHaveLength(2);
    expect(of([...names(10, 8), "x".repeat(5), "y"])).toHaveLength(2);
  });
});

const HISTORY = `${FIRST}${SECOND}`;

describe("historyUpTo a release", () => {
  it.each([
    ["v1.1", HISTORY],
    ["v1.5", HISTORY],
    ["v1.0", FIRST],
    ["v1.0.9", FIRST],
    ["v0.9", "# Mine\n\n{}\n"],
  ])("ends before later ones: %s", (release, text) => {
    expect(historyUpTo(HISTORY, release)).toBe(text);
  });
});

describe("a merged history", () => {
  const before = beforeOf(OLD);
  const none = { names: [], read: () => OLD };
  const merge = (text: string, more: Partial<Parameters<typeof mergeHistory>[1]>) =>
    mergeHistory(text, { tree: NEW, releases: none, known: "", before, ...more });

  it.each([
    ["is no release", { tree: { ...NEW, name: "v1.1-3-gabcdef0" } }],
    ["is known already", { tree: { ...NEW, name: "v1.0" } }],
    ["is older", { tree: { ...NEW, name: "v0.9" } }],
  ])("stays the same if the tree %s", (_, more) => {
    expect(merge(FIRST, more)).toEqual({ text: FIRST, notes: [] });
  });

  it("gains the release, compared with the previous schema", () => {
    expect(merge(FIRST, {})).toEqual({ text: HISTORY, notes: [] });
  });

  it("has a note if the previous schema is not the last release, or if the tree has no date", () => {
    const other = beforeOf({ ...OLD, name: "v1.0-7-gabcdef0" });
    expect(merge(FIRST, { before: other }).notes).toEqual([
      expect.stringMatching(/^history\.yaml compares v1\.1 with v1\.0-7-gabcdef0, not with v1\.0: /),
    ]);
    const { date: _, ...undated } = NEW;
    const { text, notes } = merge(FIRST, { tree: undated });
    expect([text, notes]).toEqual([FIRST, [expect.stringMatching(/^history\.yaml does not record v1\.1, /)]]);
  });

  it("reads the last release and the skipped ones from the repository", () => {
    const between = { ...OLD, name: "v1.0.5" };
    const releases = {
      names: ["v0.5", "v1.0", "v1.0.5", "v1.1", "v2.0"],
      read: (name: string) => (name === "v1.0.5" ? between : name === "v1.0" ? OLD : NEW),
    };
    const { text, notes } = merge(FIRST, { releases, before: beforeOf(NEW) });
    expect(Object.keys(parse(text))).toEqual(["v1.0", "v1.0.5", "v1.1"]);
    expect([parse(text)["v1.0.5"], parse(text)["v1.1"].renamed.length, notes]).toEqual([{ date: "2031-02-03" }, 3, []]);
  });

  it("extends the built-in history if it starts the same and leads to the tree or to an available release", () => {
    const known = HISTORY.replace("[d]", "[d, known]");
    expect(merge(FIRST, { known }).text).toBe(known);
    const changed = FIRST.replace("# Mine", "# Others");
    expect(merge(changed, { known }).text).toBe(HISTORY.replace("# Mine", "# Others"));
    const later = { ...NEW, name: "v1.2" };
    expect(Object.keys(parse(merge(FIRST, { known, tree: later }).text))).toEqual(["v1.0", "v1.2"]);
    const releases = { names: ["v1.1"], read: () => NEW };
    expect(merge(FIRST, { known, tree: later, releases }).text).toBe(
      `${known}\nv1.2:\n  date: 2031-02-03\n  gone:\n    fields:\n      m: [known]\n`,
    );
  });

  it("begins with the tree if it was empty", () => {
    expect(merge("# Mine\n\n{}\n", { tree: OLD })).toEqual({ text: FIRST, notes: [] });
  });
});

it("a magic is named by its macro, and a version without _MAGIC", () => {
  expect(namesOfTree(treeOf({ magics: { A: 5, CRTOOLS_X: 6, CRTOOLS_IMAGES_V1: 1 } })).magics).toEqual([
    ...["A_MAGIC", "CRTOOLS_X_MAGIC", "CRTOOLS_IMAGES_V1"],
  ]);
});
