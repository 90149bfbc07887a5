import { describe, expect, it } from "vitest";
import { proto, row, type SchemaTexts, table } from "../../support/schema.ts";
import { changes, message, type Side, told } from "./support.ts";

/** Returns every difference as printed, with its rules. */
function all(before: Side, after: Side): string[] {
  return changes(before, after).map((change) => `${told([change])[0]} | ${change.rules.map(({ id }) => id).join(" ")}`);
}

type Row = readonly [before: string, after: string, ...lines: string[]];

const FIELDS: readonly Row[] = [
  [
    "map<uint32, string> a = 1;",
    "map<uint32, x> a = 1;",
    "field a changed type map<uint32, string>>map<uint32, x> | type-wire type-json type-api",
  ],
  [
    "map<uint32, string> a = 1;",
    "map<string, string> a = 1;",
    "field a changed type map<uint32, string>>map<string, string> | type-wire type-api",
  ],
  [
    "map<uint32, string> a = 1;",
    "map<uint64, string> a = 1;",
    "field a changed type map<uint32, string>>map<uint64, string> | type-range type-api",
  ],
  [
    "map<uint32, string> a = 1;",
    "map<sint32, string> b = 1;",
    "field b changed replaced map<uint32, string> a = 1>map<sint32, string> b = 1 | field-replaced",
  ],
  [
    "map<uint32, string> a = 1;",
    "map<uint32, string> b = 1;",
    "field b renamed map<uint32, string> a = 1>map<uint32, string> b = 1 | field-renamed",
  ],
  [
    "map<uint32, string> a = 1;",
    "repeated uint32 b = 1;",
    "field b changed replaced map<uint32, string> a = 1>repeated uint32 b = 1 | field-replaced",
  ],
  [
    "repeated uint32 a = 1;",
    "map<uint32, string> b = 1;",
    "field b changed replaced repeated uint32 a = 1>map<uint32, string> b = 1 | field-replaced",
  ],
  ["optional x a = 1;", "optional y a = 1;", "field a changed type x>y | type-wire type-json type-api"],
  ["optional e a = 1;", "optional uint32 a = 1;", "field a changed type e>uint32 | type-range type-json type-api"],
  [
    "optional e a = 1;",
    "optional f a = 1;",
    "field a changed type e>f | type-range type-json type-api",
    "field a changed default default 0, not said>default 1, not said | default-changed",
  ],
  ["required e a = 1;", "required f a = 1;", "field a changed type e>f | type-range type-json type-api"],
  [
    "required uint32 a = 1;",
    "optional e a = 1;",
    "field a changed type uint32>e | type-range type-json type-api",
    "field a changed label required>optional | required-to-optional",
  ],
  [
    "required uint32 a = 2;",
    "required uint32 old_a = 2; optional uint64 a = 5;",
    "field a moved name ceded required uint32 a = 2>optional uint64 a = 5; 2 is now old_a | field-name-ceded required-hollowed",
  ],
  [
    "required bool b = 1; required uint32 a = 2;",
    "required bool b = 1; optional uint32 old_a = 2; optional uint64 a = 5;",
    "field a moved name ceded required uint32 a = 2>optional uint64 a = 5; 2 is now old_a | field-name-ceded",
    "field old_a changed label required>optional | required-to-optional",
  ],
  [
    "optional uint32 a = 2;",
    "required uint32 old_a = 2; required uint64 a = 5;",
    "field a moved name ceded optional uint32 a = 2>required uint64 a = 5; 2 is now old_a | field-name-ceded",
    "field old_a changed label optional>required | optional-to-required",
  ],
  [
    "required uint32 a = 2;",
    "required uint32 old_a = 2; required uint64 a = 5;",
    "field a moved name ceded required uint32 a = 2>required uint64 a = 5; 2 is now old_a | field-name-ceded",
  ],
  [
    "required uint32 old_a = 2; optional uint64 a = 5;",
    "required uint32 a = 2;",
    "field a moved name taken optional uint64 a = 5>required uint32 a = 2; 2 was old_a | field-name-taken",
  ],
  [
    "repeated uint32 a = 1; repeated e b = 2;",
    "repeated uint32 a = 1 [packed = true]; repeated e b = 2 [packed = true];",
    "field a changed packed not packed>packed | packed-changed",
    "field b changed packed not packed>packed | packed-changed",
  ],
  [
    "optional uint32 a = 1;",
    "repeated uint32 a = 1 [packed = true];",
    "field a changed label optional>repeated | single-to-list",
  ],
  [
    "optional uint32 a = 1 [default = 1];",
    "optional uint32 a = 1;",
    "field a changed default default 1>default 0, not said | default-changed",
  ],
  [
    "optional x a = 1;",
    "optional uint32 a = 1 [default = 5];",
    "field a changed type x>uint32 | type-wire type-json type-api",
    "field a changed default default none, not said>default 5 | default-changed",
  ],
  [
    "optional bool a = 1 [default = true];",
    "optional uint32 a = 1 [default = 1];",
    "field a changed type bool>uint32 | type-range type-json type-api",
    "field a changed default default true>default 1 | default-written",
  ],
  [
    "required uint32 a = 1;",
    "required uint32 a = 1 [default = 1];",
    "field a changed default default 0, not said>default 1 | default-written",
  ],
  [
    "required uint32 a = 1;",
    "optional uint32 a = 1 [default = 3];",
    "field a changed label required>optional | required-to-optional",
    "field a changed default default 0, not said>default 3 | default-written",
  ],
  [
    "optional uint32 a = 1 [default = 3];",
    "required uint32 a = 1;",
    "field a changed label optional>required | optional-to-required",
    "field a changed default default 3>default 0, not said | default-written",
  ],
  [
    "optional uint32 a = 1 [(criu).hex = true, (criu).ipadd = true];",
    "optional uint32 a = 1 [(criu).ipadd = true, (criu).hex = true];",
  ],
  [
    "optional uint32 a = 1 [(criu).ipadd = true, (criu).hex = true];",
    "optional uint32 a = 1 [(criu).hex = false];",
    "field a changed display hex = true, ipadd = true>no display option | display-changed",
  ],
  [
    "optional uint32 a = 1; optional uint32 b = 2; optional uint32 c = 3;",
    "oneof o { uint32 a = 1; uint32 b = 2; uint32 c = 3; }",
    "field a changed oneof joined in no oneof>in oneof o with 2, 3 | oneof-joined",
    "field b changed oneof joined in no oneof>in oneof o with 1, 3 | oneof-joined",
    "field c changed oneof joined in no oneof>in oneof o with 1, 2 | oneof-joined",
  ],
  [
    "oneof o { uint32 a = 1; }",
    "oneof p { uint32 a = 1; }",
    "field a changed oneof renamed in oneof o with no other>in oneof p with no other | oneof-renamed",
  ],
  [
    "oneof o { uint32 a = 1; uint32 b = 2; } optional uint32 c = 3;",
    "oneof o { uint32 b = 2; uint32 c = 3; } optional uint32 a = 1;",
    "field a changed oneof left in oneof o with 2>in no oneof | oneof-left",
    "field b changed oneof joined in oneof o with 1>in oneof o with 3 | oneof-joined",
    "field b changed oneof left in oneof o with 1>in oneof o with 3 | oneof-left",
    "field c changed oneof joined in no oneof>in oneof o with 2 | oneof-joined",
  ],
];

/** Returns a schema in proto3: lists are packed by default, and other types never. */
const proto3 = (fields: string): SchemaTexts => ({
  protos: { "m.proto": proto(`message x {} message m { ${fields} }`).replace("proto2", "proto3") },
});

describe("a changed field", () => {
  it.each(FIELDS)("%s → %s", (before, after, ...lines) => {
    expect(all(before, after)).toEqual(lines);
  });

  it.each(["string", "bytes", "x"])("is never packed as a list of %s", (type) => {
    const [list, numbers] = [`repeated ${type} a = 1;`, "repeated uint32 a = 1;"].map(proto3);
    const [old] = [`repeated ${type} a = 1;`, ""].map((text) => ({
      protos: { "m.proto": proto(`message x {} message m { ${text} }`) },
    }));
    expect(all(old ?? {}, list ?? {})).toEqual([]);
    expect(all(list ?? {}, numbers ?? {})).toEqual([expect.stringMatching(/^field a changed type /)]);
  });
});

const declared = (text: string): SchemaTexts => ({ protos: { "d.proto": proto(text) } });
const FIELD = "optional uint32 a = 1;";

describe("a changed message or enum", () => {
  it.each<Row>([
    [
      `message n { ${FIELD} }`,
      "message o { optional string a = 1; }",
      "message n removed 1 field | message-removed",
      "message o added 1 field | message-added",
    ],
    [`message n { ${FIELD} }`, `message o { ${FIELD} }`, "message o renamed n>o | message-renamed"],
    [
      "message n { map<string, uint32> a = 1; }",
      "message o { map<string, string> a = 1; }",
      "message n removed 1 field | message-removed",
      "message o added 1 field | message-added",
    ],
    [
      `enum k { K = 0; } message n { optional k a = 1; }`,
      `enum k { K = 0; } message o { optional k a = 1; optional bool b = 2; }`,
      "message n removed 1 field | message-removed",
      "message o added 2 fields | message-added",
    ],
    [
      `message k { ${FIELD} } message n { optional k a = 1; }`,
      `message l { ${FIELD} } message n { optional l a = 1; }`,
      "message l renamed k>l | message-renamed",
    ],
    [
      `message k { ${FIELD} } message n { optional k a = 1; }`,
      `message l { ${FIELD} } message n { optional l b = 1; }`,
      "message l renamed k>l | message-renamed",
      "field b renamed optional k a = 1>optional l b = 1 | field-renamed",
    ],
    [
      `message n { ${FIELD} }`,
      `message n { ${FIELD} optional bool b = 2; } message o { ${FIELD} }`,
      "field b added optional bool b = 2 | field-added",
      "message o added 1 field | message-added",
    ],
    [
      "enum n { A = 0; B = 1; }",
      "enum o { A = 0; C = 1; } enum p { X = 5; }",
      "enum n removed 2 values | enum-removed",
      "enum o added 2 values | enum-added",
      "enum p added 1 value | enum-added",
    ],
    [
      "enum n { A = 0; B = 1; }",
      "enum n { OLD = 0; A = 7; B = 1; }",
      "enum value A moved A = 0>A = 7 | value-moved",
      "enum value OLD renamed A = 0>OLD = 0 | value-renamed",
    ],
  ])("%s → %s", (before, after, ...lines) => {
    expect(all(declared(before), declared(after))).toEqual(lines);
  });
});

describe("a changed name of a bit or a code", () => {
  const display = (flags: string, dicts = "{}", more = "{}"): SchemaTexts => ({
    display: `flags: ${flags}\ndicts: ${dicts}\nmore: ${more}\n`,
  });

  it.each<[SchemaTexts, SchemaTexts, string[]]>([
    [
      display("{ bits: { A: 1 } }"),
      display("{ bits: { A: 0x20, OLD: 1 } }"),
      [
        "display name A moved A = 0x1>A = 0x20 | name-moved",
        "display name OLD renamed A = 0x1>OLD = 0x1 | name-renamed",
      ],
    ],
    [
      display("{}", "{ d: { a: { 17: A } } }"),
      display("{}", "{ d: { a: { 18: A } } }"),
      ["display name A moved A = 0x11>A = 0x12 | name-moved"],
    ],
    [
      display("{}", "{}", "{ m.a: { A: 16 } }"),
      display("{ m.a: { A: 17 } }", "{}", "{ m.a: { B: 16 } }"),
      ["display name A added A = 0x11 | name-added", "display name B renamed A = 0x10>B = 0x10 | name-renamed"],
    ],
  ])("is reported with its rule (%#)", (before, after, lines) => {
    expect(all(before, after).sort()).toEqual(lines);
  });

  it("belongs to its own map: of bits, of codes, or of C names", () => {
    const both = (number: number) =>
      display(`{ m.a: { A: ${number} } }`, `{ d: { a: { ${number}: A } } }`, `{ m.a: { A: ${number} } }`);
    const groups = changes(both(1), both(2)).map(({ difference }) => difference.group);
    expect(groups).toEqual(["flags m.a", "codes d.a", "more m.a"]);
  });
});

describe("a changed layout", () => {
  const laid = (keys: string): SchemaTexts => ({
    images: table(row("THING", `magic: 0x22222223, town: T, ${keys}`)),
    protos: message("optional uint32 n = 1; optional uint32 k = 2; optional bool b = 3;"),
  });
  const BOTH = "layout-wire layout-types";

  it.each<Row>([
    ["entries: m, extra: bytes(n)", "entries: m", `entries m; extra bytes(n)>entries m | ${BOTH}`],
    [
      "entries: m, extra: bytes(n) pad 8",
      "entries: m, extra: bytes(n)",
      "entries m; extra bytes(n) pad 8>entries m; extra bytes(n) | layout-wire",
    ],
    [
      "entries: m, extra: bytes(n)",
      "entries: m, extra: [{ one: u16(n) if b }, { two: bytes(k) unless b }]",
      `entries m; extra bytes(n)>entries m; extra { one u16(n) if b, two bytes(k) unless b } | ${BOTH}`,
    ],
    [
      "entries: m, extra: u16(n)",
      "entries: m, extra: u32(n)",
      "entries m; extra u16(n)>entries m; extra u32(n) | layout-wire",
    ],
    [
      "entries: m, extra: u32(n)",
      "entries: m, extra: u64(n)",
      `entries m; extra u32(n)>entries m; extra u64(n) | ${BOTH}`,
    ],
    [
      "entries: m, extra: { messages: x(n), extra: bytes(a) }",
      "entries: m, extra: { messages: x(k) }",
      `entries m; extra x(n) with bytes(a)>entries m; extra x(k) | ${BOTH}`,
    ],
    [
      "first: m, entries: m if b, rest: bytes unless b",
      "rest: bytes",
      `first m; entries m if b; rest bytes unless b>rest bytes | ${BOTH}`,
    ],
  ])("%s → %s", (before, after, line) => {
    expect(all(laid(before), laid(after))).toEqual([`image THING changed layout ${line}`]);
  });
});

it("the version field is identified by its number in the row's message", () => {
  const other = "message aa { optional uint32 a = 8; optional uint32 version = 9; optional uint32 format = 7; }";
  const base = (name: string): SchemaTexts => ({
    images: table().replace("version: version", `version: ${name}`),
    protos: { "base.proto": proto(`${other} message base_entry { required uint32 ${name} = 1; }`) },
  });
  expect(all(base("version"), base("format"))).toEqual([
    "field format renamed required uint32 version = 1>required uint32 format = 1 | field-renamed",
  ]);
});
