import { describe, expect, it } from "vitest";
import { checkModel } from "../../../../generator/check/check.ts";
import { FULL } from "../../../../generator/model/config.ts";
import { snapshotOf } from "../../../../generator/model/format/snapshot.ts";
import { renderPackage } from "../../../../generator/package.ts";
import { GO } from "../../../../generator/targets/go/go.ts";
import type { RenderMap } from "../../../../generator/targets/target.ts";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";

const MESSAGES = `
// A note.
message note {
  // Number of bytes.
  required uint32 n = 1;
  repeated fixed64 list = 2 [packed = true];
  map<string, part> by_name = 3;
  oneof choice { kind one = 4; string other = 5; }
  optional bool on = 6 [default = true];
}
message part { optional uint32 a = 16; required part more = 17; optional bytes unknown = 18; }
enum kind { NONE = 0; }`;
const EXTRA = "[{ a: bytes(n) pad 8 }, { b: { messages: part(n), extra: u16(a) } }, { c: u32(n) if on }]";
const ROWS = [
  `NOTE: { about: A note, file: note-%x.img, magic: 5, first: part, entries: note, extra: ${EXTRA} }`,
  row("BLOB", "raw: true"),
];

const render = (name = "example.org/notes/v2", parts = FULL.parts): RenderMap => {
  const model = modelOf(ROWS, MESSAGES);
  return renderPackage(model, { ...FULL, name, parts }, snapshotOf(model), GO);
};
const file = (path: string): string => render().get(path) ?? "";

describe("a Go package", () => {
  it("has a file for each file of messages and for each image, and the runtime", () => {
    const paths = [...render().keys()];
    for (const path of ["base_messages.go", "note_messages.go", "base_image.go", "blob_image.go", "note_image.go"])
      expect(paths).toContain(path);
    for (const path of ["doc.go", "go.mod", "images.go", "images_test.go", "example_test.go", "reader.go", "LICENSE"])
      expect(paths).toContain(path);
    expect(paths.filter((path) => /_(?:linux|arm|amd64|test)_?\.go$/.test(path))).toEqual([
      "example_test.go",
      "images_test.go",
    ]);
  });

  it("has CRIU's JSON only with its part", () => {
    expect([...render().keys()].filter((path) => path.startsWith("json_")).length).toBeGreaterThan(5);
    expect(file("images_test.go")).toContain("testJSON");
    const plain = render("example.org/notes", ["codec"]);
    expect([...plain.keys()].filter((path) => path.includes("json"))).toEqual([]);
    expect([...plain].filter(([, text]) => /\w(?:To|From)JSON|layoutOf|imageLayout/.test(text))).toEqual([]);
  });

  it("names the module as configured, and the package after its last element", () => {
    const files = render();
    expect(files.get("go.mod")).toBe("module example.org/notes/v2\n\ngo 1.23\n");
    const clauses = [...files]
      .filter(([path]) => path.endsWith(".go"))
      .map(([, text]) => /^package .*$/m.exec(text)?.[0]);
    expect(new Set(clauses)).toEqual(new Set(["package notes", "package notes_test"]));
    expect(render("@acme/criu-memory").get("doc.go")).toContain("\npackage criumemory\n");
  });

  it("has structs with the presence of fields in their types", () => {
    expect(file("note_messages.go")).toContain(`// Note is the message note. A note.
type Note struct {
	// Number of bytes.
	N       uint32
	List    []uint64
	ByName  []*NoteByNameEntry
	One     *Kind
	Other   *string
	On      *bool
	Unknown *UnknownFields
}

// Defaults of Note, as the schema declares them.
const (
	NoteOnDefault bool = true
)
`);
  });

  it("reads fields by their tags", () => {
    const text = file("note_messages.go");
    expect(text).toContain(`		case 8:
			m.N = r.uint32("n")
			seen |= 1 << 0
		case 17:
			list := r.uint64s.room(m.List, r.adjacent(tag, end))
			for more := true; more; more = r.againByte(17, end) {
				list = append(list, r.fixed64("list"))
			}
			m.List = list
		case 18:
			m.List = readPacked(r, m.List, "list", (*reader).fixed64)
		case 26:
			m.ByName = readMessages(r, m.ByName, "by_name", tag, end)
		case 32:
			m.Other = nil
			m.One = (*Kind)(r.int32Ptr("one"))
`);
    expect(text).toContain(`	if seen != 0x1 {
		r.missing(seen, "n")
	}
`);
  });

  it("writes fields in the order of their numbers", () => {
    expect(file("note_messages.go")).toContain(`	w.atMostOne("choice", m.One != nil, m.Other != nil)
	w.uint32(8, m.N)
	writePacked(w, 18, m.List, (*writer).fixed64)
	writeMessages(w, 26, m.ByName, "by_name")
	if m.One != nil {
		w.int32(32, int32(*m.One))
	}
`);
    expect(file("note_messages.go")).toContain(`	writeMessage(w, 138, m.More, "more", -1)\n`);
  });

  it("keeps the order of a map: its entries are messages", () => {
    expect(file("note_messages.go")).toContain(`type NoteByNameEntry struct {
	Key     *string
	Value   *Part
	Unknown *UnknownFields
}
`);
  });

  it("reads extras as the row specifies", () => {
    expect(file("note_image.go")).toContain(`func (m *NoteImageEntry) decode(r *reader, end int) {
	m.Note.decode(r, end)
	var pads pads
	m.Extra.A = r.run(sizeOf(m.Note.N), "n", 8, &pads)
	m.Extra.B = readMany[NoteImagePart](r, sizeOf(m.Note.N), "extra.b")
	if ValueOr(m.Note.On, true) {
		m.Extra.C = r.runUint32s(sizeOf(m.Note.N), "n", 1, &pads)
	}
	m.Padding = pads.bytes
}
`);
  });

  it("has functions for the names of files", () => {
    expect(file("note_image.go")).toContain("func NoteImageName(id uint32) string {");
    expect(file("note_image.go")).toContain("func ParseNoteImageName(name string) (id uint32, ok bool) {");
    expect(file("blob_image.go")).not.toContain("func BlobImageName(");
  });

  it("holds text of the schema in one line of a comment", () => {
    const model = modelOf([], "// # One\n// */ two\u2028three\nmessage note {}");
    const text = renderPackage(model, FULL, snapshotOf(model), GO).get("note_messages.go");
    expect(text).toContain("// Note is the message note.");
    expect(text).not.toContain("\u2028");
  });
});

describe("names of Go", () => {
  const problems = (messages: string): string[] =>
    checkModel(modelOf([], messages), () => false, [GO.naming]).map(({ message }) => message);

  it("cannot be those of the runtime", () => {
    expect(problems("message error {}")).toEqual([
      "`error` would be `Error` in Go, but every package has that name already",
    ]);
    expect(problems("message range { optional int32 func = 1; }")).toEqual([]);
  });

  it("are distinct in the whole package", () => {
    expect(problems("message a { map<string, int32> m = 1; } message a_m_entry {}")).toEqual([
      expect.stringContaining("would both be `AMEntry` in Go"),
    ]);
  });

  it("are distinct in a struct", () => {
    const model = modelOf([], "message a { optional int32 x_y = 1; optional int32 xY = 2; optional int32 _1 = 3; }");
    expect(renderPackage(model, FULL, snapshotOf(model), GO).get("note_messages.go")).toContain(`type A struct {
	XY      *int32
	XY_     *int32
	X1      *int32
	Unknown *UnknownFields
}
`);
  });
});

describe("the path of a module", () => {
  it("has elements of letters, digits and a few marks", () => {
    const { problemOf } = GO.packageName;
    expect(problemOf("example.org/criuimages")).toBeUndefined();
    expect(problemOf("criu-images")).toBeUndefined();
    expect(problemOf("example.org//x")).toBe("a module path has no empty elements");
    expect(problemOf("example.org/..")).toBe("a module path cannot have the element `..`");
    expect(problemOf("a b")).toBe("a module path cannot have the element `a b`");
  });
});
