import { describe, expect, it } from "vitest";
import { loadModel } from "../../../../generator/generate.ts";
import { planPackage } from "../../../../generator/plan/package.ts";
import { type ColumnsView, columnsView } from "../../../../generator/targets/typescript/columns.ts";
import { proto, row, table, tinySchema } from "../../../support/schema.ts";

/** Returns the columns of the image NOTE with this layout and these messages. */
function columnsOf(layout: string, messages: string): ColumnsView | undefined {
  const images = table(row("NOTE", `magic: 5, ${layout}`));
  const model = loadModel(tinySchema({ images, protos: { "note.proto": proto(messages) } }));
  const plan = planPackage(model, ["codec", "columns"]);
  const image = plan.columns.find(({ name }) => name === "NOTE");
  const message = plan.messages.find(({ name }) => name === "note");
  return image && message && columnsView(image, message);
}

const fields = (count: number, label = "optional"): string =>
  Array.from({ length: count }, (_, i) => `${label} uint32 f${i} = ${i + 1};`).join(" ");

describe("the columns of an image", () => {
  it("are typed arrays that suit each field", () => {
    const types = [
      ...["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"],
      ...["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "kind"],
    ];
    const text = types.map((type, i) => `optional ${type} f${i} = ${i + 1};`).join("\n");
    const view = columnsOf("entries: note", `message note { ${text} }\nenum kind { ONE = 1; }`);
    expect(view?.columns.map(({ array }) => array)).toEqual([
      ...["Float64Array", "Float32Array", "Int32Array", "BigInt64Array", "Uint32Array", "BigUint64Array"],
      ...["Int32Array", "BigInt64Array", "Uint32Array", "BigUint64Array", "Int32Array", "BigInt64Array"],
      ...["Uint8Array", "Int32Array"],
    ]);
  });

  it.each([
    [1, "Uint8Array"],
    [8, "Uint8Array"],
    [9, "Uint16Array"],
    [16, "Uint16Array"],
    [17, "Uint32Array"],
    [31, "Uint32Array"],
  ])("have a presence bit for each of %i fields, in a %s", (count, present) => {
    const view = columnsOf("entries: note", `message note { ${fields(count)} }`);
    expect(view?.present).toBe(present);
    expect(view?.columns.map(({ bit }) => bit)).toEqual(Array.from({ length: count }, (_, i) => 2 ** i));
  });

  it("know the required fields by their bits", () => {
    const text = "message note { required uint32 a = 1; optional uint32 b = 2; required uint32 c = 3; }";
    expect(columnsOf("entries: note", text)?.requiredBits).toBe(0b101);
  });

  it.each([
    ["int32", "take32", true],
    ["uint32", "take32", false],
    ["int64", "take64", true],
    ["uint64", "take64", true],
    ["bool", "takeBool", false],
    ["sint32", undefined, false],
    ["fixed64", undefined, false],
    ["kind", "take32", true],
  ])("of %s are filled by %s, through words: %s", (type, take, hasWords) => {
    const view = columnsOf("entries: note", `message note { optional ${type} a = 1; }\nenum kind { ONE = 1; }`);
    expect(view?.columns).toMatchObject([{ take, hasWords }]);
    const names = ["openColumns", "openEntry", "putEntry", ...(take === undefined ? [] : [take])];
    expect(view?.imports.find(({ from }) => from === "../runtime/image/columns.ts")?.names).toEqual([
      ...names,
      ...(hasWords ? ["wordsOf"] : []),
    ]);
  });

  it("are filled by fast functions up to field 15, the last with a tag of one byte", () => {
    const view = columnsOf("entries: note", "message note { optional uint32 a = 15; optional uint32 b = 16; }");
    expect(view?.columns).toMatchObject([
      { tag: 120, take: "take32", doc: [] },
      { tag: 128, take: undefined, hasWords: false },
    ]);
    expect(columnsOf("entries: note", "message note { optional fixed64 a = 2; }")?.columns[0]?.tag).toBe(17);
  });

  it("avoid names of variables, functions and keywords", () => {
    const words = [
      ...["r", "i", "start", "end", "pos", "file", "view", "littleEndian", "length", "present", "columns", "entry"],
      ...["source", "bytes", "options", "openColumns", "openEntry", "putEntry", "wordsOf", "take32", "take64"],
      ...["takeBool", "noteImage", "readNote", "readHead", "class", "free"],
    ];
    const text = words.map((word, i) => `optional uint32 ${word} = ${i + 1};`).join(" ");
    const view = columnsOf("first: head, entries: note", `message head {}\nmessage note { ${text} }`);
    expect(view?.columns.map(({ local }) => local)).toEqual([...words.slice(0, -1).map((word) => `${word}_`), "free"]);
    expect(view?.columns[0]).toMatchObject({ name: "r", local: "r_" });
    const [own] = columnsOf("entries: note", "message note { optional bool readHead = 1; }")?.columns ?? [];
    expect(own?.local).toBe("readHead");
  });

  it("have a comment, and import the reader of entries", () => {
    const view = columnsOf("first: head, entries: note", "message head {}\nmessage note { optional bool a = 1; }");
    expect(view).toMatchObject({
      ...{ image: "NOTE", readEntry: "readNote" },
      about: ["The entries of NOTE (`note`) as columns: element `i` of a column is the field's value in entry `i`."],
    });
    expect(view?.imports).toEqual([
      { from: "../messages/head.ts", names: ["Head"], typeOnly: true },
      { from: "../runtime/image/framing.ts", names: ["ReadOptions"], typeOnly: true },
      { from: "../images/note.ts", names: ["noteImage"], typeOnly: false },
      { from: "../messages/head.ts", names: ["readHead"], typeOnly: false },
      { from: "../messages/note.ts", names: ["readNote"], typeOnly: false },
      {
        from: "../runtime/image/columns.ts",
        names: ["openColumns", "openEntry", "putEntry", "takeBool"],
        typeOnly: false,
      },
    ]);
  });

  it("can follow a first message", () => {
    const view = columnsOf("first: head, entries: note", `message head {}\nmessage note { ${fields(1)} }`);
    expect(view?.first).toMatchObject({ type: "Head", read: "readHead" });
  });

  it.each([
    ["a text", "optional string a = 1;"],
    ["bytes", "optional bytes a = 1;"],
    ["a message", "optional base_entry a = 1;", "base.proto"],
    ["a list", "repeated uint32 a = 1;"],
    ["a map", "map<uint32, uint32> a = 1;"],
    ["no field", ""],
    ["more fields than bits", fields(32)],
  ])("do not exist for a message with %s", (_, text, file = "") => {
    const imported = file === "" ? "" : `import "${file}";\n`;
    expect(columnsOf("entries: note", `${imported}message note { ${text} }`)).toBeUndefined();
  });

  it.each([
    ["each entry has an extra", "entries: note, extra: bytes(f0)"],
    ["the image has a rest", "first: head, entries: note if f, rest: bytes unless f"],
    ["the image has no entries", "rest: bytes"],
    ["the entries depend on the first message", "first: head, entries: note if f"],
  ])("do not exist if %s", (_, layout) => {
    const text = `message head { optional bool f = 1; }\nmessage note { ${fields(2)} }`;
    expect(columnsOf(layout, text)).toBeUndefined();
  });
});
