import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { expectProblem, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

/** Returns a schema with one more .proto file of this text. */
const withProto = (text: string): { protos: Record<string, string> } => ({ protos: { "note.proto": proto(text) } });

describe("unsupported syntax", () => {
  it.each([
    ["message note { optional group §Part = 1 { optional uint32 a = 2; } }", "the group `note.Part` is not supported"],
    ["message §note { option message_set_wire_format = true; }", "the message set `note` is not supported"],
  ])("is refused: %s", (text, message) => {
    expectProblem(withProto(text), { code: "unsupported", message, hint: "" });
  });

  it("is any syntax other than proto2 and proto3", () => {
    expectProblem(
      { protos: { "note.proto": '// A note\nsyntax = "§proto4";\n' } },
      { code: "unsupported", message: "`proto4` is not supported", hint: "write proto2 or proto3" },
    );
    expectProblem(
      { protos: { "note.proto": 'edition = "§2023";\nmessage note { int32 a = 1; }\n' } },
      {
        code: "unsupported",
        message: "the edition `2023` is not supported",
        hint: 'replace it by `syntax = "proto2";`',
      },
    );
  });

  it("is skipped if no image needs it: services, and extensions of messages", () => {
    const text = `package p;
message note { extensions 5; }
extend note { optional uint32 a = 5; }
service Notes { rpc Get (note) returns (note); }`;
    const { skipped, messages } = loadModel(tinySchema(withProto(text)));
    expect(skipped).toEqual([
      { kind: "extension", name: "p.a", at: { file: "messages/note.proto", line: 5, column: 31 } },
      { kind: "service", name: "p.Notes", at: { file: "messages/note.proto", line: 6, column: 9 } },
    ]);
    expect(messages.find(({ name }) => name === "p.note")?.fields).toEqual([]);
  });

  it("does not include extensions of options", () => {
    const options = ["File", "Message", "Field", "Enum", "EnumValue", "Oneof"].map(
      (what, i) => `extend google.protobuf.${what}Options { optional uint32 extension_${i} = ${50_000 + i}; }`,
    );
    const text = `import "google/protobuf/descriptor.proto";\n${options.join("\n")}`;
    expect(loadModel(tinySchema(withProto(text))).skipped).toEqual([]);
  });
});

describe("proto3", () => {
  it("requires 0 as the first value of an enum", () => {
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
  it("must be the path of a file below messages/", () => {
    expectProblem(withProto('import "§bsae.proto";'), {
      code: "unknown-import",
      message: "there is no file `bsae.proto`",
      hint: "did you mean base.proto?",
    });
    expectProblem(withProto('import "§messages/other.proto";'), {
      code: "unknown-import",
      message: "there is no file `messages/other.proto`",
      hint: "by their path below messages/",
    });
    const protos = { "a.proto": proto('import "base.proto";\nimport public "b/c.proto";'), "b/c.proto": proto("") };
    expect(problemsOf(tinySchema({ protos }))).toEqual([]);
  });

  it("can be a file of Google's", () => {
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

describe("a label", () => {
  it.each([
    ["message note {\n  §uint32 a = 1;\n}", "`note.a` has no label", "before `uint32`"],
    ["message note {\n  §part a = 1;\n}\nmessage part {}", "`note.a` has no label", "before `part`"],
    ["message note { oneof b { §repeated part a = 1; } }\nmessage part {}", "is repeated in a oneof", "`repeated`"],
    ["message note { §optional map<string, bool> a = 1; }", "`note.a` is optional and a map", "remove `optional`"],
  ])("is required in proto2, except in oneofs and for maps: %s", (text, message, hint) => {
    expectProblem(withProto(text), { code: "bad-label", message, hint });
  });

  it("cannot be `required` in proto3", () => {
    const text = 'syntax = "proto3";\nmessage note {\n  §required uint32 a = 1;\n  uint32 required = 2;\n}';
    expectProblem(
      { protos: { "note.proto": text } },
      { code: "bad-label", message: "`note.a` is required", hint: "remove `required`" },
    );
  });
});

describe("syntax that protoc also refuses", () => {
  it.each([
    [
      "enum note {\n  §A = 2147483648;\n}",
      "bad-number",
      "`note.A` has the number 2147483648, but no value can have it",
      "numbers of values are -2147483648",
    ],
    [
      "enum note {\n  §A = -2147483649;\n}",
      "bad-number",
      "but no value can have it",
      "numbers of values are -2147483648",
    ],
    ["enum note {\n  A§;\n}", "proto-syntax", "expected `=`, found `;`", "as in `A = 1;`"],
    ["enum §note {\n  option allow_alias = true;\n}", "bad-enum", "`note` has no values", "give it one"],
    [
      "message note { repeated string §a = 1 [packed = true]; }",
      "bad-option",
      "`note.a` is packed, but not a list of numbers",
    ],
    [
      "message note { optional uint32 §a = 1 [packed = true]; }",
      "bad-option",
      "`note.a` is packed, but not a list of numbers",
    ],
    ["message note { repeated uint32 a = 1 [§packed = maybe]; }", "bad-option", "`packed` takes true or false"],
    [
      "message note { option §deprecate = true; }",
      "bad-option",
      "`deprecate` is not an option",
      "did you mean deprecated?",
    ],
    ["message note { option §(a.b) = 1; }", "bad-option", "`(a.b)` is not an option", "import the file"],
    [
      "option java_package = 'a';\noption §java_package = 'b';",
      "bad-option",
      "`java_package` is set already",
      "remove one",
    ],
    ["option §optimize_for = FAST;", "bad-option", "`optimize_for` takes one of SPEED, CODE_SIZE, LITE_RUNTIME"],
  ])("is refused: %s", (text, code, message, hint?: string) => {
    expectProblem(withProto(text), { code, message, ...(hint !== undefined && { hint }) });
  });

  it("is refused: a default in proto3", () => {
    const text = 'syntax = "proto3";\nmessage note {\n  uint32 §a = 1 [default = 1];\n}';
    expectProblem(
      { protos: { "note.proto": text } },
      { code: "bad-default", message: "but proto3 has no defaults", hint: "remove it" },
    );
  });

  it("is refused: a file that is not UTF-8, unlike a valid replacement character", () => {
    const schema = tinySchema();
    const text = Buffer.from('syntax = "proto2";\n// \ufffd §\nmessage note {}\n'.replace("§", "\0"));
    text[text.indexOf(0)] = 0xe9;
    writeFileSync(join(schema, "messages/note.proto"), text);
    expect(problemsOf(schema)).toMatchObject([
      { code: "bad-encoding", file: "messages/note.proto", line: 2, column: 6 },
    ]);
  });

  it("does not include packed lists of enums, nor `packed = false`", () => {
    const text =
      "enum kind { A = 0x7fffffff; B = -2147483648; }\nmessage note { repeated kind a = 1 [packed = true]; repeated string b = 2 [packed = false]; }";
    expect(problemsOf(tinySchema(withProto(text)))).toEqual([]);
  });
});

describe("a .proto file", () => {
  it.each([
    ["a byte order mark", '\ufeffsyntax = "proto2";\nmessage note { optional uint32 a = 1; }'],
    [
      "line endings of Windows",
      'syntax = "proto2";\r\n// A note\r\nmessage note {\r\n  optional uint32 a = 1;\r\n}\r\n',
    ],
    ["empty statements", 'syntax = "proto2";;\nmessage note { ; optional uint32 a = 1;; };\nenum kind { ; A = 0;; };'],
    [
      "public and weak imports",
      'syntax = "proto2";\nimport public "base.proto";\nimport weak "other.proto";\nmessage note { optional base_entry a = 1; }',
    ],
  ])("can contain %s", (_, text) => {
    expect(
      problemsOf(
        tinySchema({
          images: table(row("NOTE", "magic: 5, entries: note")),
          protos: { "note.proto": text, "other.proto": proto("") },
        }),
      ),
    ).toEqual([]);
  });

  it("with line endings of Windows has its problems on the right lines", () => {
    const text = '\ufeffsyntax = "proto2";\r\nmessage note {\r\n  optional §nothing a = 1;\r\n}\r\n'.replace(
      "\ufeff",
      "",
    );
    expectProblem({ protos: { "note.proto": text } }, { code: "unknown-type", message: "`nothing`" });
  });
});

describe("a name", () => {
  it("must be unique in its scope across all files", () => {
    const twice = "message note {\n  optional uint32 size = 1;\n  optional uint32 §size = 2;\n}";
    const hint = "rename one of them";
    expectProblem(withProto(twice), {
      code: "duplicate-name",
      message: "`note.size` is declared already in messages/note.proto:4",
      hint,
    });
    expectProblem(withProto("message §base_entry {}"), {
      code: "duplicate-name",
      message: "`base_entry` is declared already in messages/base.proto:3",
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

  it("can be the word of a syntax", () => {
    expect(problemsOf(tinySchema(withProto("message proto2 { optional uint32 size = 1; }")))).toEqual([]);
  });
});

describe("text that is no .proto file", () => {
  it("is refused at the first unexpected token", () => {
    expectProblem(withProto("message note {\n  optional uint32 §= 1;\n}"), {
      code: "proto-syntax",
      message: "expected the name of a field, found `=`",
    });
  });

  it.each([
    ["message §note {\n  optional uint32 a = 1;", "`note` is not closed before the file ends", "is missing"],
    [
      "message note {\n  optional uint32 a = 1;\n}\n§enum kind",
      "`enum` is not closed before the file ends",
      "is missing",
    ],
    ["message note {\n  optional uint32 a = 1\n  §optional uint32 b = 2;\n}", "expected `;`, found `optional`"],
  ])("is refused at the right place: %s", (text, message, hint?: string) => {
    expectProblem(withProto(text), { code: "proto-syntax", message, ...(hint !== undefined && { hint }) });
  });

  it.each([
    ["a comment without an end", "/* note"],
    ["a string without an end", 'message note { optional string a = 1 [default = "x]; }'],
  ])("is refused: %s", (_, text) => {
    const found = problemsOf(tinySchema(withProto(text)));
    expect(found).toMatchObject([{ code: "proto-syntax", file: "messages/note.proto" }]);
    expect(found[0]?.message).not.toContain("(line");
  });

  it("does not hide the problems of other files", () => {
    const protos = {
      "a.proto": "mesage a {}",
      "b.proto": proto("message b { optional group B = 1 {} }"),
      "c.proto": "enum c",
    };
    expect(problemsOf(tinySchema({ protos })).map(({ file }) => file)).toEqual([
      "messages/a.proto",
      "messages/b.proto",
      "messages/c.proto",
    ]);
  });
});

describe("the number of a field or a value", () => {
  it("must be unique in a message; the problem points to the second field", () => {
    const [problem] = problemsOf(
      tinySchema(withProto("message note {\n  optional uint32 a = 1;\n  optional uint32 b = 1;\n}")),
    );
    expect(problem).toMatchObject({ file: "messages/note.proto", line: 5 });
    expect(problem?.message).toContain("duplicate id 1");
  });

  it("must be unique in its own message, not in others of the same name", () => {
    const twice = "message a { message k {\n  optional bool x = 1;\n  optional bool y = 1;\n} }";
    const text = `${twice}\nmessage b { message k { optional bool x = 1; } }`;
    expect(problemsOf(tinySchema(withProto(text)))).toMatchObject([{ file: "messages/note.proto", line: 5 }]);
  });

  it("must be unique in an enum", () => {
    const [problem] = problemsOf(tinySchema(withProto("enum note {\n  A = 0;\n  B = 0;\n}")));
    expect(problem).toMatchObject({ file: "messages/note.proto", line: 5 });
  });

  it("cannot be reserved", () => {
    const [problem] = problemsOf(tinySchema(withProto("message note {\n  reserved 2;\n  optional uint32 a = 2;\n}")));
    expect(problem).toMatchObject({ file: "messages/note.proto", line: 5 });
  });

  it.each([0, 19_000, 19_999, 536_870_912])("must be one that protobuf can write, not %i", (number) => {
    expectProblem(withProto(`message note {\n  optional uint32 §a = ${number};\n}`), {
      code: "bad-number",
      message: `\`note.a\` has the number ${number}, but no field can have it`,
      hint: "field numbers are 1 to 536870911",
    });
  });

  it("can be octal or hexadecimal", () => {
    const text = "message note { optional uint32 a = 020; optional uint32 b = 0x14; optional uint32 c = 20; }";
    expect(problemsOf(tinySchema(withProto(text)))).toMatchObject([
      { code: "bad-number", message: "duplicate id 20: `note.b` has it" },
    ]);
    expect(problemsOf(tinySchema(withProto(text.replace("= 20;", "= 21;"))))).toEqual([]);
  });

  it.each([
    ["§", "expected `=`, found `;`", "a field has a number, as in `a = 1;`"],
    [" = §one", "expected the number of a field, found `one`"],
    [" = §max", "expected the number of a field, found `max`"],
    [" = §-1", "expected the number of a field, found `-`"],
    [" = §1.5", "expected the number of a field, found `1.5`"],
  ])("is required, and a number: not `a%s`", (number, message, hint?: string) => {
    expectProblem(withProto(`message note {\n  optional uint32 a${number};\n}`), {
      code: "proto-syntax",
      message,
      ...(hint !== undefined && { hint }),
    });
  });

  it.each([1, 18_999, 20_000, 536_870_911])("can be %i", (number) => {
    expect(problemsOf(tinySchema(withProto(`message note { optional uint32 a = ${number}; }`)))).toEqual([]);
  });
});

describe("a type", () => {
  it("must be a scalar, a message or an enum", () => {
    expectProblem(withProto("message note {\n  optional §base_entri base = 1;\n}"), {
      code: "unknown-type",
      message: "there is no message, enum or scalar `base_entri`",
      hint: "did you mean base_entry?",
    });
    expectProblem(withProto("message note {\n  optional §strin size = 1;\n}"), {
      code: "unknown-type",
      message: "`strin`",
      hint: "did you mean string?",
    });
  });
});

describe("a (criu) option", () => {
  it("must exist", () => {
    expectProblem(withProto("message note {\n  optional uint32 §size = 1 [(criu).hexx = true];\n}"), {
      code: "bad-option",
      message: "`(criu).hexx` is not an option",
      hint: "did you mean hex?",
    });
  });

  it("must have a value of its type", () => {
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

describe("nested messages", () => {
  const nested = (depth: number): string =>
    `${Array.from({ length: depth }, (_, i) => `message m${i} {`).join("\n")}${"}".repeat(depth)}`;

  it("are limited to a depth of 32; more are reported once", () => {
    expect(problemsOf(tinySchema(withProto(nested(32))))).toEqual([]);
    expect(problemsOf(tinySchema(withProto(nested(3000))))).toMatchObject([
      { code: "unsupported", message: "`m32` is nested in more than 31 messages", line: 35, column: 9 },
    ]);
  });
});
