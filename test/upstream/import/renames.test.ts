import { describe, expect, it } from "vitest";
import { formatOfTree } from "../../../upstream/criu/tree.ts";
import { renamedPath, renamesOf, renamesSince } from "../../../upstream/import/renames.ts";
import { treeOf } from "./support.ts";

const format = (proto: string, images: Parameters<typeof treeOf>[0] = {}) =>
  formatOfTree(treeOf({ protos: { "m.proto": proto }, ...images }));

describe("renames", () => {
  it("match messages by their content, fields by their numbers, and include names that moved to another", () => {
    const before = format(
      "message a { optional uint32 x = 1; optional uint32 y = 2; optional uint32 z = 3; }\n" +
        "message old { optional bool b = 1; }\nmessage gone { optional string s = 1; optional bool t = 2; }",
    );
    const after = format(
      "message a { optional uint64 w = 1; optional uint32 was = 2; optional string other = 3; optional uint32 y = 9; }\n" +
        "message now { optional bool b = 1; }",
    );
    expect(renamesOf(before, after)).toEqual({
      messages: new Map([["old", "now"]]),
      fields: new Map([["a.x", "w"]]),
      ceded: new Set(["a.y"]),
    });
  });

  const renames = {
    messages: new Map([
      ["old", "now"],
      ["older", "nowadays"],
    ]),
    fields: new Map([
      ["old.a", "b"],
      ["m.x", "y"],
    ]),
    ceded: new Set<string>(),
  };

  it.each([
    ["old.a", "now.b"],
    ["old.a.BIT", "now.b.BIT"],
    ["old.ab", "now.ab"],
    ["old.c.BIT", "now.c.BIT"],
    ["older.a", "nowadays.a"],
    ["m.x", "m.y"],
    ["m.x.old", "m.y.old"],
    ["m.z", "m.z"],
    ["n.old.a", "n.old.a"],
  ])("lead from %s to %s", (path, now) => {
    expect(renamedPath(path, renames)).toBe(now);
  });
});

describe("renames of a release", () => {
  it("include fields and values only if their message or enum kept its name", () => {
    const before = format(
      "message a { optional uint32 x = 1; optional uint32 y = 2; optional bool c = 3; } enum e { A = 0; B = 1; } message n { optional bool q = 1; }",
    );
    const after = format(
      "message a { optional uint64 w = 1; optional uint32 was = 2; optional uint32 y = 5; optional string d = 3; } enum e { A = 0; C = 1; } message o { optional bool r = 1; }",
    );
    expect(renamesSince(before, after)).toEqual([
      { field: "a.w", from: "x" },
      { field: "a.was", from: "y" },
      { enum_value: "e.C", from: "B" },
    ]);
  });

  it("match images by file and magic if the old name lost both", () => {
    const of = (images: Readonly<Record<string, readonly [file: string, magic: string]>>) =>
      format("message a { optional bool x = 1; }", {
        images: Object.fromEntries(Object.entries(images).map(([name, [file, magic]]) => [name, { file, magic }])),
        magics: { X: 1, Y: 2 },
      });
    const before = of({ A: ["a-%d.img", "X"], B: ["b.img", "Y"], C: ["c.img", "Y"] });
    expect(renamesSince(before, of({ N: ["a-%u.img", "X"], B: ["b.img", "Y"], C: ["c.img", "Y"] }))).toEqual([
      { image: "N", from: "A" },
    ]);
    // The old name belongs to another image now.
    expect(renamesSince(before, of({ A: ["z.img", "X"], N: ["a-%d.img", "X"], B: ["b.img", "Y"] }))).toEqual([
      { image: "N", from: "A" },
    ]);
    // The old image still exists, or the new one did before.
    expect(renamesSince(before, of({ A: ["a-%d.img", "X"], N: ["a-%d.img", "X"] }))).toEqual([]);
    expect(renamesSince(before, of({ B: ["a-%d.img", "X"] }))).toEqual([]);
    expect(renamesSince(before, of({ N: ["a-%d.img", "Y"], M: ["n.img", "X"] }))).toEqual([]);
  });
});
