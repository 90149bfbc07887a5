import { describe, expect, it } from "vitest";
import { RULES } from "../../../upstream/diff/rules/rules.ts";
import { proto, row, type SchemaTexts, table } from "../../support/schema.ts";
import { message, type Side, tripped } from "./support.ts";

/** Two schemas that trip a rule, and two that nearly do. */
interface Pairs {
  readonly trips: readonly [Side, Side];
  readonly not: readonly [Side, Side];
}

const THING = "magic: 0x22222223, town: T, entries: m";
const OTHER = row("OTHER", "magic: 0x33333334, town: O, entries: m");

/** Returns a schema with one row, and these fields in its message. */
function image(keys: string, fields = "optional uint32 n = 1; optional uint32 k = 2;"): SchemaTexts {
  return { images: table(row("THING", keys)), protos: message(fields) };
}

/** Returns a schema with these rows. */
function rows(...all: readonly string[]): SchemaTexts {
  return { images: table(...all), protos: message("optional uint32 n = 1;") };
}

/** Returns a schema with a replacement in the text above the rows. */
function base(from: string, to: string): SchemaTexts {
  const images = table();
  if (!images.includes(from)) throw new Error(`the table has no ${from}`);
  return { images: images.replace(from, to) };
}

/** Returns a schema with these declarations. */
function declared(text: string): SchemaTexts {
  return { protos: { "d.proto": proto(text) } };
}

function names(bits: string): SchemaTexts {
  return { display: `flags: { bits: { ${bits} } }\ndicts: {}\n` };
}

const reserved = (text: string): SchemaTexts => base("images:", `reserved:\n  ${text}\nimages:`);
const KEPT = "OLD: { magic: 0x12345678, town: T }";

const IMAGES: Readonly<Record<string, Pairs>> = {
  "image-added": { trips: [rows(), rows(OTHER)], not: [rows(OTHER), rows()] },
  "image-removed": { trips: [rows(OTHER), rows()], not: [rows(), rows(OTHER)] },
  "image-renamed": {
    trips: [image(THING), rows(row("THONG", `${THING}`).replace("thong.img", "thing.img"))],
    not: [image(THING), rows(row("THONG", THING))],
  },
  "file-renamed": {
    trips: [rows(OTHER), rows(OTHER.replace("other.img", "another.img"))],
    not: [rows(OTHER.replace("other.img", "other-%d.img")), rows(OTHER.replace("other.img", "other-%u.img"))],
  },
  "file-respelled": {
    trips: [rows(OTHER.replace("other.img", "other-%ld.img")), rows(OTHER.replace("other.img", "other-%lu.img"))],
    not: [rows(OTHER.replace("other.img", "other-%u.img")), rows(OTHER.replace("other.img", "other-%x.img"))],
  },
  "image-magic": {
    trips: [image(THING), image("raw: true")],
    not: [image(THING), image(THING.replace("0x22222223", "0x22222224"))],
  },
  "head-changed": {
    trips: [image(THING), image(`${THING}, flags: [O_SERVICE]`)],
    not: [image(THING), image(`${THING}, flags: [O_NOBUF]`)],
  },
  "flags-changed": {
    trips: [image(THING), image(`${THING}, flags: [O_NOBUF]`)],
    not: [image(`${THING}, flags: [O_NOBUF, O_FORCE_LOCAL]`), image(`${THING}, flags: [O_FORCE_LOCAL, O_NOBUF]`)],
  },
  "version-field": {
    trips: [
      declaredBase("required uint32 version = 1; optional uint32 other = 2;"),
      {
        ...declaredBase("required uint32 version = 1; optional uint32 other = 2;"),
        ...base("version: version", "version: other"),
      },
    ],
    not: [
      declaredBase("required uint32 version = 1;"),
      declaredBase("required uint32 version = 1; optional uint32 other = 2;"),
    ],
  },
  "layout-wire": {
    trips: [image(`${THING}, extra: bytes(n)`), image(`${THING}, extra: bytes(k)`)],
    // The length field keeps its number.
    not: [
      image(`${THING}, extra: bytes(n)`, "optional uint32 n = 1;"),
      image(`${THING}, extra: bytes(size)`, "optional uint32 size = 1;"),
    ],
  },
  "layout-types": {
    trips: [image(`${THING}, extra: [{ a: bytes(n) }]`), image(`${THING}, extra: [{ b: bytes(n) }]`)],
    not: [image(`${THING}, extra: bytes(n) pad 4`), image(`${THING}, extra: bytes(n) pad 8`)],
  },
  "layout-joined": {
    trips: [
      image(`${THING}, extra: [{ a: bytes(n) }, { b: bytes(k) }]`),
      image(`${THING}, extra: [{ a: bytes(n) }, { b: bytes(k) }], joined: true`),
    ],
    not: [image(THING), image(`${THING}, extra: bytes(n)`)],
  },
};

function declaredBase(fields: string): SchemaTexts {
  return { protos: { "base.proto": proto(`message base_entry { ${fields} }`) } };
}

const MAGICS: Readonly<Record<string, Pairs>> = {
  "magic-added": { trips: [{}, reserved(KEPT)], not: [reserved(KEPT), {}] },
  "magic-removed": { trips: [reserved(KEPT), {}], not: [{}, reserved(KEPT)] },
  "magic-renamed": {
    trips: [reserved(KEPT), reserved(KEPT.replace("OLD", "ANCIENT"))],
    not: [reserved(KEPT), reserved(KEPT.replace("OLD", "ANCIENT").replace("5678", "5679"))],
  },
  "magic-changed": {
    trips: [image(THING), image(THING.replace("0x22222223", "0x22222224"))],
    not: [image(THING), image(THING.replace("town: T", "town: V"))],
  },
  "magic-alias": {
    trips: [
      rows(row("THING", THING), row("TWIN", "magic: THING, entries: m")),
      rows(row("THING", THING), row("TWIN", "magic: 0x44444445, town: W, entries: m")),
    ],
    not: [rows(row("THING", THING)), rows(row("THING", THING), row("TWIN", "magic: THING, entries: m"))],
  },
  "town-changed": {
    trips: [image(THING), image(THING.replace("town: T", "town: V"))],
    not: [image(THING), image(THING.replace("0x22222223", "0x22222224"))],
  },
  "version-added": {
    trips: [{}, base("  v1.1:", "  v1.0: { value: 1, heads: false }\n  v1.1:")],
    not: [base("  v1.1:", "  v1.0: { value: 1, heads: false }\n  v1.1:"), {}],
  },
  "version-removed": {
    trips: [base("  v1.1:", "  v1.0: { value: 1, heads: false }\n  v1.1:"), {}],
    not: [{}, base("  v1.1:", "  v1.0: { value: 1, heads: false }\n  v1.1:")],
  },
  "version-renamed": {
    trips: [{}, base("v1.1:", "headed:")],
    not: [{}, base("  v1.1: { value: 2", "  headed: { value: 3")],
  },
  "version-changed": { trips: [{}, base("value: 2", "value: 3")], not: [{}, base("v0.1", "v0.2")] },
};

/** Returns a schema with fields of `m` that place bytes of BASE. */
function placing(places: string, fields: string, more: SchemaTexts = {}): SchemaTexts {
  const images = table(row("THING", THING)).replace("images:", `places: { ${places} }\nimages:`);
  return {
    images,
    protos: message(`optional uint32 a = 1 [(criu).flags = "bits"]; ${fields}`),
    ...names("X: 1"),
    ...more,
  };
}

const PLACING = placing("m.a: BASE", "");
const KIND = "enum kind { K = 0; } message m { optional kind a = 1; }";
const kind = (places: string, text = KIND): SchemaTexts => ({
  ...placing(places, ""),
  protos: { "m.proto": proto(text) },
});

const FIELDS: Readonly<Record<string, Pairs>> = {
  "field-added": { trips: ["", "optional uint32 a = 1;"], not: ["", "required uint32 a = 1;"] },
  "list-added": { trips: ["", "map<string, uint32> a = 1;"], not: ["", "optional uint32 a = 1;"] },
  "required-added": { trips: ["", "required uint32 a = 1;"], not: ["", "optional uint32 a = 1;"] },
  "field-places": {
    trips: [PLACING, placing("m.a: BASE, m.b: BASE", "optional uint32 b = 2;")],
    not: [PLACING, placing("m.a: BASE", "optional uint32 b = 2;")],
  },
  "field-may-place": {
    trips: [PLACING, placing("m.a: BASE", "optional uint32 b = 2;")],
    not: [PLACING, placing("m.a: BASE, m.b: none", "optional uint32 b = 2;")],
  },
  "field-removed": { trips: ["repeated uint32 a = 1;", ""], not: ["required uint32 a = 1;", ""] },
  "required-removed": { trips: ["required uint32 a = 1;", ""], not: ["optional uint32 a = 1;", ""] },
  "field-renamed": {
    trips: ["optional uint32 a = 1;", "optional uint64 b = 1;"],
    not: ["optional uint32 a = 1;", "optional string b = 1;"],
  },
  "field-moved": {
    trips: ["optional uint32 a = 1;", "optional uint32 a = 2;"],
    not: ["optional uint32 a = 1;", "optional uint32 b = 2;"],
  },
  "field-replaced": {
    trips: ["optional uint32 a = 1;", "optional string b = 1;"],
    not: ["optional bytes a = 1;", "optional string b = 1;"],
  },
  "field-name-ceded": {
    trips: ["required uint32 a = 2;", "required uint32 old_a = 2; optional uint64 a = 5;"],
    // The field moved: nothing has the old number.
    not: ["required uint32 a = 2;", "required string b = 2; optional uint64 a = 5;"],
  },
  "required-hollowed": {
    trips: ["required uint32 a = 2;", "required uint32 old_a = 2; optional uint64 a = 5;"],
    // Old readers refuse files without the field, which is reported.
    not: ["required uint32 a = 2;", "optional uint32 old_a = 2; optional uint64 a = 5;"],
  },
  "field-name-taken": {
    trips: ["required uint32 old_a = 2; optional uint64 a = 5;", "required uint32 a = 2;"],
    not: ["required uint32 a = 2; optional uint64 b = 5;", "required uint32 a = 2;"],
  },
  "type-wire": {
    trips: ["optional uint32 a = 1;", "optional sint32 a = 1;"],
    not: ["optional uint32 a = 1;", "optional e a = 1;"],
  },
  "type-range": {
    trips: ["optional string a = 1;", "optional bytes a = 1;"],
    not: ["optional fixed32 a = 1;", "optional fixed64 a = 1;"],
  },
  "type-json": {
    trips: ["optional uint32 a = 1;", "optional bool a = 1;"],
    not: ["optional uint32 a = 1;", "optional uint64 a = 1;"],
  },
  "type-api": {
    trips: ["optional uint32 a = 1;", "optional uint64 a = 1;"],
    not: ["optional uint32 a = 1;", "optional fixed32 a = 1;"],
  },
  "required-to-optional": {
    trips: ["required uint32 a = 1;", "optional uint32 a = 1;"],
    not: ["optional uint32 a = 1;", "required uint32 a = 1;"],
  },
  "optional-to-required": {
    trips: ["optional uint32 a = 1;", "required uint32 a = 1;"],
    not: ["required uint32 a = 1;", "optional uint32 a = 1;"],
  },
  "single-to-list": {
    trips: ["required uint32 a = 1;", "repeated uint32 a = 1;"],
    not: ["required uint32 a = 1;", "optional uint32 a = 1;"],
  },
  "list-to-single": {
    trips: ["repeated uint32 a = 1;", "optional uint32 a = 1;"],
    not: ["optional uint32 a = 1;", "repeated uint32 a = 1;"],
  },
  "packed-changed": {
    trips: ["repeated uint32 a = 1;", "repeated uint32 a = 1 [packed = true];"],
    not: ["repeated uint32 a = 1;", "repeated uint32 a = 1 [packed = false];"],
  },
  "default-changed": {
    trips: ["optional uint32 a = 1 [default = 1];", "optional uint32 a = 1 [default = 2];"],
    not: ["optional uint32 a = 1;", "optional uint32 a = 1 [default = 0];"],
  },
  "default-written": {
    trips: ["optional e a = 1;", "optional e a = 1 [default = A];"],
    not: ["optional e a = 1;", "optional e a = 1 [default = B];"],
  },
  "display-changed": {
    trips: ["optional uint32 a = 1;", "optional uint32 a = 1 [(criu).hex = true];"],
    not: ["optional uint32 a = 1;", "optional uint32 a = 1 [(criu).hex = false];"],
  },
  "oneof-joined": {
    trips: ["optional uint32 a = 1; optional uint32 b = 2;", "oneof c { uint32 a = 1; uint32 b = 2; }"],
    not: ["oneof c { uint32 a = 1; }", "oneof c { uint32 a = 1; uint32 b = 2; }"],
  },
  "oneof-left": {
    trips: ["oneof c { uint32 a = 1; uint32 b = 2; }", "optional uint32 a = 1; optional uint32 b = 2;"],
    not: ["oneof c { uint32 a = 1; uint32 b = 2; }", "oneof c { uint32 a = 1; }"],
  },
  "oneof-renamed": {
    trips: ["oneof c { uint32 a = 1; uint32 b = 2; }", "oneof d { uint32 a = 1; uint32 b = 2; }"],
    not: ["oneof c { uint32 a = 1; uint32 b = 2; }", "oneof d { uint32 b = 2; } optional uint32 a = 1;"],
  },
};

const NAMES: Readonly<Record<string, Pairs>> = {
  "message-added": {
    trips: [{}, declared("message n { optional uint32 a = 1; }")],
    not: [declared("message n { optional uint32 a = 1; }"), declared("message o { optional uint32 a = 1; }")],
  },
  "message-removed": {
    trips: [declared("message n { optional uint32 a = 1; }"), declared("message o { optional uint32 b = 1; }")],
    not: [declared("message n { optional uint32 a = 1; }"), declared("message o { optional uint32 a = 1; }")],
  },
  "message-renamed": {
    trips: [declared("message n { optional uint32 a = 1; }"), declared("message o { optional uint32 a = 1; }")],
    // Both messages match, so neither is a rename.
    not: [
      declared("message n { optional uint32 a = 1; }"),
      declared("message o { optional uint32 a = 1; } message p { optional uint32 a = 1; }"),
    ],
  },
  "enum-added": { trips: [{}, declared("enum n { A = 0; }")], not: [declared("enum n { A = 0; }"), {}] },
  "enum-removed": { trips: [declared("enum n { A = 0; }"), {}], not: [{}, declared("enum n { A = 0; }")] },
  "enum-renamed": {
    trips: [declared("enum n { A = 0; }"), declared("enum o { A = 0; }")],
    not: [declared("enum n { A = 0; }"), declared("enum o { A = 1; }")],
  },
  "value-added": {
    trips: [declared("enum n { A = 0; }"), declared("enum n { A = 0; B = 1; }")],
    not: [declared("enum n { A = 0; }"), declared("enum n { B = 0; }")],
  },
  "value-places": {
    trips: [kind("m.a: BASE"), kind("m.a: BASE, m.a.L: BASE", KIND.replace("K = 0;", "K = 0; L = 1;"))],
    not: [kind("m.a: BASE"), kind("m.a: BASE", KIND.replace("K = 0;", "K = 0; L = 1;"))],
  },
  "value-may-place": {
    trips: [kind("m.a: BASE"), kind("m.a: BASE", KIND.replace("K = 0;", "K = 0; L = 1;"))],
    not: [kind("m.a: none"), kind("m.a: none", KIND.replace("K = 0;", "K = 0; L = 1;"))],
  },
  "value-removed": {
    trips: [declared("enum n { A = 0; B = 1; }"), declared("enum n { A = 0; }")],
    not: [declared("enum n { A = 0; B = 1; }"), declared("enum n { A = 0; C = 1; }")],
  },
  "value-renamed": {
    trips: [declared("enum n { A = 0; B = 1; }"), declared("enum n { A = 0; C = 1; }")],
    not: [declared("enum n { A = 0; B = 1; }"), declared("enum n { A = 0; C = 2; }")],
  },
  "value-moved": {
    trips: [declared("enum n { A = 0; B = 1; }"), declared("enum n { A = 0; B = 2; }")],
    not: [declared("enum n { A = 0; B = 1; }"), declared("enum n { A = 0; C = 1; }")],
  },
  "name-added": { trips: [names("A: 1"), names("A: 1, B: 2")], not: [names("A: 1"), names("B: 1")] },
  "name-places": {
    trips: [PLACING, placing("m.a: BASE, m.a.Y: BASE", "", names("X: 1, Y: 2"))],
    not: [PLACING, placing("m.a: BASE", "", names("X: 1, Y: 2"))],
  },
  "name-may-place": {
    trips: [PLACING, placing("m.a: BASE", "", names("X: 1, Y: 2"))],
    not: [PLACING, placing("m.a: BASE, m.a.Y: none", "", names("X: 1, Y: 2"))],
  },
  "name-removed": { trips: [names("A: 1, B: 2"), names("A: 1")], not: [names("A: 1"), names("B: 1")] },
  "name-renamed": { trips: [names("A: 1"), names("B: 1")], not: [names("A: 1"), names("A: 2")] },
  "name-moved": { trips: [names("A: 1"), names("A: 2")], not: [names("A: 1"), names("B: 1")] },
};

/** Returns a schema with relations. */
function related(relations: string): Side {
  const images = table(row("THING", "magic: 0x22222223, town: T, entries: m"));
  return { images, protos: message("optional uint32 a = 1; optional uint32 b = 2;"), relations };
}

const RELATIONS: Readonly<Record<string, Pairs>> = {
  "relation-added": {
    trips: [related("unique: [THING.a]"), related("unique: [THING.a, THING.b]")],
    not: [related("unique: []"), related("unique: [THING.a]")],
  },
  "relation-removed": {
    trips: [related("unique: [THING.a, THING.b]"), related("unique: [THING.a]")],
    not: [related("unique: [THING.a]"), related("unique: [THING.a]")],
  },
  "relation-changed": {
    trips: [related("limits: { m.a: 1 }"), related("limits: { m.a: 2 }")],
    not: [related("limits: { m.a: 1 }"), related("limits: { m.b: 1 }")],
  },
};

const ALL = { ...IMAGES, ...MAGICS, ...FIELDS, ...NAMES, ...RELATIONS };

/** Rules that only source trees can trip, because a schema always has its heads. */
const OF_TREES = ["heads-added", "heads-removed"];

describe("the rules of critgen diff", () => {
  it("all have a test case here, and unique ids", () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...Object.keys(ALL), ...OF_TREES].sort()).toEqual(ids.toSorted());
  });

  it.each(Object.entries(ALL))("include %s", (id, { trips, not }) => {
    expect(tripped(...trips)).toContain(id);
    expect(tripped(...not)).not.toContain(id);
  });
});
