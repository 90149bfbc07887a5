import { describe, expect, it } from "vitest";
import { type Declaration, scanProto } from "../../../generator/load/scan.ts";

/** Declarations as `kind path line:column` and, where there is one, `= default`. */
function scan(text: string): string[] {
  return scanProto("a.proto", text).map(
    ({ kind, path, at, default: value }: Declaration) =>
      `${kind} ${path} ${at.line}:${at.column}${value === undefined ? "" : ` = ${value.text}`}`,
  );
}

describe("the scanner", () => {
  it("finds syntax, imports, messages, enums, fields and values with their places", () => {
    const text = `syntax = "proto2";
import "b.proto";
import public "c.proto";

message note {
  required uint32 size = 1;
  repeated  note  inner = 2;
}
enum kind { ONE = 1; TWO = -2; }
`;
    expect(scan(text)).toEqual([
      "syntax proto2 1:11",
      "import b.proto 2:9",
      "import c.proto 3:16",
      "message note 5:9",
      "field note.size 6:19",
      "field note.inner 7:19",
      "enum kind 9:6",
      "value kind.ONE 9:13",
      "value kind.TWO 9:22",
    ]);
  });

  it("gives everything the names of what it stands in, the package first", () => {
    const text = `package a.b;
message outer {
  message inner {
    enum kind {
      ONE = 1;
    }
    optional kind which = 1;
  }
  optional inner part = 1;
}
message late {}
`;
    expect(scan(text)).toEqual([
      "package a.b 1:9",
      "message a.b.outer 2:9",
      "message a.b.outer.inner 3:11",
      "enum a.b.outer.inner.kind 4:10",
      "value a.b.outer.inner.kind.ONE 5:7",
      "field a.b.outer.inner.which 7:19",
      "field a.b.outer.part 9:18",
      "message a.b.late 11:9",
    ]);
  });

  it("passes over what declares nothing", () => {
    const text = `option java_package = "a.b";
message note {
  option deprecated = true;
  reserved 2, 5 to 7;
  reserved "old";
  extensions 100 to 199;
  ;
  optional uint32 size = 1;
}
enum kind { option allow_alias = true; ONE = 1; reserved 5; }
`;
    expect(scan(text)).toEqual(["message note 2:9", "field note.size 8:19", "enum kind 10:6", "value kind.ONE 10:40"]);
  });

  it("finds what is not supported, so that it can be refused", () => {
    const text = `message note {
  oneof choice { uint32 a = 1; }
  map<string, uint32> ages = 2;
  optional group Part = 3 { optional uint32 b = 4; }
}
service notes { rpc get (note) returns (note) { option x = 1; } }
extend google.protobuf.FieldOptions { optional note o = 1000; }
`;
    expect(scan(text)).toEqual([
      "message note 1:9",
      "oneof note.choice 2:9",
      "field note.a 2:25",
      "map note.ages 3:23",
      "group note.Part 4:18",
      "field note.Part.b 4:45",
      "service notes 6:9",
      "extend google.protobuf.FieldOptions 7:8",
    ]);
  });

  it("notes the numbers of fields and values as they are written", () => {
    const text = "message note { optional bool a = 0x10; map<string, bool> b = 2; } enum kind { ONE = -1; }";
    const numbers = scanProto("a.proto", text).map(({ path, number }) => [path, number]);
    expect(numbers).toEqual([
      ["note", undefined],
      ["note.a", "0x10"],
      ["note.b", "2"],
      ["kind", undefined],
      ["kind.ONE", "-1"],
    ]);
  });

  it("takes a word at the start of a statement for a keyword only where it is one", () => {
    const text = "enum kind { import = 1; package = 2; syntax = 3; edition = 4; }\nmessage note {}";
    expect(scan(text)).toEqual([
      "enum kind 1:6",
      "value kind.import 1:13",
      "value kind.package 1:25",
      "value kind.syntax 1:38",
      "value kind.edition 1:50",
      "message note 2:9",
    ]);
  });

  it("does not read comments", () => {
    const text = `// message no { }
/* message
   no { optional uint32 x = 1; } */
message yes { // { never = 3;
  /* } */ optional uint32 size = 1; // = 2 [default = 5];
}
`;
    expect(scan(text)).toEqual(["message yes 4:9", "field yes.size 5:27"]);
  });
});

describe("statements over several lines", () => {
  it("have the place of the name", () => {
    const text = `message
  note
{
  required
    uint64
    many = 1 [
      (criu).hex = true,
      default = 18446744073709551615
    ];
}
`;
    expect(scan(text)).toEqual(["message note 2:3", "field note.many 6:5 = 18446744073709551615"]);
  });
});

describe("the place of a name", () => {
  it("is that of the name where its type has the same name", () => {
    expect(scan("message kind {\n  optional kind kind = 1;\n}")).toContain("field kind.kind 2:17");
  });

  it("is that of the name where a keyword is the same word", () => {
    expect(scan("message message {\n  optional uint32 optional = 1;\n}")).toEqual([
      "message message 1:9",
      "field message.optional 2:19",
    ]);
  });

  it("is that of the name where the line has it before, in a comment or in another message", () => {
    expect(scan("message a { optional uint32 size = 1; } message b { optional uint32 size = 1; }")).toEqual([
      "message a 1:9",
      "field a.size 1:29",
      "message b 1:49",
      "field b.size 1:69",
    ]);
    expect(scan("/* size */ message size {}")).toEqual(["message size 1:20"]);
  });
});
