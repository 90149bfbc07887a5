import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Field, Message, Model } from "../../../generator/model/model.ts";
import { expectProblem, proto, table, tinySchema } from "../../support/schema.ts";

const load = (text: string, display?: string): Model =>
  loadModel(tinySchema({ protos: { "note.proto": proto(text) }, ...(display !== undefined && { display }) }));

const named = (model: Model, name: string): Message | undefined => model.messages.find((m) => m.name === name);

/** Returns the fields of a message `note` with these declarations. */
const fieldsOf = (fields: string, display?: string): readonly Field[] =>
  named(load(`message note {\n${fields}\n}`, display), "note")?.fields ?? [];

describe("a field", () => {
  it("has its declared label", () => {
    const fields = fieldsOf("required bool a = 1; optional bool b = 2; repeated bool c = 3;");
    expect(fields.map(({ name, label }) => [name, label])).toEqual([
      ["a", "required"],
      ["b", "optional"],
      ["c", "repeated"],
    ]);
  });

  it.each([
    ...["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"],
    ...["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"],
  ])("can be a %s", (scalar) => {
    expect(fieldsOf(`optional ${scalar} a = 1;`)[0]?.type).toEqual({ kind: "scalar", scalar });
  });

  it("is listed by number, not by order in the file", () => {
    const fields = fieldsOf("optional bool c = 300; optional bool a = 1; optional bool b = 20;");
    expect(fields.map(({ name, number }) => [name, number])).toEqual([
      ["a", 1],
      ["b", 20],
      ["c", 300],
    ]);
  });

  it("is packed only if declared in proto2", () => {
    const fields = fieldsOf(
      "repeated uint32 a = 1; repeated uint32 b = 2 [packed = true]; repeated uint32 c = 3 [packed = false];",
    );
    expect(fields.map(({ packed }) => packed)).toEqual([false, true, false]);
  });

  it("packs lists of numbers in proto3, unless declared otherwise", () => {
    const text =
      'syntax = "proto3";\nmessage note { repeated uint32 a = 1; repeated uint32 b = 2 [packed = false]; uint32 c = 3; }';
    const fields = named(loadModel(tinySchema({ protos: { "note.proto": text } })), "note")?.fields ?? [];
    expect(fields.slice(0, 2).map(({ packed }) => packed)).toEqual([true, false]);
    expect(fields.map(({ label }) => label)).toEqual(["repeated", "repeated", "optional"]);
  });

  it("knows its oneof", () => {
    const fields = fieldsOf("oneof choice { bool a = 1; string b = 2; } optional bool c = 3;");
    expect(fields.map(({ name, oneof }) => [name, oneof])).toEqual([
      ["a", "choice"],
      ["b", "choice"],
      ["c", undefined],
    ]);
  });

  it("belongs to no oneof if proto3 calls it optional", () => {
    const text = 'syntax = "proto3";\nmessage note { optional uint32 a = 1; }';
    const [field] = named(loadModel(tinySchema({ protos: { "note.proto": text } })), "note")?.fields ?? [];
    expect(field).toMatchObject({ name: "a", label: "optional" });
    expect(field).not.toHaveProperty("oneof");
  });

  it("can be a map", () => {
    const fields =
      named(
        load('import "base.proto";\nmessage note { map<string, uint64> a = 1; map<int32, base_entry> b = 2; }'),
        "note",
      )?.fields ?? [];
    expect(fields.map(({ label, type }) => [label, type])).toEqual([
      ["repeated", { kind: "map", key: "string", value: { kind: "scalar", scalar: "uint64" } }],
      ["repeated", { kind: "map", key: "int32", value: { kind: "message", name: "base_entry" } }],
    ]);
  });

  it("has its file, line and column", () => {
    expect(fieldsOf("  optional bool flag = 1;")[0]?.at).toEqual({ file: "messages/note.proto", line: 4, column: 17 });
  });

  it("takes its JSON form from its options", () => {
    const display = "flags: { bits: { A: 1 } }\ndicts: { codes: {} }\n";
    const other = "message Other { optional bool hex = 1; }";
    const extend = "extend google.protobuf.FieldOptions { optional Other other = 50000; }";
    const model = load(
      `import "google/protobuf/descriptor.proto"; ${other} ${extend}
       message note {
       optional uint32 a = 1 [(criu).hex = true, (criu).dev = true, (criu).odev = false];
       optional uint32 b = 2 [(criu).flags = "bits"];
       optional uint32 c = 3 [deprecated = true, (criu).dict = "codes"];
       optional bytes d = 4 [(criu).conv = "any"];
       optional uint32 e = 5 [(other).hex = true];
       repeated uint32 f = 6 [(criu) = { ipadd: true }];
       }`,
      display,
    );
    expect(named(model, "note")?.fields.map((field) => field.display)).toEqual([
      { hex: true, dev: true, odev: false },
      { flags: "bits" },
      { dict: "codes" },
      { conv: "any" },
      {},
      { ipadd: true },
    ]);
  });
});

describe("a type", () => {
  it("is looked up from the inside out, as in protobuf", () => {
    const model = load(`package p;
message note {
  message part { optional note back = 1; }
  optional part near = 1;
  optional .p.part far = 2;
  optional p.kind kind = 3;
}
message part {}
enum kind { ONE = 1; }`);
    expect(named(model, "p.note")?.fields.map(({ type }) => type)).toEqual([
      { kind: "message", name: "p.note.part" },
      { kind: "message", name: "p.part" },
      { kind: "enum", name: "p.kind" },
    ]);
    expect(named(model, "p.note.part")?.fields[0]?.type).toEqual({ kind: "message", name: "p.note" });
  });

  it("can be in an earlier or a later file", () => {
    const protos = {
      "a.proto": proto('import "z.proto";\nmessage a { optional z z = 1; }'),
      "b.proto": proto('import "a.proto";\nmessage b { optional a a = 1; }'),
      "z.proto": proto("message z {}"),
    };
    const model = loadModel(tinySchema({ protos }));
    expect(named(model, "a")?.fields[0]?.type).toEqual({ kind: "message", name: "z" });
    expect(named(model, "b")?.fields[0]?.type).toEqual({ kind: "message", name: "a" });
  });

  it("by Google is included with its dependencies if a field uses it", () => {
    const text = `import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
message note { optional google.protobuf.Struct a = 1; }`;
    const names = load(text).messages.map(({ name }) => name);
    expect(names.toSorted()).toEqual([
      "base_entry",
      "google.protobuf.ListValue",
      "google.protobuf.Struct",
      "google.protobuf.Value",
      "note",
    ]);
    expect(load(text).enums.map(({ name }) => name)).toEqual(["google.protobuf.NullValue"]);
  });

  it("for options of .proto files is omitted, with a package or without", () => {
    const options = (head: string): string =>
      `${head}import "google/protobuf/descriptor.proto";
message opts { optional bool hex = 1; }
extend google.protobuf.FieldOptions { optional opts criu = 1018; }`;
    expect(load(options("")).messages.map(({ name }) => name)).toEqual(["base_entry"]);
    expect(load(options("package p;\n")).messages.map(({ name }) => name)).toEqual(["base_entry"]);
  });
});

describe("a comment in a .proto file", () => {
  it("belongs to the declaration after it, or to the field before it on the line", () => {
    const model = load(`// What is noted,
// and why
message note {
  // Above
  optional bool a = 1;
  /* Block */
  optional bool b = 2;
  optional bool c = 3; // Behind
  optional bool d = 4;
}
// Kinds
enum kind {
  // The first
  ONE = 1;
}`);
    const note = named(model, "note");
    expect(note?.comment).toBe("What is noted,\nand why");
    expect(note?.fields.map(({ comment }) => comment)).toEqual(["Above", "Block", "Behind", ""]);
    const kind = model.enums.find(({ name }) => name === "kind");
    expect(kind?.comment).toBe("Kinds");
    expect(kind?.values).toMatchObject([{ name: "ONE", number: 1, comment: "The first", at: { line: 16, column: 3 } }]);
  });
});

describe("an enum", () => {
  it("keeps the order of its values, with negative and hexadecimal numbers and allowed aliases", () => {
    const [kind] = load("enum kind { option allow_alias = true; B = 0x10; A = -1; C = 16; }").enums;
    expect(kind?.values.map(({ name, number }) => [name, number])).toEqual([
      ["B", 16],
      ["A", -1],
      ["C", 16],
    ]);
  });

  it("can be nested in a message", () => {
    const model = load("message note { enum kind { ONE = 1; } optional kind k = 1; }");
    expect(model.enums.map(({ name }) => name)).toEqual(["note.kind"]);
  });
});

describe("a model", () => {
  it("is deeply frozen", () => {
    const model = load("message note { optional bool a = 1; }");
    const [image] = model.images;
    expect([model, model.images, image, image?.layout, model.heads.common].every(Object.isFrozen)).toBe(true);
    expect(Object.isFrozen(named(model, "note")?.fields)).toBe(true);
  });

  it("is refused if a row names a missing message", () => {
    expectProblem(
      { images: table("ONE: { about: A, file: a, magic: 1, entries: §nte }") },
      { code: "unknown-message", message: "there is no message `nte`", hint: "declare it in messages/" },
    );
  });
});
