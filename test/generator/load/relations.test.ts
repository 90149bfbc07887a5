import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { CASE, readCell } from "../../../generator/load/relation-cells.ts";
import { unclassified } from "../../../generator/model/privacy.ts";
import type { Relations } from "../../../generator/model/relations.ts";
import { images } from "../../support/facts.ts";
import { PROJECT_SCHEMA, proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const TEXTS = {
  images: table(
    row("NOTE", "magic: 0x22222222, town: T, entries: note"),
    "PAPER: { about: A, id: its, file: paper-%u.img, magic: 0x22222223, town: U, first: head, entries: sheet }",
    "INK: { about: A, id: its, file: ink-%x.img, raw: true }",
  ),
  protos: {
    "note.proto": proto(`message note { required uint32 id = 1; repeated uint32 papers = 2; optional string text = 3; }
message head { required uint32 ink_id = 1; }
message sheet { required uint64 at = 1; required uint32 lines = 2; optional bool blank = 3; }`),
  },
};

function relationsOf(relations: string): Relations {
  return loadModel(tinySchema({ ...TEXTS, relations })).relations;
}

describe("cells of relations", () => {
  it.each([
    ["process", { parts: { to: "process" }, when: { if: [], unless: [] } }],
    ["process? unless 0", { parts: { to: "process", weak: "?" }, when: { unless: [{ kind: "itself", value: 0n }] } }],
    [
      "ghost without 0x80 if has 0x80 unless has 1",
      {
        parts: { to: "ghost", without: "0x80" },
        when: { if: [{ kind: "itself-has", value: 128n }], unless: [{ kind: "itself-has", value: 1n }] },
      },
    ],
    [
      "a of b.c unless -1 or 0x1f",
      { parts: { to: "a", of: "b.c" }, when: { unless: [{ value: -1n }, { value: 31n }] } },
    ],
    [
      "a if f and B.g = THREE and h has X|Y unless i",
      {
        parts: { to: "a" },
        when: {
          if: [
            { kind: "set", path: "f" },
            { kind: "equals", path: "B.g", value: "THREE" },
            { kind: "has", path: "h", bits: ["X", "Y"] },
          ],
          unless: [{ kind: "set", path: "i" }],
        },
      },
    ],
  ])("are read as parts and conditions: %s", (text, cell) => {
    expect(readCell(CASE, text)).toMatchObject(cell);
  });

  it.each([
    "Process",
    "a  if b",
    "a if",
    "a if b or c",
    "a unless b and c",
    "a unless b if c",
    "a if b = ",
    "a of",
    "a if b has",
  ])("do not have the form %j", (text) => {
    expect(CASE.test(text)).toBe(false);
  });
});

describe("relations.yaml", () => {
  it("is read with the place of each value", () => {
    const { spaces, references, counts, units, extents } = relationsOf(`ids:
  paper:
    about: A paper
    keys: NOTE.id unless id = 0
    files: { PAPER: always if NOTE.text }
    except: [0, NOTE.id]
references:
  note.papers: [paper if text, none]
counts: { note.papers: [1, 2 if text] }
units: { line: { about: A, pairs: NOTE.papers, key: 6, sizes: [80] } }
extents:
  PAPER: { file: ink_id, of: INK, address: at, count: lines, unit: line, where: [none if blank, here], aligned: unit if lines has 8|16, blocks: { codec: lz4, sizes: e.f = 6.1, total: lines? } }
`);
    expect(spaces).toMatchObject([
      {
        name: "paper",
        scope: "checkpoint",
        keys: [{ path: "NOTE.id", if: [], unless: [{ kind: "equals", path: "id", value: "0" }], at: { line: 4 } }],
        files: [{ image: "PAPER", always: { if: [{ kind: "set", path: "NOTE.text" }] } }],
        except: [0n, { path: "NOTE.id", at: { line: 6, column: 17 } }],
        at: { file: "relations.yaml", line: 2, column: 3 },
      },
    ]);
    expect(references).toMatchObject([{ path: "note.papers", cases: [{ to: "paper" }, { to: "none", weak: false }] }]);
    expect(counts).toMatchObject([{ path: "note.papers", cases: [{ to: "1", if: [] }, { to: "2" }], at: { line: 9 } }]);
    expect(units).toMatchObject([{ name: "line", pairs: { path: "NOTE.papers" }, key: 6n, sizes: [80n] }]);
    expect(extents).toMatchObject([
      {
        image: "PAPER",
        of: "INK",
        count: [{ path: "lines" }],
        where: [{ to: "none" }, { to: "here" }],
        aligned: { if: [{ kind: "has", path: "lines", bits: ["8", "16"] }], at: { line: 12 } },
        blocks: [
          {
            codec: "lz4",
            sizes: { path: "e.f", numbers: [6, 1], optional: false },
            total: { path: "lines", numbers: [], optional: true },
            at: { line: 12 },
          },
        ],
      },
    ]);
  });

  it("is not needed", () => {
    const { relations } = loadModel(tinySchema(TEXTS));
    expect(Object.values(relations).flat()).toEqual([]);
  });

  it("can be extended: with spaces and references, and content of a class of privacy", () => {
    const schema = tinySchema({ ...TEXTS, relations: "privacy: { text: { about: A, content: [note.text] } }\n" });
    const extension = temporaryFolder();
    mkdirSync(join(extension, "messages"));
    writeFileSync(join(extension, "images.yaml"), "images: {}\n");
    writeFileSync(
      join(extension, "relations.yaml"),
      "ids: { line: { about: A, keys: NOTE.id } }\nprivacy: { text: { about: B, content: [INK] } }\n",
    );
    const { relations } = loadModel(schema, [extension]);
    expect(relations.spaces.map(({ name }) => name)).toEqual(["line"]);
    expect(relations.privacy).toMatchObject([{ about: "A", content: [{ path: "note.text" }, { path: "INK" }] }]);
    writeFileSync(join(extension, "relations.yaml"), "references: { note.id: none }\n");
    const twice = tinySchema({ ...TEXTS, relations: "references: { note.id: none }\n" });
    expect(() => loadModel(twice, [extension])).toThrow("the schema has a problem");
  });

  it("has a class of privacy for all content of CRIU's images, and a space for each id in file names", () => {
    const model = loadModel(PROJECT_SCHEMA);
    const known = model.images.filter(({ name }) => images.some((image) => image.name === name));
    expect(unclassified({ ...model, images: known })).toEqual([]);
    const files = new Set(model.relations.spaces.flatMap((space) => space.files.map(({ image }) => image)));
    const ids = known.filter(({ file }) => /%l?[udx]/.test(file)).map(({ name }) => name);
    expect(ids.filter((name) => !files.has(name))).toEqual([]);
  });
});
