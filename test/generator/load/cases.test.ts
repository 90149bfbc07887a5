import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Field, FieldType, Model } from "../../../generator/model/model.ts";
import { expectProblem, problemsOf, row, table, tinySchema } from "../../support/schema.ts";

/** Returns a schema with these files and one image with these entries. */
function schemaOf(protos: Readonly<Record<string, string>>, entries: string): string {
  return tinySchema({ images: table(row("NOTE", `magic: 5, entries: ${entries}`)), protos });
}

const load = (text: string, entries = "M"): Model => loadModel(schemaOf({ "a.proto": text }, entries));

function field(model: Model, path: string): Field | undefined {
  const dot = path.lastIndexOf(".");
  const message = model.messages.find(({ name }) => name === path.slice(0, dot));
  return message?.fields.find(({ name }) => name === path.slice(dot + 1));
}

function typeOf(model: Model, path: string): string | undefined {
  const type: FieldType | undefined = field(model, path)?.type;
  return type?.kind === "message" || type?.kind === "enum" ? type.name : type?.kind;
}

describe("a name", () => {
  it("is looked up outwards, not in siblings or children", () => {
    const model = load(
      `syntax = "proto2"; package p;
message Item { optional int32 outer = 1; }
message M {
  optional Item it = 1;
  message Inner { message Item { optional string inner = 1; } optional Item own = 1; }
  optional Inner in = 2;
}`,
      "p.M",
    );
    expect(typeOf(model, "p.M.it")).toBe("p.Item");
    expect(typeOf(model, "p.M.Inner.own")).toBe("p.M.Inner.Item");
  });

  it("is looked up in the enclosing packages", () => {
    const protos = {
      "a.proto": `syntax = "proto2"; package shop.orders; import "b.proto";
message Order { message Address { optional string line = 1; } optional Address a = 1; }
message M { optional Address a = 1; }`,
      "b.proto": 'syntax = "proto2"; package shop;\nmessage Address { optional int32 id = 1; }',
    };
    const model = loadModel(schemaOf(protos, "shop.orders.M"));
    expect(typeOf(model, "shop.orders.M.a")).toBe("shop.Address");
    expect(typeOf(model, "shop.orders.Order.a")).toBe("shop.orders.Order.Address");
  });

  it("is not found in a sibling message", () => {
    const text = `syntax = "proto2"; package p;
message A { message Kind { optional int32 x = 1; } }
message B { optional §Kind k = 1; }`;
    expectProblem({ protos: { "a.proto": text } }, { code: "unknown-type", message: "`Kind`" });
  });

  it("with dots is bound by its first component", () => {
    const text = `syntax = "proto2";
message Bar { message Baz {} }
message Foo { message Bar {} optional §Bar.Baz baz = 1; }`;
    expectProblem(
      { protos: { "a.proto": text } },
      {
        code: "unknown-type",
        message: "`Bar.Baz` means `Foo.Bar.Baz` here, but that is not declared",
        hint: "write `.Bar.Baz` for the outermost one",
      },
    );
  });

  it("with dots is looked up further out if its first component is a field", () => {
    const model = load(`syntax = "proto2";
message a { message b {} }
message M { optional int32 a = 1; optional a.b c = 2; }`);
    expect(typeOf(model, "M.c")).toBe("a.b");
  });

  it("is visible if its file is imported, directly or publicly", () => {
    const protos = {
      "a.proto": 'syntax = "proto2"; import public "b.proto";',
      "b.proto": 'syntax = "proto2"; message B {}',
      "c.proto": 'syntax = "proto2"; import "a.proto"; message M { optional B b = 1; }',
    };
    expect(problemsOf(schemaOf(protos, "M"))).toEqual([]);
    const apart = { ...protos, "a.proto": 'syntax = "proto2"; import "b.proto";' };
    expect(problemsOf(schemaOf(apart, "M"))).toMatchObject([
      {
        code: "unknown-type",
        file: "messages/c.proto",
        message: "`B` is declared in b.proto, but c.proto does not import it",
        hint: 'write `import "b.proto";`',
      },
    ]);
  });

  it("for an enum's value is a sibling of the enum, even across files with a common importer", () => {
    const enums = 'syntax = "proto2";\nenum A { X = 0; }\nenum B { §X = 1; }';
    expectProblem(
      { protos: { "a.proto": enums } },
      { code: "duplicate-name", message: "`X` is declared already", hint: "siblings of the enum, not members" },
    );
    const apart = { "a.proto": "enum A { X = 0; }\nmessage M {}", "b.proto": "enum B { X = 1; }" };
    expect(problemsOf(schemaOf(apart, "M"))).toEqual([]);
    const together = { ...apart, "c.proto": 'import "a.proto"; import "b.proto";' };
    expect(problemsOf(schemaOf(together, "M"))).toMatchObject([{ code: "duplicate-name", file: "messages/b.proto" }]);
  });
});

describe("a message that options use", () => {
  const RULE = `syntax = "proto3"; import "google/protobuf/descriptor.proto"; package p;
message Deep { string a = 1; }
message Rule { string get = 1; Rule sub = 2; Deep deep = 3; Kind kind = 4; }
enum Kind { K0 = 0; }
extend google.protobuf.FieldOptions { Rule rule = 50001; }\n`;
  const namesOf = ({ messages, enums }: Model): string[] => [...messages, ...enums].map(({ name }) => name).sort();

  it("can be the type of a field", () => {
    const model = load(`${RULE}message M { Rule r = 1; string s = 2 [(rule) = { get: "x" }]; }`, "p.M");
    expect(typeOf(model, "p.M.r")).toBe("p.Rule");
    expect(namesOf(model)).toEqual(["base_entry", "p.Deep", "p.Kind", "p.M", "p.Rule"]);
  });

  it.each(["map<string, Deep> d = 1;", "repeated Deep d = 1;", "oneof o { Deep d = 1; }"])(
    "belongs to the model with: %s",
    (d) => {
      expect(namesOf(load(`${RULE}message M { ${d} }`, "p.M"))).toEqual(["base_entry", "p.Deep", "p.M"]);
    },
  );

  it("can be an image's entry", () => {
    expect(namesOf(load(RULE, "p.Rule"))).toEqual(["base_entry", "p.Deep", "p.Kind", "p.Rule"]);
  });

  it("is omitted if only options use it", () => {
    expect(namesOf(load(`${RULE}message M {}`, "p.M"))).toEqual(["base_entry", "p.M"]);
  });

  it("can be Google's own", () => {
    const text =
      'syntax = "proto2"; import "google/protobuf/descriptor.proto"; message M { optional google.protobuf.FieldOptions o = 1; }';
    const model = load(text);
    expect(typeOf(model, "M.o")).toBe("google.protobuf.FieldOptions");
    expect(namesOf(model)).toContain("google.protobuf.UninterpretedOption.NamePart");
  });
});

describe("syntax that protoc accepts", () => {
  it("includes all spellings of numbers", () => {
    const model = load(`syntax = "proto2";
enum E { A = 0X1F; B = - 0x10; C = 017; }
message M { optional E e = 1; optional int32 f = 2 [default = -0XfF]; optional int32 g = 0X10; reserved 0X20 to 0x2f, 060; }`);
    expect(model.enums.find(({ name }) => name === "E")?.values.map(({ number }) => number)).toEqual([31, -16, 15]);
    expect(field(model, "M.f")?.default).toBe(-255);
    expect(field(model, "M.g")?.number).toBe(16);
  });

  it("includes aggregates with angle brackets, lists and names of extensions", () => {
    const text = `syntax = "proto3"; import "google/protobuf/descriptor.proto";
message Rule { string get = 1; Rule sub = 2; repeated int32 n = 3; }
extend google.protobuf.FieldOptions { Rule rule = 50001; }
message M { string s = 1 [(rule) = { get: "a" 'b' sub: < get: "angle"; > n: [1, - 2] }]; }`;
    expect(problemsOf(schemaOf({ "a.proto": text }, "M"))).toEqual([]);
  });

  it.each([
    ["{ get: 1 }", "`get` takes a string"],
    ["{ nothing: 1 }", "`Rule` has no field `nothing`"],
    ["{ }", "the value has no `get`, but `Rule` requires it"],
    ["{ get: 'a' sub { } }", "the value has no `get`, but `Rule` requires it"],
    ["{ get: 'a' get: 'b' }", "`get` is not a list"],
    ["{ get: 'a' sub < get: 'b' }", "expected the name of a field, found `}`"],
    ["'a'", "`(rule)` is a message"],
  ])("requires option values of the right type: %s", (value, message) => {
    const text = `syntax = "proto2"; import "google/protobuf/descriptor.proto";
message Rule { required string get = 1; optional Rule sub = 2; }
extend google.protobuf.FieldOptions { optional Rule rule = 50001; }
message M { optional string s = 1 [(rule) = ${value}]; }`;
    expect(problemsOf(schemaOf({ "a.proto": text }, "M"))).toMatchObject([
      {
        code: expect.stringMatching(/^(?:bad-option|proto-syntax)$/),
        message: expect.stringContaining(message),
        line: 4,
      },
    ]);
  });

  it("includes defaults with escapes, in UTF-8, and floats of single precision", () => {
    const model = load(`syntax = "proto2";
message M { optional string a = 1 [default = "caf\\303\\251"]; optional string b = 2 [default = "\\u00e9"];
  optional string c = 3 [default = "\\1z\\101"]; optional float d = 4 [default = 16777217]; }`);
    expect(["a", "b", "c", "d"].map((name) => field(model, `M.${name}`)?.default)).toEqual([
      "café",
      "é",
      "\u0001zA",
      16_777_216,
    ]);
  });

  it("includes enums named like a message's functions", () => {
    const text = `syntax = "proto3";
message Resp { enum Error { NONE = 0; BAD = 1; } Error error = 1; }
message M { Resp r = 2; }`;
    expect(load(text).enums.map(({ name }) => name)).toEqual(["Resp.Error"]);
  });

  it.each([
    ["a package statement at the end", "message M { optional p.M m = 1; }\npackage p;", "p.M"],
    [
      "blanks and comments in names",
      "package p . /* c */ q;\nmessage M { optional . p\n. q // d\n. M m = 1; }",
      "p.q.M",
    ],
    [
      "options before and after messages",
      "message M {} option java_package = 'a' \"b\"; message N { option deprecated = true; }",
      "M",
    ],
    ["keywords as names", "message M { message message {} optional int32 optional = 1; optional message m = 2; }", "M"],
    ["a message called map", 'syntax = "proto3"; message M { message map {} map m = 1; map<int32, map> x = 2; }', "M"],
    [
      "options of a oneof",
      "message M { oneof o { option (x) = 1; int32 a = 1; } }\n" +
        'import "google/protobuf/descriptor.proto"; extend google.protobuf.OneofOptions { optional int32 x = 50000; }',
      "M",
    ],
    ["extensions in messages", "message M { extensions 5 to max; extend M { optional M in = 7; } }", "M"],
    ["a byte order mark and any line breaks", "\ufeff\f\v\r\nmessage M {\r\toptional int32 a = 1;\f}", "M"],
  ])("includes %s", (_, text, entries) => {
    expect(problemsOf(schemaOf({ "a.proto": text }, entries))).toEqual([]);
  });
});
