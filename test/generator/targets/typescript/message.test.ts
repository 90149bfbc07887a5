import { describe, expect, it } from "vitest";
import { planMessage } from "../../../../generator/plan/message.ts";
import { type MessageView, messageView } from "../../../../generator/targets/typescript/message.ts";
import { modelOf } from "../../../support/model.ts";
import { modulesOf } from "../../../support/modules.ts";
import { row } from "../../../support/schema.ts";

const AROUND = "message part { optional uint32 a = 1; }\nenum kind { ONE = 1; TWO = 2; }\nenum zero { NONE = 0; }";

/** Returns the view of a message `note` with these fields, and its module. */
function planOf(fields: string): MessageView & { readonly text: string } {
  const model = modelOf([row("NOTE", "magic: 5, entries: note")], `message note {\n${fields}\n}\n${AROUND}`);
  const message = model.messages.find(({ name }) => name === "note");
  if (message === undefined) throw new Error("no message");
  const text = modulesOf(model, ["codec"]).get("src/messages/note.ts") ?? "";
  return { ...messageView(planMessage(model, message)), text };
}

const importsFrom = (view: MessageView, module: string, typeOnly = false): readonly string[] =>
  view.imports.find(
    (one) => one.from === (module === "part" ? "./part.ts" : `../${module}.ts`) && one.typeOnly === typeOnly,
  )?.names ?? [];

describe("a field", () => {
  it.each([
    ["required uint32 a = 1", 8, "number", 'a = readUint32(r, "a")', 'writeUint32(w, 8, message.a, "a")'],
    ["optional fixed64 a = 18", 145, "bigint", 'a = readFixed64(r, "a")', 'writeFixed64(w, 145, message.a, "a")'],
    ["optional kind a = 2", 16, "Kind", 'a = readInt32(r, "a")', 'writeInt32(w, 16, message.a, "a")'],
    ["optional bytes a = 2", 18, "Uint8Array", 'a = readBytes(r, "a")', 'writeBytes(w, 18, message.a, "a")'],
    [
      "optional part a = 1",
      10,
      "Part",
      'a = merge(a, leave(r, readPart(r, enter(r, "a"))))',
      'writeMessage(w, 10, message.a, "a", writePart)',
    ],
    [
      "repeated part a = 1",
      10,
      "Part[]",
      'a.push(leave(r, readPart(r, enter(r, "a", a.length))))',
      'writeMessages(w, 10, message.a, "a", writePart)',
    ],
    [
      "repeated string a = 1",
      10,
      "string[]",
      'a.push(readString(r, "a"))',
      'for (const value of elements(w, message.a, "a")) writeString(w, 10, value, "a")',
    ],
    [
      "map<string, uint64> a = 11",
      90,
      "Map<string, bigint>",
      'readMapEntry(r, "a", a, $a, odd)',
      'writeMap(w, 90, message.a, "a", $a, message)',
    ],
    [
      "optional bool class = 1",
      8,
      "boolean",
      'class_ = readBool(r, "class")',
      'writeBool(w, 8, message.class, "class")',
    ],
  ])("is read and written according to its type: %s", (field, tag, type, take, put) => {
    const { fields, text } = planOf(`${field};`);
    expect(fields).toMatchObject([{ tag }]);
    expect(text).toMatch(new RegExp(`^  \\w+\\??: ${type.replaceAll(/[[\]]/g, "\\$&")};$`, "m"));
    expect(text).toContain(`      case ${tag}:\n        ${take};\n        break;\n`);
    expect(text).toMatch(/^ {2}(?:if \(message\.\w+ !== undefined\) )?(?:write|for)/m);
    expect(text).toContain(` ${put};\n`);
  });

  it.each([
    ["[packed = true]", 'writePacked(w, 42, message.a, "a", writeSint32)'],
    ["", 'for (const value of elements(w, message.a, "a")) writeSint32(w, 40, value, "a")'],
  ])("with a list of numbers is read in both forms, and written as declared: %j", (option, put) => {
    const view = planOf(`repeated sint32 a = 5 ${option};`);
    expect(view.fields).toMatchObject([{ tag: 40, packedTag: 42 }]);
    expect(view.text).toContain('      case 42:\n        readPacked(r, "a", a, readSint32);\n        break;\n');
    expect(view.text).toContain(`  ${put};\n`);
    expect(view.text).toContain("  const a: number[] = [];\n");
    expect(importsFrom(view, "runtime/wire/reader")).toContain("readPacked");
  });

  it.each(["repeated string a = 1", "repeated part a = 1", "optional uint32 a = 1", "map<bool, bool> a = 1"])(
    "of another type is never packed: %s",
    (field) => {
      const view = planOf(`${field};`);
      expect(view.fields[0]?.packedTag).toBeUndefined();
      expect(importsFrom(view, "runtime/wire/reader")).not.toContain("readPacked");
    },
  );

  it("avoids names of other variables, functions and keywords", () => {
    const scope = ["r", "w", "end", "tag", "previous", "start", "unknown", "message", "odd"];
    const functions = ["Note", "readNote", "writeNote", "readUint32", "readPart"];
    const words = [...scope, ...functions, "free"];
    const fields = words.map((word, i) => `optional part ${word} = ${i + 1};`);
    const view = planOf(fields.join(" "));
    expect(view.fields.map(({ local }) => local)).toEqual([
      ...[...scope, ...functions].map((word) => `${word}_`),
      "free",
    ]);
    const own = planOf("map<bool, bool> of = 1; optional bool $of = 2;".replace("$of", "of_"));
    expect(own.fields.map(({ local }) => local)).toEqual(["of", "of_"]);
  });

  it("has its comment, its first release and its deprecation", () => {
    const text =
      "message note {\n  // How many\n  required uint32 n = 1 [deprecated = true];\n  optional bool old = 2;\n}";
    const history =
      "v1.0: { date: 2013-01-01, added: { fields: { note: [old] } } }\nv1.1: { date: 2014-01-01, added: { fields: { note: [n] } } }\n";
    const model = modelOf([row("NOTE", "magic: 5, entries: note")], text, { history });
    const [message] = model.messages.filter(({ name }) => name === "note");
    expect(message && messageView(planMessage(model, message)).fields.map(({ doc }) => doc)).toEqual([
      ["How many.", "Since CRIU v1.1.", "@deprecated The schema marks it so."],
      [],
    ]);
  });
});

describe("the fields of a oneof", () => {
  it("displace each other, but no other fields", () => {
    const view = planOf(
      "oneof x { string a = 1; bool class = 2; part c = 3; } oneof y { bool d = 4; } optional bool e = 5;",
    );
    expect(view.fields.map(({ displaces }) => displaces)).toEqual([
      ["class_", "c"],
      ["a", "c"],
      ["a", "class_"],
      [],
      [],
    ]);
    expect(view.text).toContain(
      '  atMostOne(w, "x", [message.a, message.class, message.c]);\n  atMostOne(w, "y", [message.d]);\n',
    );
    expect(view.text).toContain("      case 16:\n        a = c = undefined;\n");
    expect(view.text).not.toContain("$$");
    expect(view.groups).toEqual([]);
    expect(view.fields.map(({ oneof }) => oneof)).toEqual(Array.from({ length: 5 }));
  });

  it("are displaced by name if there are too many for variables", () => {
    const choices = Array.from({ length: 33 }, (_, i) => `bool f${i} = ${i + 1};`).join(" ");
    const view = planOf(
      `oneof x { ${choices} } optional bool e = 99; repeated bool list = 100; map<bool, bool> map = 101;`,
    );
    expect(view.fields[1]).toMatchObject({
      local: "message.f1",
      displaces: [],
      oneof: "$$x",
    });
    expect(view.text).toContain('      displace(message, $$x, "f1");\n');
    expect(view.fields[33]?.oneof).toBeUndefined();
    const names = Array.from({ length: 33 }, (_, i) => `  "f${i}",\n`);
    expect(view.text).toContain(`const $$x = [\n${names.join("")}] as const;\n`);
    expect(view.text).toContain("= { list: [], map: new Map() };\n");
    expect(view.text).toContain('      readMapEntry(r, "map", message.map, $map, message);\n');
    expect(importsFrom(view, "runtime/wire/merge")).toContain("displace");
    expect(planOf(`oneof x { ${choices.replace("bool f32 = 33;", "")} }`).text).not.toContain("$$");
  });
});

describe("a message with many fields", () => {
  it("is split into functions of 200 fields, each with its required ones", () => {
    const fields = (count: number): string =>
      Array.from({ length: count }, (_, i) => `${i % 150 === 0 ? "required" : "optional"} bool f${i} = ${i + 1};`).join(
        "\n",
      );
    expect(planOf(fields(200)).groups).toEqual([]);
    const { groups } = planOf(fields(401));
    expect(
      groups.map(({ take, check, put, fields, required }) => [
        take,
        check,
        put,
        fields.length,
        required.map(({ name }) => name),
      ]),
    ).toEqual([
      ["read$1", "check$1", "write$1", 200, ["f0", "f150"]],
      ["read$2", "check$2", "write$2", 200, ["f300"]],
      ["read$3", "check$3", "write$3", 1, []],
    ]);
    expect(groups[1]?.fields[0]?.name).toBe("f200");
  });
});

describe("the object of a message", () => {
  it("starts with its required fields, lists and maps", () => {
    const view = planOf("required uint32 n = 1; optional bool o = 2; repeated bool class = 3; map<bool, bool> m = 4;");
    expect(view.text).toContain("  const message: Note = { n, class: class_, m };\n");
    expect(view.text).toContain("  let n: number | undefined;\n  let o: boolean | undefined;\n");
    expect(view.text).toContain("  const class_: boolean[] = [];\n  const m: Map<boolean, boolean> = new Map();\n");
    const named = (label: "required" | "optional") =>
      view.fields.filter((field) => field[label]).map(({ name }) => name);
    expect([named("required"), named("optional")]).toEqual([["n"], ["o"]]);
    expect(importsFrom(view, "runtime/wire/reader")).toContain("missing");
    expect(importsFrom(planOf("optional bool o = 2;"), "runtime/wire/reader")).not.toContain("missing");
  });

  it.each([
    ["", 92],
    ["optional uint32 a = 1;", 92],
    ["required uint32 a = 1;", 100],
    ["repeated uint32 a = 1;", 92 + 8 + 32],
    ["map<bool, bool> a = 1; required bool b = 2;", 92 + 8 + 200 + 8],
  ])("has this minimal weight in memory: %s", (fields, weight) => {
    expect(planOf(fields).weight).toBe(weight);
  });

  it("has defaults for fields that declare some; bytes become lines of numbers", () => {
    const view = planOf("optional kind b = 2 [default = TWO]; optional bool c = 3;");
    expect(view.withDefault).toMatchObject([{ name: "b", default: 2 }]);
    expect(view.defaults).toBe("noteDefaults");
    const long = "x".repeat(17);
    const bytes = planOf(`optional bytes a = 1 [default = "a\\377${long}"]; optional bytes b = 2 [default = ""];`);
    expect(bytes).toMatchObject({
      defaults: "noteDefaults",
      withDefault: [
        {
          name: "a",
          isBytes: true,
          lines: [
            [0x61, 0xff, ...Array.from({ length: 14 }, () => 0x78)],
            [0x78, 0x78, 0x78],
          ],
        },
        { name: "b", isBytes: true, lines: [] },
      ],
    });
    const lines = [`0x61, 0xff${", 0x78".repeat(14)}`, "0x78, 0x78, 0x78"].map((line) => `      ${line},\n`);
    expect(bytes.text).toContain(`    return Uint8Array.of(\n${lines.join("")}    );\n`);
  });
});

describe("the comment of a message", () => {
  it("is the schema's comment or the name, and the deprecation", () => {
    const text = "// A note\nmessage note { option deprecated = true; optional part p = 1; }\nmessage part {}";
    const model = modelOf([row("NOTE", "magic: 5, entries: note")], text);
    expect(model.messages.slice(1).map((message) => messageView(planMessage(model, message)).doc)).toEqual([
      ["A note.", "@deprecated The schema marks it so."],
      ["The message `part`."],
    ]);
  });
});

describe("a map", () => {
  it.each([
    ["string, uint64", "string", "bigint", ["tag: 10", "String", '""'], ["tag: 16", "Uint64", "0n"]],
    ["int32, bool", "number", "boolean", ["tag: 8", "Int32", "0"], ["tag: 16", "Bool", "false"]],
    ["bool, bytes", "boolean", "Uint8Array", ["tag: 8", "Bool", "false"], ["tag: 18", "Bytes", "new Uint8Array()"]],
    ["fixed64, zero", "bigint", "Zero", ["tag: 9", "Fixed64", "0n"], ["tag: 16", "Int32", "0"]],
  ])("of %s has readers, writers and defaults for keys and values", (types, key, value, ...parts) => {
    const [keyPart, valuePart] = parts.map(
      ([tag, name, none]) => `{ ${tag}, read: read${name}, write: write${name}, none: () => ${none} }`,
    );
    expect(planOf(`map<${types}> of = 1;`).text).toContain(
      `const $of: MapCodec<${key}, ${value}> = {\n  key: ${keyPart},\n  value: ${valuePart},\n};\n`,
    );
  });

  it("reads messages with the field in their path", () => {
    const view = planOf("map<bool, part> of = 1; optional bool a = 2;");
    expect(view.maps).toHaveLength(1);
    const part = [
      "tag: 18",
      "read: (r, field) => leave(r, readPart(r, enter(r, field)))",
      "write: (w, tag, value, field) => writeMessage(w, tag, value, field, writePart)",
      'none: (r = createReader(new Uint8Array(), "part")) => readPart(r, r.pos)',
    ];
    expect(view.text).toContain(`  value: {\n${part.map((line) => `    ${line},\n`).join("")}  },\n`);
    expect(importsFrom(view, "runtime/wire/maps", true)).toEqual(["MapCodec", "WithMaps"]);
    expect(importsFrom(view, "runtime/wire/maps")).toEqual(["readMapEntry", "writeMap"]);
    expect(importsFrom(view, "runtime/wire/reader")).toEqual(expect.arrayContaining(["enter", "leave", "readBool"]));
    expect(importsFrom(view, "runtime/wire/writer")).toEqual(expect.arrayContaining(["writeMessage", "writeBool"]));
    expect(importsFrom(view, "part", true)).toEqual(["Part"]);
    expect(importsFrom(view, "part")).toEqual(["readPart", "writePart"]);
  });
});

describe("the module of a message", () => {
  it("imports what every message needs, and what its fields need", () => {
    const view = planOf("required kind a = 1; repeated part b = 2; optional part c = 3;");
    expect(view.imports).toEqual([
      { from: "../enums/kind.ts", names: ["Kind"], typeOnly: true },
      { from: "../runtime/wire/reader.ts", names: ["Reader"], typeOnly: true },
      { from: "../runtime/wire/unknown.ts", names: ["Message", "UnknownFields"], typeOnly: true },
      { from: "../runtime/wire/writer.ts", names: ["Writer"], typeOnly: true },
      { from: "./part.ts", names: ["Part"], typeOnly: true },
      { from: "../runtime/wire/merge.ts", names: ["merge"], typeOnly: false },
      {
        from: "../runtime/wire/reader.ts",
        names: ["closeMessage", "createReader", "enter", "leave", "missing", "readInt32", "readUint32", "spendRoom"],
        typeOnly: false,
      },
      { from: "../runtime/wire/unknown.ts", names: ["keepUnknown", "writeUnknown"], typeOnly: false },
      {
        from: "../runtime/wire/writer.ts",
        names: ["checkMessage", "createWriter", "finish", "writeInt32", "writeMessage", "writeMessages"],
        typeOnly: false,
      },
      { from: "./part.ts", names: ["readPart", "writePart"], typeOnly: false },
    ]);
  });
});
