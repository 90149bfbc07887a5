import { describe, expect, it } from "vitest";
import type { Model } from "../../../../generator/model/model.ts";
import { modelOf } from "../../../support/model.ts";
import { importsIn, modulesOf } from "../../../support/modules.ts";
import { row, table } from "../../../support/schema.ts";

const MESSAGES = `message note {
  required uint32 n = 1;
  optional bool on = 2;
}
message part { optional uint32 a = 1; }
enum kind { NONE = 0; ONE = 1; }`;
const DISPLAY = `flags: { bits: { A: 1, B: 0x10 } }
dicts: { states: { a: { 1: ON, 2: OFF }, b: { 3: "x" } }, unused: { z: { 1: Z } } }
`;

interface MessageLayout {
  readonly layout: string;
  readonly message: string;
  /** Properties of each field. */
  readonly fields: readonly (readonly string[])[];
}

/** Returns the module with the layouts of a model's messages, and the layouts in it. */
function layoutsIn(model: Model) {
  const text = modulesOf(model, ["codec", "json"]).get("src/layouts/messages.ts") ?? "";
  const layouts = text.matchAll(
    /^export const (\w+): MessageLayout = \{\n {2}message: "(.*)",\n.*\n {4}return \[\n([\s\S]*?)^ {4}\];\n/gm,
  );
  const messages = [...layouts].map(([, layout = "", message = "", fields = ""]): MessageLayout => {
    const elements = fields.split(/^ {6}\{\s+/m).slice(1);
    return { layout, message, fields: elements.map((one) => one.replace(/,?\s+\},\n$/, "").split(/,\s+/)) };
  });
  return { text, messages, imports: importsIn(text) };
}

/** Returns the layouts of messages; one message, `all`, has these fields. */
function messagesOf(fields: string) {
  const text = `message all { ${fields} }\n${MESSAGES}`;
  return layoutsIn(modelOf([row("NOTE", "magic: 5, entries: all")], text, { display: DISPLAY }));
}

const fieldsOf = (fields: string): readonly (readonly string[])[] =>
  messagesOf(fields).messages.find(({ message }) => message === "all")?.fields ?? [];

describe("the layout of a message", () => {
  it.each([
    ["required uint32 a = 1", ['type: "uint32"', 'label: "required"']],
    ["optional part a = 1", ['type: "message"', "message: () => partLayout"]],
    ["repeated part a = 1", ['type: "message"', "message: () => partLayout", 'label: "repeated"']],
    ["repeated string a = 1", ['type: "string"', 'label: "repeated"']],
    ["repeated bool a = 1 [packed = true]", ['type: "bool"', 'label: "repeated"', "packed: true"]],
    [
      "repeated kind a = 1 [packed = true]",
      ['type: "enum"', 'enum: "kind"', "values: Kind", 'label: "repeated"', "packed: true"],
    ],
    ["optional bool a = 1 [default = true]", ['type: "bool"', "default: true"]],
    ["optional int64 a = 1 [default = -5]", ['type: "int64"', "default: -5n"]],
    ["optional uint32 a = 1 [default = 5]", ['type: "uint32"', "default: 5"]],
    ["optional double a = 1 [default = 1.5]", ['type: "double"']],
    ["optional double a = 1 [default = inf]", ['type: "double"']],
    ['optional string a = 1 [default = "x"]', ['type: "string"']],
    ["optional kind a = 1 [default = ONE]", ['type: "enum"', 'enum: "kind"', "values: Kind"]],
  ])("has the type, label and default of each field: %s", (field, wanted) => {
    expect(fieldsOf(`${field};`)).toEqual([["number: 1", 'name: "a"', ...wanted]]);
  });

  it.each([
    ["uint32", "(criu).hex = true", ["hex: true"]],
    ["uint32", "(criu).ipadd = true", ["ipadd: true"]],
    ["uint32", "(criu).dev = true", ['dev: "kernel"']],
    ["uint32", "(criu).dev = true, (criu).odev = true", ['dev: "libc"']],
    ["uint32", "(criu).odev = true", []],
    ["uint32", '(criu).flags = "bits"', ["flags: bitsBits"]],
    ["uint32", '(criu).dict = "states"', ["dict: statesACodes"]],
    ["bytes", '(criu).conv = "unix_name"', ['conv: "unix_name"']],
    ["bytes", '(criu).conv = "other"', []],
    ["part", "(criu).hex = true, (criu).ipadd = true", ["hex: true"]],
  ])("has the JSON form of a field: %s with %s", (type, option, wanted) => {
    const [field = []] = fieldsOf(`optional ${type} a = 1 [${option}];`);
    expect(field.filter((text) => !/^(number|name|type|message):/.test(text))).toEqual(wanted);
  });

  it("packs lists of numbers in proto3, unless declared otherwise", () => {
    const text =
      "message three { repeated bool a = 1; repeated string b = 2; repeated bool c = 3 [packed = false]; optional bool d = 4; repeated bytes e = 5; repeated three f = 6; }";
    const protos = { "three.proto": `syntax = "proto3";\n${text}` };
    const { messages } = layoutsIn(modelOf([row("NOTE", "magic: 5, entries: three")], "", { protos }));
    const packed = messages.at(-1)?.fields.map((field) => field.includes("packed: true"));
    expect(packed).toEqual([true, false, false, false, false, false]);
  });

  it("lists fields by number", () => {
    expect(
      fieldsOf("optional bool b = 2; optional bool a = 1; optional bool c = 10;").map(([number]) => number),
    ).toEqual([...["number: 1", "number: 2", "number: 10"]]);
  });

  it("lists a map as messages of a key and a value", () => {
    const { messages, imports } = messagesOf("map<string, kind> by_name = 1; map<int32, part> others = 2;");
    expect(messages.filter(({ message }) => message.startsWith("all"))).toEqual([
      {
        ...{ layout: "allByNameMap", message: "all.by_name" },
        fields: [
          ["number: 1", 'name: "key"', 'type: "string"'],
          ["number: 2", 'name: "value"', 'type: "enum"', 'enum: "kind"', "values: Kind"],
        ],
      },
      {
        ...{ layout: "allOthersMap", message: "all.others" },
        fields: [
          ["number: 1", 'name: "key"', 'type: "int32"'],
          ["number: 2", 'name: "value"', 'type: "message"', "message: () => partLayout"],
        ],
      },
      {
        ...{ layout: "allLayout", message: "all" },
        fields: [
          ["number: 1", 'name: "by_name"', 'type: "message"', "message: () => allByNameMap", 'label: "repeated"'],
          ["number: 2", 'name: "others"', 'type: "message"', "message: () => allOthersMap", 'label: "repeated"'],
        ],
      },
    ]);
    expect(imports).toEqual([
      { from: "../runtime/wire/layout.ts", names: ["FieldLayout", "MessageLayout"], typeOnly: true },
      { from: "../enums/kind.ts", names: ["Kind"], typeOnly: false },
    ]);
  });

  it("distinguishes names of bits from names of codes of the same name", () => {
    const display = "flags: { states.a: { BIT: 1 } }\ndicts: { states: { a: { 1: CODE } } }\n";
    const text = 'message all { optional uint32 a = 1 [(criu).dict = "states", (criu).flags = "states.a"]; }';
    const { text: module, messages } = layoutsIn(modelOf([row("NOTE", "magic: 5, entries: all")], text, { display }));
    expect(module).toContain(
      'const statesABits: FlagNames = {\n  name: "states.a",\n  bits: {\n    "BIT": 0x1,\n  },\n};\n',
    );
    expect(module).toContain(
      'const statesACodes: CodeNames = {\n  name: "states.a",\n  codes: {\n    1: "CODE",\n  },\n};\n',
    );
    expect(messages.at(-1)?.fields[0]?.slice(3)).toEqual(["flags: statesABits", "dict: statesACodes"]);
  });

  it("includes the display names of its fields only", () => {
    const { text, imports } = messagesOf(
      'optional uint32 a = 1 [(criu).dict = "states"]; optional uint32 f = 2 [(criu).flags = "bits"];',
    );
    expect(text.match(/^const \w+: \w+/gm)).toEqual(["const bitsBits: FlagNames", "const statesACodes: CodeNames"]);
    expect(text).toContain('  name: "bits",\n  bits: {\n    "A": 0x1,\n    "B": 0x10,\n  },\n');
    expect(text).toContain('  name: "states.a",\n  codes: {\n    1: "ON",\n    2: "OFF",\n  },\n');
    expect(imports[0]?.names).toEqual(["CodeNames", "FieldLayout", "FlagNames", "MessageLayout"]);
    expect(messagesOf("optional uint32 a = 1;").text).not.toMatch(/^const /m);
  });
});

describe("the layout of an image", () => {
  /** Returns the module with the layouts of a model's images, and the properties of each in it. */
  function imagesOf(model: Model) {
    const text = modulesOf(model, ["codec", "json"]).get("src/layouts/images.ts") ?? "";
    const layouts = text.matchAll(/^export const (\w+): ImageLayout<"\w+"> = \{\n([\s\S]*?),\n\};\n/gm);
    const images = [...layouts].map(([, layout = "", properties = ""]) => {
      return { layout, properties: properties.split(/,\n(?= {2}\w)/).map((one) => one.slice(2)) };
    });
    return { images, imports: importsIn(text) };
  }
  const propertiesOf = (keys: string): readonly string[] =>
    imagesOf(modelOf([row("NOTE", keys)], MESSAGES)).images[1]?.properties ?? [];
  const HEAD = [
    ...['image: "NOTE"', 'file: "note.img"', "magic: 0x00000005", "head: 0x54564319"],
    ...["foreignHeads: [0x55105940]", 'headNames: ["common", "service"]'],
  ];

  it.each([
    ["entries: note", ["entries: noteLayout"]],
    ["first: part, entries: note", ["first: partLayout", "entries: noteLayout"]],
    ["rest: bytes", ["rest: true"]],
    [
      "first: note, entries: part if on, rest: bytes unless on",
      [
        ...["first: noteLayout", "entries: partLayout", 'entriesWhen: { field: "on", is: true }', "rest: true"],
        'restWhen: { field: "on", is: false }',
      ],
    ],
    ["entries: note, extra: bytes(n)", ["entries: noteLayout", 'extra: { run: "bytes", length: "n" }']],
    [
      "entries: note, extra: u16(n) pad 2 unless on",
      ["entries: noteLayout", 'extra: { run: "u16", length: "n", pad: 2, when: { field: "on", is: false } }'],
    ],
    [
      "entries: note, extra: { messages: note(n), extra: u64(n) }",
      ["entries: noteLayout", 'extra: { messages: noteLayout, count: "n", extra: { run: "u64", length: "n" } }'],
    ],
    [
      "entries: note, extra: [{ a: bytes(n) }, { b: { messages: part(n) } }]",
      [
        "entries: noteLayout",
        'extra: {\n    parts: {\n      "a": { run: "bytes", length: "n" },\n      "b": { messages: partLayout, count: "n" },\n    },\n  }',
      ],
    ],
    [
      "entries: note, extra: [{ a: bytes(n) }, { b: bytes(n) }], joined: true",
      [
        "entries: noteLayout",
        'extra: {\n    parts: {\n      "a": { run: "bytes", length: "n" },\n      "b": { run: "bytes", length: "n" },\n    },\n    joined: true,\n  }',
      ],
    ],
  ])("has the keys of the row: %s", (keys, wanted) => {
    expect(propertiesOf(`magic: 5, ${keys}`)).toEqual([...HEAD, ...wanted]);
  });

  it("uses the names that the table gives to fields", () => {
    const names = "names: { note.n: many, note.on: is_on, base_entry.version: format }\nimages:";
    const layout =
      "first: note, entries: note if on, extra: [{ a: bytes(n) if on }, { b: { messages: note(n), extra: [{ c: bytes(n) }] } }]";
    const images = table(row("NOTE", `magic: 5, ${layout}`)).replace("images:", names);
    const [base, note] = imagesOf(modelOf([], MESSAGES, { images })).images;
    expect(base?.properties).toContain('version: "format"');
    expect(note?.properties.slice(7)).toEqual([
      ...["entries: noteLayout", 'entriesWhen: { field: "is_on", is: true }'],
      `extra: {
    parts: {
      "a": { run: "bytes", length: "many", when: { field: "is_on", is: true } },
      "b": { messages: noteLayout, count: "many", extra: { parts: { "c": { run: "bytes", length: "many" } } } },
    },
  }`,
    ]);
  });

  it("has only a name and a file if the image is raw", () => {
    expect(propertiesOf("raw: true")).toEqual(['image: "NOTE"', 'file: "note.img"']);
  });

  it("can have no head, and names the version field if there is one", () => {
    const [base] = imagesOf(modelOf([])).images;
    expect(base?.properties.filter((text) => /^(head|foreignHeads|version):/.test(text))).toEqual([
      "foreignHeads: [0x54564319, 0x55105940]",
      'version: "version"',
    ]);
  });

  it("names the owner of a shared magic, and whether their layouts differ", () => {
    const rows = [
      row("NOTE", "magic: 5, entries: note"),
      row("SAME", "magic: NOTE, entries: note"),
      row("OTHER", "magic: NOTE, entries: part"),
    ];
    const { images, imports } = imagesOf(modelOf(rows, MESSAGES));
    const shared = images.map(({ layout, properties }) => [
      layout,
      properties.filter((text) => /^(alias|differs)/.test(text)),
    ]);
    expect(shared.slice(1)).toEqual([
      ["noteImageLayout", []],
      ["sameImageLayout", ['alias: "NOTE"']],
      ["otherImageLayout", ['alias: "NOTE"', "differs: true"]],
    ]);
    expect(imports).toEqual([
      { from: "../runtime/image/layout.ts", names: ["ImageLayout"], typeOnly: true },
      { from: "./messages.ts", names: ["baseEntryLayout", "noteLayout", "partLayout"], typeOnly: false },
    ]);
  });
});
