import { describe, expect, it } from "vitest";
import type { Format } from "../../../generator/model/format/format.ts";
import { namedNumbers, valueNames } from "../../../generator/model/places.ts";
import { formatOfTree, readCriuTree } from "../../../upstream/criu/tree.ts";
import { type Change, diffFormats } from "../../../upstream/diff/diff.ts";
import { withKnownPlaces } from "../../../upstream/diff/known-places.ts";
import { openFormat } from "../../../upstream/diff/open.ts";
import { proto, row, type SchemaTexts, table } from "../../support/schema.ts";
import { changedTree, treeFolder } from "../criu/trees.ts";
import { formatOf, message } from "./support.ts";

/** Returns the rules, name and target images of each change: `field-places m.b: OTHER`. */
function told(changes: readonly Change[]): string[] {
  return changes.map(({ difference: { group, name }, rules, places }) => {
    const ids = rules.map(({ id }) => id).filter((id) => /place/.test(id));
    return `${ids.join()} ${group}.${name}: ${places?.images.join() ?? "nothing"}`;
  });
}

interface Parts {
  readonly places?: string;
  readonly extra?: string;
  readonly protos?: string;
}

/** Returns a schema with three images; fields of the message `m` place bytes of OTHER. */
function schema(fields: string, { places = "m.a: OTHER", extra = "", protos = "" }: Parts = {}): SchemaTexts {
  const images = table(
    row("THING", `magic: 0x22222222, town: T, entries: m${extra}`),
    row("OTHER", "raw: true"),
    row("MORE", "raw: true"),
  );
  const text = `message m { ${fields} }\n${protos}`;
  return {
    images: images.replace("images:", `${places === "" ? "" : `places: { ${places} }\n`}images:`),
    protos: { "m.proto": proto(text) },
  };
}

function changes(before: SchemaTexts, after: SchemaTexts): string[] {
  return told(diffFormats(formatOf(before), formatOf(after)));
}

const A = "optional uint32 a = 1;";
const B = `${A} optional uint32 b = 2;`;

describe("a new field", () => {
  it("breaks old readers if the table lists it as a placing field", () => {
    const after = schema(B, { places: "m.a: OTHER, m.b: [OTHER, MORE]" });
    expect(changes(schema(A), after)).toEqual(["field-places m.b: OTHER,MORE"]);
    const [change] = diffFormats(formatOf(schema(A)), formatOf(after));
    expect(change?.breaks).toEqual(["old readers"]);
  });

  it("may place bytes if a sibling does, unless the table denies it", () => {
    expect(changes(schema(A), schema(B))).toEqual(["field-may-place m.b: OTHER"]);
    expect(changes(schema(A), schema(B, { places: "m.a: OTHER, m.b: none" }))).toEqual([" m.b: nothing"]);
    expect(changes(schema(A, { places: "" }), schema(B, { places: "" }))).toEqual([" m.b: nothing"]);
    expect(changes(schema(B), schema(A))).toEqual([" m.b: nothing"]);
  });

  it.each([
    [", extra: bytes(a)", ""],
    [", extra: [{ one: u16(a) pad 8 }, { two: bytes(a) }]", ""],
    [", extra: { messages: n(a) }", "message n { optional uint32 x = 1; }"],
  ])("may move an extra if a sibling is the length field%s", (extra, protos) => {
    const parts = { places: "", extra, protos };
    expect(changes(schema(A, parts), schema(B, parts))).toEqual(["field-may-place m.b: THING"]);
  });

  it("may move an extra if a sibling is a condition, or if its message is counted", () => {
    const counted = (fields: string): SchemaTexts =>
      schema("optional uint32 a = 1;", {
        places: "",
        extra: ", extra: { messages: n(a), extra: bytes(x) if y }",
        protos: `message n { optional uint32 x = 1; optional bool y = 2; ${fields} }`,
      });
    expect(changes(counted(""), counted("optional bool z = 3;"))).toEqual(["field-may-place n.z: THING"]);
    const first = (fields: string): SchemaTexts => ({
      images: table(row("THING", "magic: 0x22222222, town: T, first: m, entries: n if a, rest: bytes unless a")),
      protos: {
        "m.proto": proto(`message m { optional bool a = 1; ${fields} }\nmessage n { optional uint32 x = 1; }`),
      },
    });
    expect(changes(first(""), first("optional uint32 b = 2;"))).toEqual(["field-may-place m.b: THING"]);
  });

  it("may place bytes if its message is nested in a placing field, at any depth", () => {
    const held = (fields: string): SchemaTexts =>
      schema("optional n a = 1; optional k other = 2;", {
        protos: `message n { optional k inner = 1; optional n self = 2; }\nmessage k { ${fields} }`,
      });
    expect(changes(held(""), held("repeated uint32 sizes = 1;"))).toEqual(["field-may-place k.sizes: OTHER"]);
    const beside = schema("optional uint32 a = 1; optional k other = 2;", { protos: "message k { }" });
    const more = schema("optional uint32 a = 1; optional k other = 2;", {
      protos: "message k { optional bool x = 1; }",
    });
    expect(changes(beside, more)).toEqual([" k.x: nothing"]);
  });
});

describe("a new name of a value", () => {
  const kinds = (values: string): string => `enum kind { K = 0; ${values} }`;
  const field = "optional kind a = 1;";

  it("may move bytes if its field places some", () => {
    const [before, after] = [kinds(""), kinds("L = 1;")].map((protos) => schema(field, { protos }));
    expect(changes(before ?? {}, after ?? {})).toEqual(["value-may-place kind.L: OTHER"]);
    const said = (places: string): SchemaTexts => schema(field, { protos: kinds("L = 1;"), places });
    expect(changes(before ?? {}, said("m.a: OTHER, m.a.L: MORE"))).toEqual(["value-places kind.L: MORE"]);
    expect(changes(before ?? {}, said("m.a: OTHER, m.a.L: none"))).toEqual([" kind.L: nothing"]);
    expect(changes(before ?? {}, said("m.a: none"))).toEqual([" kind.L: nothing"]);
    const other = (values: string): SchemaTexts =>
      schema(field, { protos: `${kinds("")}\nenum other { O = 0; ${values} }` });
    expect(changes(other(""), other("P = 1;"))).toEqual([" other.P: nothing"]);
  });

  it.each([
    ["flags", "flags: { bits: { X: 1 } }\ndicts: {}\n", "flags: { bits: { X: 1, Y: 2 } }\ndicts: {}\n", "flags bits.Y"],
    [
      "flags",
      "flags: { bits: { X: 1 } }\ndicts: {}\n",
      "flags: { bits: { X: 1 } }\nmore: { bits: { Y: 2 } }\ndicts: {}\n",
      "more bits.Y",
    ],
    [
      "dict",
      "flags: {}\ndicts: { bits: { a: { 1: X } } }\n",
      "flags: {}\ndicts: { bits: { a: { 1: X, 2: Y } } }\n",
      "codes bits.a.Y",
    ],
  ])("may move bytes even if it is a bit or a code: %s", (option, old, now, name) => {
    const options = `import "google/protobuf/descriptor.proto";
message CRIU_Opts { optional string flags = 3; optional string dict = 6; }
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`;
    const of = (display: string, places: string): SchemaTexts => ({
      ...schema("", { places }),
      display,
      protos: {
        "opts.proto": proto(options),
        "m.proto": proto(
          `import "opts.proto";\nmessage m { optional uint32 a = 1 [(criu).${option} = "bits"]; optional uint32 c = 2 [(criu).${option} = "bits"]; }`.replace(
            option === "dict" ? / optional uint32 c.*;/ : "§",
            "",
          ),
        ),
      },
    });
    expect(changes(of(old, "m.a: OTHER"), of(now, "m.a: OTHER"))).toEqual([`name-may-place ${name}: OTHER`]);
    expect(changes(of(old, "m.a: OTHER"), of(now, "m.a: OTHER, m.a.Y: OTHER"))).toEqual([`name-places ${name}: OTHER`]);
    expect(changes(of(old, "m.a: OTHER"), of(now, "m.a: OTHER, m.a.Y: none"))).toEqual([` ${name}: nothing`]);
  });

  it("must be declared for both fields if two share a bit", () => {
    const fields = 'optional uint32 a = 1 [(criu).flags = "bits"]; optional uint32 b = 2 [(criu).flags = "bits"];';
    const of = (bits: string, places: string): SchemaTexts => ({
      ...schema("", { places: `m.a: OTHER, m.b: MORE${places}` }),
      display: `flags: { bits: { ${bits} } }\ndicts: {}\n`,
      protos: message(fields),
    });
    const before = of("X: 1", "");
    const came = (places: string): string[] => changes(before, of("X: 1, Y: 2", places));
    expect(came(", m.a.Y: none")).toEqual(["name-may-place flags bits.Y: OTHER,MORE"]);
    expect(came(", m.a.Y: none, m.b.Y: none")).toEqual([" flags bits.Y: nothing"]);
    expect(came(", m.b.Y: OTHER")).toEqual(["name-places flags bits.Y: OTHER"]);
  });
});

describe("CRIU's placing fields", () => {
  const format = (dir: string): Format => withKnownPlaces(formatOfTree(readCriuTree(dir)));

  it.each([
    ["repeated uint32 compressed_size = 6;", ["field-may-place pagemap_entry.compressed_size: PAGES"]],
    [
      "optional pagemap_blocks blocks = 6; } message pagemap_blocks { repeated uint32 sizes = 1;",
      ["field-may-place pagemap_entry.blocks: PAGES", " pagemap_blocks.pagemap_blocks: nothing"],
    ],
  ])("include those of pages, and possibly new siblings: %s", (fields, expected) => {
    const tree = changedTree("images/pagemap.proto", (text) =>
      text.replace(/(optional uint64 nr_pages.*)/, `$1 ${fields}`),
    );
    expect(told(diffFormats(format(treeFolder("new")), format(tree)))).toEqual(expected);
    expect(told(diffFormats(openFormat(treeFolder("new"), tree), openFormat(tree, tree)))).toEqual(expected);
  });

  it("include bits, and fields of the built-in schema that a tree lacks", () => {
    const without = changedTree("images/pagemap.proto", (text) => text.replace(/.*(?:flags|in_parent).*\n/g, ""));
    expect(told(diffFormats(format(without), format(treeFolder("new"))))).toEqual([
      "field-places pagemap_entry.in_parent: PAGES",
      "field-places pagemap_entry.flags: PAGES",
    ]);
    const ghost = changedTree("images/ghost-file.proto", (text) => text.replace(/.*\bdev\b.*\n/, ""));
    expect(told(diffFormats(format(ghost), format(treeFolder("new"))))).toEqual([" ghost_file_entry.dev: nothing"]);
    const python = "lib/pycriu/images/pb2dict.py";
    const bits = changedTree(python, (text) => text.replace("('PE_LAZY', 1 << 1),", "$&\n('PE_ALIGNED', 1 << 3),"));
    expect(told(diffFormats(format(treeFolder("new")), format(bits)))).toEqual([
      "name-may-place flags pmap.flags.PE_ALIGNED: PAGES",
    ]);
  });

  it("possibly include new fields of the inventory, for all images", () => {
    const tree = changedTree("images/inventory.proto", (text) =>
      text.replace(/^message inventory_entry \{/m, "$& optional uint32 compress = 99;"),
    );
    expect(told(diffFormats(format(treeFolder("new")), format(tree)))).toEqual([
      "field-may-place inventory_entry.compress: all",
    ]);
  });
});

describe("the placing fields of a table", () => {
  it("include lengths, conditions and counts of all layouts", () => {
    const { places = new Map() } = formatOf({
      images: table(
        row("THING", "magic: 0x22222222, town: T, first: m, entries: n if a, rest: bytes unless a"),
        row("OTHER", "magic: 0x33333333, town: T, entries: n, extra: { messages: k(x), extra: bytes(size) if is }"),
        row("MORE", "magic: 0x44444444, town: T, entries: n, extra: [{ p: bytes(y) unless z }, { q: u16(x) pad 4 }]"),
        row("PLAIN", "raw: true"),
      ).replace("images:", "places: { n.y: [PLAIN, THING], m.c: none }\nimages:"),
      protos: {
        "m.proto": proto(
          "message m { optional bool a = 1; optional bool c = 3; } " +
            "message n { optional uint32 x = 1; optional uint32 y = 2; optional bool z = 3; } " +
            "message k { optional uint32 size = 1; optional bool is = 2; }",
        ),
      },
    });
    expect(Object.fromEntries(places)).toEqual({
      ...{ "m.a": ["THING"], "m.c": [], "n.x": ["OTHER", "MORE"], "n.y": ["PLAIN", "THING"] },
      ...{ "n.z": ["MORE"], "k.size": ["OTHER"], "k.is": ["OTHER"], "base_entry.version": ["all"] },
    });
  });

  it("have named values, bits and codes, from the Python tool and from C", () => {
    const numbers = (name: string, bit: number) => [{ name, bit }];
    const display = {
      flags: new Map([["bits", numbers("X", 1)]]),
      dicts: new Map([["d", new Map([["d", new Map([[1, "ONE"]])]])]]),
      more: new Map([
        ["bits", [...numbers("X", 3), ...numbers("Y", 2)]],
        ["m.c", numbers("Z", 4)],
        ["d.d", numbers("TWO", 2)],
      ]),
    };
    const { enums, messages } = formatOf({
      protos: message(
        'optional f a = 1; optional uint32 b = 2 [(criu).flags = "bits"]; optional uint32 c = 3; optional uint32 d = 4;',
      ),
      display: "flags: { bits: { X: 1 } }\ndicts: {}\n",
    });
    const fields = messages.find(({ name }) => name === "m")?.fields ?? [];
    const shown = fields.map((field) => (field.name === "d" ? { ...field, display: { dict: "d" } } : field));
    expect(shown.map((field) => valueNames("m", field, { enums, display }))).toEqual([
      ["D", "C"],
      ["X", "Y"],
      ["Z"],
      ["ONE", "TWO"],
    ]);
    const of = (index: number) => shown[index] && namedNumbers("m", shown[index], { enums, display });
    expect([of(0), of(1), of(3)]).toMatchObject([
      { owner: "f", bits: false },
      { owner: "bits", bits: true },
      { owner: "d.d", bits: false },
    ]);
  });
});
