import type { ImageLayout } from "criu-images/layouts";
import { beforeAll, describe, expect, it } from "vitest";
import { generate, loadModel } from "../../../generator/generate.ts";
import type { Model } from "../../../generator/model/model.ts";
import { schemaOf } from "../../../inspect/schema/of-model.ts";
import { importPackage, type RandomPackage } from "../../support/random-package.ts";
import { afterAllTests, proto, row, table, tinySchema } from "../../support/schema.ts";
import { plain } from "../plain.ts";

/* A schema in memory equals the package generated from it, for layouts that CRIU's schema does not have. */

const cleanup = afterAllTests();

const OPTIONS = proto(`import "google/protobuf/descriptor.proto";
message CRIU_Opts {
  optional bool hex = 1; optional bool ipadd = 2; optional string flags = 3; optional bool dev = 4;
  optional bool odev = 5; optional string dict = 6; optional string conv = 7;
}
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`);

const MESSAGES = proto(`import "opts.proto";
message note {
  required uint32 n = 1;
  optional uint64 m = 2 [default = 3, (criu).hex = true];
  optional bool on = 3 [default = true];
  optional double ratio = 4 [default = 1.5];
  optional string text = 5 [default = "x"];
  repeated bool packed = 6 [packed = true];
  repeated kind kinds = 7 [packed = true];
  repeated note notes = 8;
  map<string, kind> by_name = 9;
  map<int32, note> others = 10;
  optional uint32 ip = 11 [(criu).ipadd = true];
  optional uint32 device = 12 [(criu).dev = true];
  optional uint32 old_device = 13 [(criu).dev = true, (criu).odev = true];
  optional uint32 bits = 14 [(criu).flags = "bits"];
  optional uint32 state = 15 [(criu).dict = "of"];
  optional bytes name = 16 [(criu).conv = "unix_name"];
  optional bytes other = 17 [(criu).conv = "other"];
  optional bool off = 18;
  repeated string texts = 19;
}
enum kind { NONE = 0; ONE = 1; }`);
const PROTO3 = `syntax = "proto3";
message three { repeated bool a = 1; repeated string b = 2; repeated bytes c = 3; repeated three d = 4; optional bool e = 5; }
`;
const DISPLAY = `flags: { bits: { A: 1, B: 0x10 } }
dicts: { of: { state: { 1: ON, 2: OFF } } }
names: { set: { fields: [note.n], values: { 1: FIRST } } }
`;
const HISTORY = `v0.1: { date: 2013-01-01, added: { images: [BASE] } }
v0.2:
  date: 2014-01-01
  added: { images: [ONE], fields: { note: [m] }, enum_values: { kind: [ONE] }, magics: [IMG_COMMON_MAGIC] }
  changed: [{ image: OLD, from: old-%d.img, to: o.img }]
  gone: { images: [OLD] }
`;
const ROWS = [
  row("ONE", "magic: 0x22222223, town: T, first: three, entries: note, extra: bytes(n) pad 8 unless off"),
  row("TWO", "magic: ONE, first: note, entries: three if on, rest: bytes unless on"),
  row("SAME", "magic: ONE, first: three, entries: note, extra: bytes(n) pad 8 unless off"),
  row("MANY", "magic: 6, entries: note, extra: [{ a: bytes(n) }, { b: { messages: note(m), extra: u16(n) } }]"),
  row("JOINED", "magic: 7, entries: note, extra: [{ a: bytes(n) }, { b: bytes(m) }], joined: true"),
  row("SERVICE", "magic: 8, rest: bytes, flags: [O_SERVICE]"),
  row("BLOB", "raw: true"),
];
const NAMES = "names: { note.n: many, note.off: is_off, base_entry.version: format, three: tres }\n";
const KEPT = "reserved: { KEPT: { magic: 9, town: Kept } }\n";

describe("a schema in memory", () => {
  let model: Model;
  let made: RandomPackage;
  beforeAll(async () => {
    const images = table(...ROWS).replace("images:", `${NAMES}${KEPT}images:`);
    const protos = { "note.proto": MESSAGES, "three.proto": PROTO3, "opts.proto": OPTIONS };
    const schema = tinySchema({ images, protos, display: DISPLAY, history: HISTORY }, cleanup);
    model = loadModel(schema);
    made = await importPackage(generate(schema));
  });

  it("has the layouts of its generated package", async () => {
    const { imageLayouts } = await made.load<{ imageLayouts: ImageLayout[] }>("src/layouts/images.ts");
    expect(plain(schemaOf(model).layouts)).toEqual(plain(imageLayouts));
  });

  it("has the history of its generated package", async () => {
    const { default: none, ...tables } = await made.load<Record<string, unknown>>("src/history.ts");
    expect(none).toBeUndefined();
    expect({ ...(await schemaOf(model).history()) }).toEqual(tables);
  });

  it("has heads, versions, towns and names for people", async () => {
    const schema = schemaOf(model);
    expect(schema.heads).toEqual({ common: 0x54564319, service: 0x55105940 });
    expect(schema.versions).toEqual([{ name: "v1.1", value: 2, heads: true }]);
    const towns = [0x54564319, 0x55105940, 0x22222223, 9, 6, 5].map((magic) => schema.townOf(magic));
    expect(towns).toEqual(["Sarov", "Zlatoust", "T", "Kept", undefined, undefined]);
    const one = (await schema.named()).find(({ image }) => image === "ONE");
    const field = one?.entries?.fields.find(({ name }) => name === "many");
    expect(field).toHaveProperty("names", expect.objectContaining({ name: "set" }));
  });
});
