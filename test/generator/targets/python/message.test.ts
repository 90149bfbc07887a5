import { describe, expect, it } from "vitest";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";
import { moduleOf, paragraph, renderedPython } from "./support.ts";

const ROWS = [row("NOTE", "magic: 5, entries: note")];

function noteOf(messages: string): string {
  return moduleOf(renderedPython(modelOf(ROWS, messages)), "messages/note.py");
}

describe("a message in Python", () => {
  it("is a dataclass with presence in its types", () => {
    const text = noteOf(`message note {
  // The number of the note.
  required uint32 n = 1;
  optional string text = 2;
  repeated fixed64 list = 3;
  optional part inner = 4;
  optional kind what = 5;
}
message part { optional bool on = 1; }
enum kind { NONE = 0; }`);
    expect(paragraph(text, "    #: The number")).toBe(`    #: The number of the note.
    n: int
    text: str | None = None
    list_: list[int] = field(default_factory=list)
    inner: Part | None = None
    what: Kind | None = None`);
    expect(text).toContain("from ..enums.kind import Kind\nfrom ..runtime.wire.errors import Malformed\n");
    expect(text).toContain("from .part import Part, read_part, write_part\n");
  });

  it("reads a number of one byte without a call, and refuses a message without its required fields", () => {
    const text = noteOf("message note { required uint32 n = 1; required bool on = 2; }");
    expect(text).toContain(`        if tag == 8:
            n = data[pos]
            pos += 1
            if n > 127:
                n, pos = read_uint32(data, pos - 1)
        elif tag == 16:
            on, pos = read_bool(data, pos)
        else:
            pos = skip_field(data, pos, tag, depth)
            has_unknown = True
`);
    expect(text).toContain("    if r.budget < 0 or pos != end or n is None or on is None:\n        raise Malformed\n");
  });

  it("gives fields names that Python and its own code leave free", () => {
    const fields = ["from", "from_", "__init__", "int", "wire", "data", "r", "_9", "Part", "read_uint32", "type"];
    const declared = fields.map((name, i) => `optional uint32 ${name} = ${i + 1};`).join(" ");
    const text = noteOf(`message note { ${declared} repeated Part parts = 20; } message Part {}`);
    const names = ["from__", "from_", "init__", "int_", "wire_", "data", "r", "f9", "Part_", "read_uint32", "type"];
    for (const [i, name] of names.entries()) {
      expect(text).toContain(`    ${name}: int | None = None\n`);
      const attr = name === fields[i] ? "" : `, attr="${name}"`;
      expect(text).toContain(`Field(number=${i + 1}, name="${fields[i]}", kind="uint32"${attr})`);
    }
    expect(text).toContain("    data_: int | None = None\n");
    expect(text).toContain("    message.data = data_\n");
  });

  it("imports messages that contain it after its own class", () => {
    const text = noteOf("message note { optional part inner = 1; } message part { optional note outer = 1; }");
    const [before = "", after = ""] = text.split("# These messages contain this one");
    expect(before).not.toContain("from .part");
    expect(after).toContain("from .part import Part, read_part, write_part\n");
  });

  it("displaces the other fields of a oneof, and writes one of them", () => {
    const text = noteOf("message note { oneof choice { uint32 a = 1; uint32 b = 2; string c = 3; } }");
    expect(text).toContain("        if tag == 8:\n            b = c = None\n");
    expect(text).toContain("    check_oneof(message.a, message.b, message.c)\n");
  });

  it("reads lists packed or not, and writes them as declared", () => {
    const text = noteOf("message note { repeated uint32 a = 1; repeated sint64 b = 2 [packed = true]; }");
    expect(text).toContain("        elif tag == 10:\n            pos = read_packed(data, pos, a, read_uint32)\n");
    expect(text).toContain("            sint64, pos = read_sint64(data, pos)\n            b.append(sint64)\n");
    expect(text).toContain('    put_values(out, b"\\x08", message.a, put_uint32)\n');
    expect(text).toContain('    put_packed(out, b"\\x12", message.b, put_sint64)\n');
  });

  it("has a class for the entries of a map", () => {
    const text = noteOf("message note { map<string, uint32> by_name = 1; }");
    expect(text).toContain("class NoteByNameEntry(Message):\n");
    expect(text).toContain("    by_name: list[NoteByNameEntry] = field(default_factory=list)\n");
    expect(text).toContain("is_map=True");
  });

  it("compares a tag with few others if there are many fields", () => {
    const fields = Array.from({ length: 700 }, (_, i) => `optional uint32 f${i} = ${i + 1};`).join(" ");
    const text = noteOf(`message note { ${fields} }`);
    const groups = text.match(/^ {8}(?:el)?if tag <= \d+:$/gm) ?? [];
    expect(groups).toHaveLength(8);
    expect(text.match(/^ {12}(?:el)?if tag <= \d+:$/gm)?.length).toBeLessThanOrEqual(64 * 2);
  });

  it("offers the defaults of the schema", () => {
    const text = noteOf(`message note {
  optional uint32 a = 1 [default = 7]; optional bool b = 2 [default = true];
  optional string c = 3 [default = "x\\"y"]; optional bytes d = 4 [default = "\\001"]; optional double e = 5 [default = inf];
}`);
    expect(paragraph(text, "DEFAULTS")).toBe(`DEFAULTS: Final = {
    "a": 7,
    "b": True,
    "c": "x\\"y",
    "d": b"\\x01",
    "e": float("infinity"),
}
`);
  });

  it("cannot be ended by a comment of the schema", () => {
    const text = noteOf('// A """ and a \\N{x}.\nmessage note { optional uint32 a = 1; }\n');
    expect(text).toContain(`    """A ''' and a \\\\N{x}."""\n`);
  });
});
