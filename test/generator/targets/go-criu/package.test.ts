import { describe, expect, it } from "vitest";
import { FULL } from "../../../../generator/model/config.ts";
import { snapshotOf } from "../../../../generator/model/format/snapshot.ts";
import { renderPackage } from "../../../../generator/package.ts";
import { GO_CRIU } from "../../../../generator/targets/go-criu/go-criu.ts";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";

const MESSAGES = `
message note { required uint32 n = 1; optional bool on = 6; }
message part { optional uint32 a_size = 16; required bool off = 17; }`;

const EXTRA = "[{ a: bytes(n) pad 8 }, { b: { messages: part(n), extra: u16(a_size) } }, { c: u32(n) if on }]";

const ROWS = [
  `NOTE: { about: A note, file: note-%x.img, magic: 5, first: part, entries: note if off, extra: ${EXTRA}, rest: bytes unless off }`,
  "SAME: { about: A note, file: same.img, magic: NOTE, entries: note }",
  row("PLAIN", "magic: 6, entries: part"),
  row("BLOB", "raw: true"),
];

const file = (path: string, rows: readonly string[] = ROWS, name?: string): string => {
  const model = modelOf(rows, MESSAGES);
  return renderPackage(model, { ...FULL, name }, snapshotOf(model), GO_CRIU).get(path) ?? "";
};

describe("files for go-criu", () => {
  it("describe images with more than entries of one message", () => {
    expect(file("crit/formats.go")).toContain(`
import (
	"github.com/checkpoint-restore/go-criu/v8/crit/images/note"
)
`);
    expect(file("crit/formats.go")).toContain(`	switch image {
	case "NOTE":
		return &format{
			first:     create[note.Part],
			entry:     create[note.Note],
			entriesIf: ifSet((*note.Part).GetOff),
			rest:      true,
			restIf:    unlessSet((*note.Part).GetOff),
			extra: &extra{form: named, parts: []part{
				{names: []string{"a"}, length: sizeIn((*note.Note).GetN), pad: 8},
				{names: []string{"b"}, length: sizeIn((*note.Note).GetN), messages: create[note.Part], extra: \
&extra{form: single, parts: []part{{length: sizeIn((*note.Part).GetASize), width: 2}}}},
				{names: []string{"c"}, length: sizeIn((*note.Note).GetN), when: ifSet((*note.Note).GetOn), width: 4},
			}},
		}
	}
`);
  });

  it("have go-criu's own names of parts and of packages, which the table gives", () => {
    const model = modelOf(ROWS, MESSAGES);
    const names = new Map([
      ["NOTE.a", "a_a"],
      ["note.proto", "criu-note"],
    ]);
    const whole = { ...model, spellings: new Map([["go-criu", names]]) };
    const text = renderPackage(whole, FULL, snapshotOf(model), GO_CRIU).get("crit/formats.go");
    expect(text).toContain('{names: []string{"a_a", "a"}, length:');
    expect(text).toContain('criu_note "criu-images/crit/images/criu-note"');
  });

  it("name the type of the entries of each image that has one", () => {
    expect(file("crit/cli/handlers.go")).toMatch(/case "PLAIN":\n\t\treturn &note\.Part\{\}, nil\n/);
    expect(file("crit/cli/handlers.go")).toMatch(/case "NOTE":\n\t\treturn nil, nil\n/);
    expect(file("crit/cli/handlers.go")).not.toMatch(/SAME|BLOB/);
  });

  it("have the magics of images, and of heads by CRIU's names", () => {
    expect(file("magic/magic.go")).toMatch(/"IMG_COMMON": +0x54564319,/);
    expect(file("magic/magic.go")).toMatch(/0x00000005: "NOTE",/);
    expect(file("magic/magic.go")).not.toMatch(/SAME|BLOB/);
  });

  it("name heads other than the commonest", () => {
    const rows = [
      row("A", "magic: 7, entries: part"),
      row("B", "magic: 8, entries: part"),
      row("C", "magic: 9, entries: part, flags: [O_SERVICE]"),
    ];
    expect(file("crit/formats.go", rows)).toContain(`	case "BASE":
		return 0x00000000
	case "C":
		return 0x55105940
	}
	return 0x54564319
`);
  });

  it("import packages of the module's path, or of a fork's", () => {
    expect(file("crit/cli/handler.go")).toContain(`\n\t"github.com/checkpoint-restore/go-criu/v8/crit"\n`);
    expect(file("crit/cli/handler.go", ROWS, "example.org/fork")).toContain(`\n\t"example.org/fork/crit"\n`);
    expect(file("crit/formats.go", ROWS, "example.org/fork")).toContain(`\n\t"example.org/fork/crit/images/note"\n`);
  });

  it("lack imports that a schema does not need", () => {
    expect(file("crit/formats.go", [row("A", "magic: 7, entries: part")])).toContain("package crit\n\n// headOf");
  });
});
