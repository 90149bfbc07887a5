import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { namesOfFields, planNames } from "../../../generator/plan/names.ts";
import { namesView } from "../../../generator/targets/typescript/names-module.ts";
import { modulesOf } from "../../support/modules.ts";
import { expectProblem, proto, row, table, tinySchema } from "../../support/schema.ts";

const PROTO = proto(`import "opts.proto";
message m { optional uint32 a = 1 [(criu).flags = "bits"]; repeated uint32 list = 2; repeated n items = 3; optional n one = 4; optional string text = 5; optional int64 wide = 6; }
message n { optional uint32 d = 1; }`);
const OPTIONS = proto(`import "google/protobuf/descriptor.proto";
message CRIU_Opts { optional string flags = 3; }
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`);

function texts(set: string) {
  return {
    images: table(row("THING", "magic: 0x22222222, town: T, entries: m")),
    protos: { "m.proto": PROTO, "opts.proto": OPTIONS },
    display: `flags: { bits: { X: 1 } }\ndicts: {}\nmore: { bits: { Y: 4 } }\nnames:\n  ${set}\n`,
  };
}

describe("names for people", () => {
  it("include CRIU's names, and several fields can share them", () => {
    const model = loadModel(tinySchema(texts("set: { fields: [m.a, n.d], bits: { BOTH: 3, NONE: 0 } }")));
    expect([...namesOfFields(model)]).toEqual([
      ["m.a", { name: "set", bits: [{ BOTH: 3, NONE: 0, X: 1, Y: 4 }] }],
      ["n.d", { name: "set", bits: [{ BOTH: 3, NONE: 0 }] }],
    ]);
    const { fields } = namesView(planNames(model));
    expect(fields.map(({ variable }) => variable)).toEqual(["setNames", "setNames_"]);
  });

  it("become bits, codes or items, shared by fields with equal names", () => {
    const sets = [
      "of_words: { fields: [m.list], words: [{ A: 1, B: 0x10 }, { C: 2 }] }",
      "of_items: { fields: [m.items], items: [FIRST] }",
      "of_values: { fields: [m.wide, n.d], values: { 1: ONE } }",
    ];
    const model = loadModel(tinySchema(texts(sets.join("\n  "))));
    const { sets: planned, fields } = namesView(planNames(model));
    expect(planned).toEqual([
      { variable: "bitsNames", name: "bits", bits: [{ X: 1, Y: 4 }] },
      { variable: "ofWordsNames", name: "of_words", bits: [{ A: 1, B: 0x10 }, { C: 2 }] },
      { variable: "ofItemsNames", name: "of_items", items: ["FIRST"] },
      { variable: "ofValuesNames", name: "of_values", values: { "1": "ONE" } },
    ]);
    const text = modulesOf(model, ["codec", "json"]).get("src/names.ts");
    expect(text).toContain('    {\n      "A": 0x1,\n      "B": 0x10,\n    },\n    {\n      "C": 0x2,\n    },\n');
    expect(text).toContain('  values: {\n    "1": "ONE",\n  },\n');
    expect(fields.map(({ path, variable }) => `${path} ${variable}`)).toEqual([
      ...["m.a bitsNames", "m.list ofWordsNames", "m.items ofItemsNames", "m.wide ofValuesNames", "n.d ofValuesNames"],
    ]);
  });

  it("can come from C sources alone: for codes, flags, or the field itself", () => {
    const proto = PROTO.replace(
      "optional uint32 d = 1;",
      'optional uint32 d = 1; optional uint32 e = 2 [(criu).dict = "of"];',
    );
    const more = "more: { n.d: { OWN: 2 }, of.e: { FIVE: 5 }, bits: { Y: 4 } }";
    const display = `flags: { bits: { X: 1 } }\ndicts: { of: { e: { 1: ONE } } }\n${more}\n`;
    const protos = {
      "m.proto": proto,
      "opts.proto": OPTIONS.replace("{ optional", "{ optional string dict = 6; optional"),
    };
    const names = (end: string) => [
      ...namesOfFields(loadModel(tinySchema({ ...texts(""), protos, display: display + end }))),
    ];
    expect(names("")).toEqual([
      ["m.a", { name: "bits", bits: [{ X: 1, Y: 4 }] }],
      ["n.d", { name: "n.d", bits: [{ OWN: 2 }] }],
      ["n.e", { name: "of.e", values: { 5: "FIVE" } }],
    ]);
    // Names for people take precedence if both name a number.
    const [, , last] = names("names: { set: { fields: [n.e], values: { 5: MINE, 6: SIX } } }\n");
    expect(last).toEqual(["n.e", { name: "set", values: { 5: "MINE", 6: "SIX" } }]);
  });

  it.each([
    "set: { fields: [m.wide, n.d], values: { 1: ONE, '18446744073709551615': ALL } }",
    "set: { fields: [m.list], words: [{ A: 1 }, { B: 1 }] }",
    "set: { fields: [m.items], items: [FIRST, SECOND+1] }",
  ])("can be declared as %s", (set) => {
    expect(namesOfFields(loadModel(tinySchema(texts(set)))).size).toBeGreaterThan(1);
  });

  it.each([
    ["set: { fields: [§m.itemz], items: [A] }", "`m` has no field `itemz`", "did you mean items?"],
    ["set: { fields: [§mm.a], bits: { A: 1 } }", "`mm.a` names no message of the schema", "did you mean m?"],
    ["set: { fields: [§one.thing], bits: { A: 1 } }", "`one.thing` names no message of the schema", "message.field"],
    ["set: { fields: [§m.one.d], bits: { A: 1 } }", "`m.one.d` names no message of the schema", "message.field"],
    ["§set: { fields: [m.a] }", "`set` has no names", "it needs one of values, pairs, bits, words, items"],
    ["§set: { fields: [m.a], bits: { A: 1 }, values: { 1: B } }", "has both values and bits", "it needs one of"],
    [
      "set: { fields: [§m.one], items: [A] }",
      "`m.one` is not a list of messages",
      "name an integer with `values` or `bits`",
    ],
    ["set: { fields: [§m.text], values: { 1: A } }", "`m.text` is not an integer", "only integers"],
    ["set: { fields: [§m.list], bits: { A: 1 } }", "`m.list` is a list", "use `words` for a list"],
    ["set: { fields: [§m.a], words: [{ A: 1 }] }", "`m.a` is not a list", "`words` and `pairs` are only for lists"],
    [
      "set: { fields: [m.a], bits: { A: 1 } }\n  other: { fields: [§m.a], bits: { B: 1 } }",
      "names already, in the set `set`",
      "one set",
    ],
  ])("cannot be declared as %s", (set, message, hint) => {
    expectProblem(texts(set), { code: "bad-name-set", message, hint });
  });

  it.each([
    ["set: { fields: §[], bits: { A: 1 } }", "bad-value", "must be"],
    ["set: { fields: [m.a], §bitz: { A: 1 } }", "unknown-key", "`bitz` is not a key here", "did you mean bits?"],
  ])("cannot have the form %s", (set, code, message, hint?: string) => {
    expectProblem(texts(set), { code, message, ...(hint !== undefined && { hint }) });
  });
});
