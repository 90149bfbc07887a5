import { describe, expect, it } from "vitest";
import { FULL } from "../../../../generator/model/config.ts";
import { snapshotOf } from "../../../../generator/model/format/snapshot.ts";
import { renderPackage } from "../../../../generator/package.ts";
import { GO } from "../../../../generator/targets/go/go.ts";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";

const RELATIONS = `
ids:
  note: { about: A note, keys: NOTE.id, except: [0, NOTE.first], files: { PAPER: always unless NOTE.first = 4 } }
references:
  note.parent:
    - note? without 0x100 if first has 3 and kind = 7 unless has 64
    - none if first
`;
const MESSAGES =
  "message note { required uint32 id = 1; optional uint32 parent = 2; optional uint32 first = 3; optional uint32 kind = 4; }";
const ROWS = [
  row("NOTE", "magic: 5, entries: note"),
  "PAPER: { about: A paper, file: paper-%u.img, magic: 6, entries: note }",
];

const filesOf = (relations: string, parts: typeof FULL.parts = ["codec", "relations"]) => {
  const model = modelOf(ROWS, MESSAGES, { relations });
  return renderPackage(model, { ...FULL, name: "example.org/notes", parts }, snapshotOf(model), GO);
};

describe("relations in Go", () => {
  it("are literals of structs: short ones on one line, lists of long ones on several", () => {
    expect(filesOf(RELATIONS).get("relations.go")).toContain(`
var Relations = RelationTable{
	Spaces: []RelationSpace{
		{Name: "note", About: "A note", Keys: []RelationKey{{Path: "NOTE.id"}}, Files: []RelationFile{{Image: "PAPER", Always: &RelationConditions{Unless: []RelationTerm{{Field: "NOTE.first", Test: "equals", Value: 4}}}}}, Except: []int64{0}, ExceptFields: []string{"NOTE.first"}},
	},
	References: []RelationReference{
		{Path: "note.parent", Cases: []RelationCase{
			{To: "note", Weak: true, Without: 256, RelationConditions: RelationConditions{If: []RelationTerm{
				{Field: "first", Test: "has", Bits: 3},
				{Field: "kind", Test: "equals", Value: 7},
			}, Unless: []RelationTerm{{Test: "has", Bits: 64}}}},
			{To: "none", RelationConditions: RelationConditions{If: []RelationTerm{{Field: "first", Test: "set"}}}},
		}},
	},
`);
  });

  it("are in packages with their part alone", () => {
    const plain = filesOf(RELATIONS, ["codec"]);
    expect([...plain].filter(([path, text]) => /relation/i.test(path + text)).map(([path]) => path)).toEqual([]);
    const paths = [...filesOf(RELATIONS).keys()].filter((path) => path.includes("relation"));
    expect(paths).toEqual(expect.arrayContaining(["relations.go", "relations_types.go"]));
  });

  it("are an empty table for a schema without any", () => {
    expect(filesOf("references: {}").get("relations.go")).toContain("\nvar Relations = RelationTable{}\n");
  });
});
