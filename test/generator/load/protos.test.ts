import { describe, expect, it } from "vitest";
import { expectProblem, problemsOf, proto, tinySchema } from "../../support/schema.ts";

/** A schema with this in one more .proto file. */
const withProto = (text: string): { protos: Record<string, string> } => ({ protos: { "note.proto": proto(text) } });

describe("what is not supported", () => {
  it.each([
    ["message note { optional group §Part = 1 { optional uint32 a = 2; } }", "the group `note.Part` is not supported"],
    ["service §Notes { rpc Get (note) returns (note); }", "the service `Notes` is not supported"],
  ])("is refused: %s", (text, message) => {
    expectProblem(withProto(text), { code: "unsupported", message, hint: "take it out" });
  });

  it("is another syntax than proto2 and proto3", () => {
    const problem = { code: "unsupported", hint: "write proto2 or proto3" };
    expectProblem(
      { protos: { "note.proto": '// A note\nsyntax = "§proto4";\n' } },
      { ...problem, message: "`proto4` is not supported" },
    );
    expectProblem(
      { protos: { "note.proto": 'edition = "§2023";\n' } },
      { ...problem, message: "`2023` is not supported" },
    );
  });

  it("is an extension of anything but the options of declarations", () => {
    expectProblem(withProto("message note { extensions 5; }\nextend §note { optional uint32 a = 5; }"), {
      code: "unsupported",
      message: "extensions of `note` are not supported",
      hint: "declare the field in it",
    });
    const options = ["File", "Message", "Field", "Enum", "EnumValue", "Oneof"].map(
      (what, i) => `extend google.protobuf.${what}Options { optional uint32 extension_${i} = ${50_000 + i}; }`,
    );
    const text = `import "google/protobuf/descriptor.proto";\n${options.join("\n")}`;
    expect(problemsOf(tinySchema(withProto(text)))).toEqual([]);
  });
});

describe("proto3", () => {
  it("has enums that begin at 0", () => {
    const proto3 = (text: string): { protos: Record<string, string> } => ({
      protos: { "note.proto": `syntax = "proto3";\n${text}\n` },
    });
    expectProblem(proto3("enum §kind {\n  ONE = 1;\n  NONE = 0;\n}"), {
      code: "bad-enum",
      message: "the first value of `kind` must be 0",
    });
    expect(problemsOf(tinySchema(proto3("enum kind { NONE = 0; }\nmessage note { kind kind = 1; }")))).toEqual([]);
  });
});

describe("an import", () => {
  it("names a file of the folder, by its path below it", () => {
    expectProblem(withProto('import "§bsae.proto";'), {
      code: "unknown-import",
      message: "there is no file `bsae.proto` to import",
      hint: "did you mean base.proto?",
    });
    expectProblem(withProto('import "§messages/other.proto";'), {
      code: "unknown-import",
      message: "there is no file `messages/other.proto` to import",
      hint: "by their path below messages/",
    });
    const protos = { "a.proto": proto('import "base.proto";\nimport public "b/c.proto";'), "b/c.proto": proto("") };
    expect(problemsOf(tinySchema({ protos }))).toEqual([]);
  });

  it("can be of Google's own files", () => {
    const files = ["any", "duration", "timestamp", "struct", "descriptor", "api"];
    const text = files.map((name) => `import "google/protobuf/${name}.proto";`).join("\n");
    expect(problemsOf(tinySchema(withProto(text)))).toEqual([]);
    expectProblem(withProto('import "§google/protobuf/nothing.proto";'), {
      code: "unknown-import",
      message: "`google/protobuf/nothing.proto`",
      hint: "messages/",
    });
  });
});

describe("a name", () => {
  it.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
    "that every object has is refused: %s",
    (name) => {
      expectProblem(withProto(`message note {\n  optional uint32 §${name} = 1;\n}`), {
        code: "reserved-name",
        message: `\`${name}\` is a name that every JavaScript object has`,
        hint: "give it another name",
      });
    },
  );

  it("stands once in its scope, and once in all files", () => {
    const twice = "message note {\n  optional uint32 size = 1;\n  optional uint32 §size = 2;\n}";
    const hint = "rename one of them";
    expectProblem(withProto(twice), {
      code: "duplicate-name",
      message: "`note.size` is declared already, in messages/note.proto:4",
      hint,
    });
    expectProblem(withProto("message §base_entry {}"), {
      code: "duplicate-name",
      message: "`base_entry` is declared already, in messages/base.proto:3",
      hint,
    });
    expectProblem(withProto("message note {\n  oneof a {\n    uint32 §a = 1;\n  }\n}"), {
      code: "duplicate-name",
      message: "`note.a` is declared already",
      hint,
    });
    const apart = "message a { optional uint32 size = 1; }\nmessage b { optional uint32 size = 1; }";
    expect(problemsOf(tinySchema(withProto(apart)))).toEqual([]);
  });

  it("may be that of a syntax, or of what is extended: they are not declared", () => {
    expect(problemsOf(tinySchema(withProto("message proto2 { optional uint32 size = 1; }")))).toEqual([]);
  });
});

describe("what is no proto", () => {
  it("is refused where the parser gave up", () => {
    expectProblem(withProto("message note {\n  optional uint32 §= 1;\n}"), {
      code: "proto-syntax",
      message: "illegal name '='",
    });
  });

  it.each([
    ["a comment without an end", "/* note"],
    ["a string without an end", 'message note { optional string a = 1 [default = "x]; }'],
  ])("may be %s", (_, text) => {
    const found = problemsOf(tinySchema(withProto(text)));
    expect(found).toMatchObject([{ code: "proto-syntax", file: "messages/note.proto" }]);
    expect(found[0]?.message).not.toContain("(line");
  });

  it("does not hide the problems of other files", () => {
    const protos = { "a.proto": "mesage a {}", "b.proto": proto("service b {}"), "c.proto": "enum c" };
    expect(problemsOf(tinySchema({ protos })).map(({ file }) => file)).toEqual([
      "messages/a.proto",
      "messages/b.proto",
      "messages/c.proto",
    ]);
  });
});

describe("a number", () => {
  it("is one field's, and the problem is at the second", () => {
    const [problem] = problemsOf(
      tinySchema(withProto("message note {\n  optional uint32 a = 1;\n  optional uint32 b = 1;\n}")),
    );
    expect(problem).toMatchObject({ file: "messages/note.proto", line: 5 });
    expect(problem?.message).toContain("duplicate id 1");
  });

  it("is one field's of its own message, whatever others are called like it", () => {
    const twice = "message a { message k {\n  optional bool x = 1;\n  optional bool y = 1;\n} }";
    const text = `${twice}\nmessage b { message k { optional bool x = 1; } }`;
    expect(problemsOf(tinySchema(withProto(text)))).toMatchObject([{ file: "messages/note.proto", line: 5 }]);
  });

  it("is one value's of an enum", () => {
    const [problem] = problemsOf(tinySchema(withProto("enum note {\n  A = 0;\n  B = 0;\n}")));
    expect(problem).toMatchObject({ file: "messages/note.proto", line: 5 });
  });

  it("may not be reserved", () => {
    const [problem] = problemsOf(tinySchema(withProto("message note {\n  reserved 2;\n  optional uint32 a = 2;\n}")));
    expect(problem).toMatchObject({ file: "messages/note.proto", line: 5 });
  });

  it.each([0, 19_000, 19_999, 536_870_912])("of a field is one that protobuf can write: not %i", (number) => {
    expectProblem(withProto(`message note {\n  optional uint32 §a = ${number};\n}`), {
      code: "bad-number",
      message: `\`note.a\` has the number ${number}, which no field can have`,
      hint: "numbers go from 1 to 536870911",
    });
  });

  it.each([1, 18_999, 20_000, 536_870_911])("of a field can be %i", (number) => {
    expect(problemsOf(tinySchema(withProto(`message note { optional uint32 a = ${number}; }`)))).toEqual([]);
  });
});

describe("a type", () => {
  it("is a scalar, a message or an enum", () => {
    expectProblem(withProto("message note {\n  optional base_entri §base = 1;\n}"), {
      code: "unknown-type",
      message: "there is no message, enum or scalar `base_entri`",
      hint: "did you mean base_entry?",
    });
    expectProblem(withProto("message note {\n  optional strin §size = 1;\n}"), {
      code: "unknown-type",
      message: "`strin`",
      hint: "did you mean string?",
    });
  });
});

describe("a (criu) option", () => {
  it("is a known one", () => {
    expectProblem(withProto("message note {\n  optional uint32 §size = 1 [(criu).hexx = true];\n}"), {
      code: "bad-option",
      message: "`(criu).hexx` is not an option",
      hint: "did you mean hex?",
    });
  });

  it("takes a value of its own type", () => {
    expectProblem(withProto('message note {\n  optional uint32 §size = 1 [(criu).hex = "yes"];\n}'), {
      code: "bad-option",
      message: "`(criu).hex` takes a boolean",
    });
    expectProblem(withProto("message note {\n  optional uint32 §size = 1 [(criu).dict = true];\n}"), {
      code: "bad-option",
      message: "`(criu).dict` takes a string",
    });
  });
});
