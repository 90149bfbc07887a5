import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { formatOfModel } from "../../../generator/model/format/format.ts";
import { isOlder } from "../../../generator/model/releases.ts";
import type { CriuTree } from "../../../upstream/criu/tree.ts";
import { mergeNameSets } from "../../../upstream/import/display-names.ts";
import { fitsTree } from "../../../upstream/import/fits.ts";
import { ownNotes, ownOf } from "../../../upstream/import/own.ts";
import { NO_RENAMES } from "../../../upstream/import/renames.ts";
import { editRow, joinTable, newRow, splitTable } from "../../../upstream/import/rows.ts";
import { summarize } from "../../../upstream/import/summary.ts";
import { protosIn, readTexts, withLineEnds, writeTexts } from "../../../upstream/import/texts.ts";
import { proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";
import { treeOf } from "./support.ts";

const OWN = { images: [], reserved: [], versions: [], blocks: [], flags: [], dicts: [] };

describe("an addition of the schema's own", () => {
  const model = loadModelOf();
  function loadModelOf() {
    return loadModel(
      tinySchema(
        {
          images: table(row("MINE", "magic: 0x33333333, town: T, entries: mine"), row("CRIUS", "raw: true")).replace(
            "images:",
            "reserved:\n  KEPT: { magic: 0x44444444, town: K }\n  OLD: { magic: 0x44444445, town: K }\nimages:",
          ),
          protos: {
            "opts.proto": proto(
              `import "google/protobuf/descriptor.proto"; message CRIU_Opts { optional string flags = 3; optional string dict = 6; } extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`,
            ),
            "mine.proto": proto(
              `import "opts.proto"; message mine { enum kind { K = 0; } optional uint32 a = 1 [(criu).flags = "f"]; optional uint32 b = 2 [(criu).dict = "d"]; message inner { optional bool x = 1; } }\nmessage theirs { optional uint32 c = 1 [(criu).flags = "g"]; }`,
            ),
          },
          display: "flags: { f: { A: 1 }, g: { B: 1 } }\ndicts: { d: { b: { 1: X } } }\n",
        },
        () => undefined,
      ),
    );
  }
  const empty = { ...model, images: [], reserved: [], messages: [], enums: [], versions: [] };

  it("is in neither the tree, the built-in schema nor a history", () => {
    const tree = treeOf({
      images: { CRIUS: { file: "c", magic: "C" } },
      magics: { C: 0 },
      protos: { "a.proto": "message theirs { }" },
    });
    const history =
      "v1.0:\n  date: 2013-11-25\n  added:\n    magics: [OLD_MAGIC, CRTOOLS_IMAGES_V1_1]\n    fields: { base_entry: [version], CRIU_Opts.x: [a] }\n";
    const own = ownOf(model, tree, empty, ["{}", history]);
    expect(Object.fromEntries(Object.entries(own).map(([key, names]) => [key, [...(names as Set<string>)]]))).toEqual({
      ...OWN,
      images: ["BASE", "MINE"],
      reserved: ["KEPT"],
      blocks: ["mine"],
      flags: ["f"],
      dicts: ["d"],
    });
    expect(ownNotes(own)).toEqual([
      "the source does not have rows BASE, MINE; numbers KEPT; messages mine, and no known release of CRIU did: they stay",
    ]);
  });

  it("is not a version that is known by its number or its constant", () => {
    const own = ownOf(model, treeOf(), model, ["{}"]);
    expect(Object.values(own).flatMap((names) => [...(names as Set<string>)])).toEqual([]);
    expect(ownNotes(own)).toEqual([]);
    expect([...ownOf(model, treeOf(), empty, ["{}"]).versions]).toEqual(["v1.1"]);
    expect([...ownOf(model, treeOf({ magics: { CRTOOLS_IMAGES_X: 2 } }), empty, ["{}"]).versions]).toEqual([]);
    const zero = { ...model, versions: model.versions.map((version) => ({ ...version, value: 0 })) };
    expect([...ownOf(zero, treeOf(), empty, ["{}"]).versions]).toEqual([]);
  });
});

describe("a comment of the built-in schema", () => {
  const builtIn = {
    images: [{ name: "OLD_IMAGE" }],
    messages: [{ name: "a.some_entry", fields: [{ name: "nr_pages" }, { name: "size" }] }],
  };
  const model = {
    ...builtIn,
    enums: [{ name: "kinds", values: [{ name: "K_ONE" }] }],
    display: { flags: new Map([["f", [{ name: "PE_X", bit: 1 }]]]), dicts: new Map() },
  };
  const fits = fitsTree(
    treeOf({ name: "v3.5", protos: { "a.proto": "message m { optional bool nr_pages = 1; }" } }),
    model as never,
  );

  it.each([
    ["a page, since v3.5", true],
    ["a page, since v3.5.1", false],
    ["as nr_pages says, of that size", true],
    ["see PE_X", false],
    ["see K_ONE", false],
    ["see OLD_IMAGE", false],
    ["see some_entry", false],
    ["see any_other_word", true],
    ["", true],
  ])("fits a tree only if it has the mentioned names: %s: %s", (text, expected) => {
    expect(fits(text)).toBe(expected);
  });
});

describe("the rows of a table", () => {
  const text = `criu: v1\nimages:\n\n  # ---- One\n\n  # About A\n  A: { about: One, file: a.img }\n  B:   # odd\n    about: Two\n    file: b.img\n    extra: [{ k: bytes(n) }]\n\n# end\n`;

  it("survive splitting and joining, with headings and comments", () => {
    const { above, rows, below } = splitTable(text);
    expect([above, below]).toEqual(["criu: v1\nimages:\n\n  # ---- One\n\n", "\n# end\n"]);
    expect(rows.map(({ name, gap, lead }) => [name, gap, lead])).toEqual([
      ["A", "", "  # About A\n  A: "],
      ["B", "", "  B:   # odd\n    "],
    ]);
    expect(joinTable({ above, rows, below })).toBe(text);
    expect(joinTable({ above: "images:\n", rows: [], below: "" })).toBe("images: {}\n");
    expect(joinTable({ above: "images: {}\n", rows: rows.slice(0, 1), below: "" })).toBe(
      "images:\n  # About A\n  A: { about: One, file: a.img }\n",
    );
  });

  it("are edited in their own style, in the order of the keys", () => {
    const [a, b] = splitTable(text).rows;
    if (a === undefined || b === undefined) throw new Error("no rows");
    expect(editRow(a, ["file"], "x.img").text).toBe("{ about: One, file: x.img }");
    expect(editRow(a, ["magic"], "5").text).toBe("{ about: One, file: a.img, magic: 5 }");
    expect(editRow(a, ["by"], "x.c").text).toBe("{ about: One, by: x.c, file: a.img }");
    expect(editRow(a, ["file"], undefined)).toMatchObject({ text: "{ about: One }", value: { about: "One" } });
    expect(editRow(b, ["extra", 0, "k"], "bytes(m)").text).toBe(
      "about: Two\n    file: b.img\n    extra: [{ k: bytes(m) }]",
    );
    expect(editRow(b, ["extra"], undefined).text).toBe("about: Two\n    file: b.img");
    expect(editRow(b, ["review"], "true").text.endsWith("\n    review: true")).toBe(true);
  });

  it("take two lines in columns if they are new", () => {
    const cells = { file: "x.img", magic: "0x10203040", town: "T", entries: "x_entry" };
    const made = newRow("NEW", cells);
    expect(made.lead + made.text + made.end).toBe(
      `  NEW:              { about: "Not described yet", review: true,\n                      file: x.img,                   magic: 0x10203040, town: T,                 entries: x_entry }\n`,
    );
    expect(newRow("RAW", { file: "x", raw: "true" })).toMatchObject({
      text: `{ about: "Not described yet",\n                      file: x,                       raw: true }`,
      value: { about: "Not described yet", file: "x", raw: true },
    });
  });
});

describe("the files of a schema", () => {
  it("are written without removed ones, and leave no draft", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "messages/deep"), { recursive: true });
    for (const file of ["images.yaml", "messages/b.proto", "messages/deep/a.proto", "other.txt", "images.schema.json"])
      writeFileSync(join(folder, file), file);
    const before = readTexts(folder);
    expect([...before.keys()]).toEqual([
      "images.yaml",
      "images.schema.json",
      "messages/b.proto",
      "messages/deep/a.proto",
    ]);
    expect([...protosIn(before).keys()]).toEqual(["b.proto", "deep/a.proto"]);
    writeTexts(
      folder,
      before,
      new Map([
        ["images.yaml", "new"],
        ["messages/far/c.proto", "c"],
      ]),
    );
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual(
      ["images.yaml", "messages", "messages/deep", "messages/far", "messages/far/c.proto", "other.txt"].sort(),
    );
    expect(readFileSync(join(folder, "images.yaml"), "utf8")).toBe("new");
  });

  it("keep their line endings; new files take the table's", () => {
    const before = new Map([
      ["images.yaml", "a\r\nb\r\n"],
      ["display.yaml", "c\n"],
      ["messages/a.proto", "x\r\ny\n"],
    ]);
    const after = new Map([
      ["images.yaml", "a\n"],
      ["display.yaml", "d\n"],
      ["messages/a.proto", "x\ny\n"],
      ["messages/n.proto", "n\n"],
    ]);
    expect([...withLineEnds(after, before).values()]).toEqual(["a\r\n", "d\n", "x\r\ny\n", "n\r\n"]);
    expect(withLineEnds(new Map([["a", "x\n"]]), new Map()).get("a")).toBe("x\n");
  });
});

describe("the summary of an import", () => {
  const model = (fields: string) =>
    formatOfModel(
      loadModel(
        tinySchema({
          images: table(row("A", "magic: 0x22222222, town: T, entries: m")),
          protos: { "m.proto": proto(`message m { ${fields} }`) },
        }),
      ),
    );

  it("lists the names of additions, changes and removals", () => {
    const [one, other] = [
      model("optional uint32 a = 1; optional uint32 b = 2;"),
      model("optional uint64 a = 1; optional uint32 c = 3;"),
    ];
    const fields = summarize(one, other).find(({ what }) => what === "fields");
    expect(fields).toEqual({ what: "fields", added: ["m.c"], changed: ["m.a"], removed: ["m.b"] });
    const images = summarize(undefined, one).find(({ what }) => what === "images");
    expect(images).toEqual({ what: "images", added: ["BASE", "A"], changed: [], removed: [] });
  });
});

describe("isOlder", () => {
  it.each([
    ["v1.0", "v1.1", true],
    ["v1.1", "v1.0", false],
    ["v1.0", "v1.0", false],
    ["v4.2", "v4.2-22-g2cf8f13ca", true],
    ["v4.2-22-g2cf8f13ca", "v4.2", false],
    ["v4.2-3-gaaaaaaa", "v4.2-22-gbbbbbbb", true],
    ["v4.3", "v4.2-22-g2cf8f13ca", false],
    ["v4.2-22-g2cf8f13ca", "v4.3", true],
  ])("compares releases and commits: %s, %s: %s", (a, b, expected) => {
    expect(isOlder(a, b)).toBe(expected);
  });
});

it("names for people follow the fields of a tree: renamed and removed with them", () => {
  const text = [
    "flags: {}",
    "names:",
    "  a:",
    "    fields: [old.x, old.gone, acme.own]",
    "    bits: { A: 0x1 }",
    "  b:",
    "    fields: [old.gone]",
    "    values: { 1: B }",
    "",
  ].join("\n");
  const tree = treeOf({ protos: { "m.proto": "message new { optional uint32 y = 1; }" } });
  const renames = {
    messages: new Map([["old", "new"]]),
    fields: new Map([["old.x", "y"]]),
    ceded: new Set<string>(),
  };
  const own = { blocks: new Set(["acme"]) };
  const known = { text: "names: {}\n", messages: [] };
  expect(mergeNameSets(text, { tree, own, renames }, known)).toBe(
    "flags: {}\nnames:\n  a:\n    fields: [new.y, acme.own]\n    bits: { A: 0x1 }\n",
  );
  expect(mergeNameSets("flags: {}\n", { tree, own, renames }, known)).toBe("flags: {}\n");
});

it("names for people come back with the fields that an earlier release lacked, unless somebody changed them", () => {
  const known =
    "flags: {}\n\nnames:\n  a:\n    fields: [m.x, m.y]\n    bits: { A: 0x1 }\n  b: # a flag\n    fields: [m.y]\n";
  const [early, late] = ["optional uint32 x = 1;", "optional uint32 x = 1; optional uint32 y = 2;"].map((fields) =>
    treeOf({ protos: { "m.proto": `message m { ${fields} }` } }),
  );
  if (early === undefined || late === undefined) throw new Error("two trees are expected");
  const bring = (text: string, from: CriuTree, to: CriuTree): string =>
    mergeNameSets(
      text,
      { tree: to, own: { blocks: new Set() }, renames: NO_RENAMES },
      { text: known, messages: from.messages },
    );
  const first = bring(known, late, early);
  expect(first).toBe("flags: {}\n\nnames:\n  a:\n    fields: [m.x]\n    bits: { A: 0x1 }\n");
  expect(bring(first, early, late)).toBe(known);
  const changed = first.replace("A: 0x1", "MINE: 0x1");
  expect(bring(changed, early, late)).toBe(changed);
});
