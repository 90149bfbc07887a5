import { describe, expect, it } from "vitest";
import type { Model } from "../../../../generator/model/model.ts";
import { planImage } from "../../../../generator/plan/image.ts";
import { allView } from "../../../../generator/targets/typescript/all.ts";
import { type ImageView, imageView } from "../../../../generator/targets/typescript/image.ts";
import { modelOf } from "../../../support/model.ts";
import { modulesOf } from "../../../support/modules.ts";
import { row, table } from "../../../support/schema.ts";

const MESSAGES = `message note {
  required uint32 n = 1;
  optional uint64 m = 2 [default = 3];
  optional uint32 none = 3;
  optional bool on = 4 [default = true];
  optional bool off = 5;
  required bool sure = 6;
}`;

/** Returns the view of an image with this layout, and its module. */
function planOf(keys: string, file = "note.img"): ImageView & { readonly text: string } {
  const model = modelOf([row("NOTE", keys).replace("note.img", file)], MESSAGES);
  const image = model.images.find(({ name }) => name === "NOTE");
  if (image === undefined) throw new Error("no image");
  const text = modulesOf(model, ["codec"]).get("src/images/note.ts") ?? "";
  return { ...imageView(planImage(model, image)), text };
}

const importsFrom = (view: ImageView, module: string, typeOnly = false): readonly string[] =>
  view.imports.find(({ from, typeOnly: only }) => from === `../${module}.ts` && only === typeOnly)?.names ?? [];

describe("the module of an image", () => {
  it.each([
    ["", ["magic: 0x00000005", "head: 0x54564319", "foreignHeads: [0x55105940]"], '"common", "service"'],
    [
      ", flags: [O_SERVICE]",
      ["magic: 0x00000005", "head: 0x55105940", "foreignHeads: [0x54564319]"],
      '"service", "common"',
    ],
    [", head: none", ["magic: 0x00000005", "foreignHeads: [0x54564319, 0x55105940]"], '"common", "service"'],
  ])("names its own head and the foreign ones: %j", (head, wanted, headNames) => {
    const lines = [...wanted, `headNames: [${headNames}]`].map((line) => `  ${line},\n`);
    expect(planOf(`magic: 5, entries: note${head}`).text).toContain(`  file: "note.img",\n${lines.join("")}};\n`);
  });

  it("has no heads, no streams and one type if the image is raw", () => {
    const view = planOf("raw: true");
    expect(view.framing).toBeUndefined();
    expect(view.text).toContain('  file: "note.img",\n};\n');
    expect(view.text).toContain('export type NoteImage = RawImage<"NOTE">;\n');
    expect(view.text).not.toContain("stream");
    expect(view.imports).toEqual([
      { from: "../runtime/image/descriptor.ts", names: ["ImageDescriptor", "RawImage"], typeOnly: true },
      { from: "../runtime/image/image.ts", names: ["decodeRaw", "encodeRaw"], typeOnly: false },
    ]);
  });

  it.each([
    ["entries: note", '"NOTE", Note', '"NOTE", Note'],
    ["first: note, entries: base_entry", '"NOTE", BaseEntry, Note', '"NOTE", BaseEntry, Note'],
    ["rest: bytes", '"NOTE", never, never, Uint8Array', '"NOTE", never, never'],
    ["first: note, rest: bytes", '"NOTE", never, Note, Uint8Array', '"NOTE", never, Note'],
    ["entries: note, extra: bytes(n)", '"NOTE", NoteImageEntry', '"NOTE", NoteImageEntry'],
  ])("has type arguments for its layout: %s", (layout, types, stream) => {
    const view = planOf(`magic: 5, ${layout}`);
    expect(view.text).toContain(`export type NoteImage = ImageFile<${types}>;\n`);
    expect(view.text).toContain(`): Promise<ImageStream<${stream}>> {\n`);
    expect([view.rest, importsFrom(view, "runtime/image/image").includes("readRest")]).toEqual(
      Array.from({ length: 2 }, () => layout.includes("rest")),
    );
  });

  it.each([
    ["entries: note", false],
    ["first: note, entries: base_entry", false],
    ["first: note, entries: base_entry if on", true],
    ["first: note, rest: bytes", true],
    ["rest: bytes", false],
  ])("imports `follows` if a condition needs it: %s", (layout, follows) => {
    const view = planOf(`magic: 5, ${layout}`);
    expect([view.follows, importsFrom(view, "runtime/image/image").includes("follows")]).toEqual([follows, follows]);
  });

  it("imports the readers and writers of its messages", () => {
    const view = planOf("magic: 5, first: note, entries: base_entry if on, rest: bytes unless on");
    expect(view).toMatchObject({
      first: { type: "Note", read: "readNote", write: "writeNote" },
      entry: { type: "BaseEntry", read: "readBaseEntry", write: "writeBaseEntry", extra: undefined },
    });
    expect(view.text).toContain("const entriesIf = (first: Note): boolean => first.on !== false;\n");
    expect(view.text).toContain("const restIf = (first: Note): boolean => first.on === false;\n");
    expect(view.imports).toEqual([
      { from: "../messages/base-entry.ts", names: ["BaseEntry"], typeOnly: true },
      { from: "../messages/note.ts", names: ["Note"], typeOnly: true },
      { from: "../runtime/image/descriptor.ts", names: ["ImageDescriptor", "ImageFile"], typeOnly: true },
      { from: "../runtime/image/framing.ts", names: ["ReadOptions"], typeOnly: true },
      {
        from: "../runtime/image/image.ts",
        names: ["ImageEntries", "ImageReader", "ImageWriter", "WriteOptions"],
        typeOnly: true,
      },
      { from: "../runtime/image/stream.ts", names: ["Chunks", "ImageStream"], typeOnly: true },
      { from: "../messages/base-entry.ts", names: ["readBaseEntry", "writeBaseEntry"], typeOnly: false },
      { from: "../messages/note.ts", names: ["readNote", "writeNote"], typeOnly: false },
      {
        from: "../runtime/image/image.ts",
        names: ["decodeImage", "encodeImage", "follows", "iterateImage", "readRest"],
        typeOnly: false,
      },
      { from: "../runtime/image/stream.ts", names: ["streamImage"], typeOnly: false },
      { from: "../runtime/wire/writer.ts", names: ["putBytes"], typeOnly: false },
    ]);
  });

  it.each([
    ["n-%u.img", "number", "number", "parseNumber", "n-42.img"],
    ["n-%d.img", "number", "number", "parseNumber", "n-42.img"],
    ["n-%x.img", "number", "number", "parseNumber", "n-2a.img"],
    ["n-%lu.img", "number | bigint", "bigint", "parseLong", "n-42.img"],
    ["n-%ld.img", "number | bigint", "bigint", "parseLong", "n-42.img"],
    ["n-%s.img", "string", "string", "parseWord", "n-dump.img"],
  ])("has an id of the type of its file name: %s", (file, takes, gives, parse, example) => {
    const view = planOf("raw: true", file);
    expect(view.id).toEqual({ takes, gives, parse, example });
    expect(importsFrom(view, "runtime/image/names")).toEqual(["formatName", parse]);
    expect(planOf("raw: true").id).toBeUndefined();
  });
});

describe("the extra of an entry", () => {
  const RECORD = { isPadded: false, isNamed: false, proto: "note", message: "Note", readMessage: "readNote" };
  const part = (keys: string) => planOf(`magic: 5, entries: note, extra: ${keys}`).records.at(-1)?.parts[0];
  const textOf = (keys: string): string => planOf(`magic: 5, entries: note, extra: ${keys}`).text;

  it.each([
    ["bytes", "Uint8Array", "Bytes", "Run"],
    ["u16", "number[]", "Integers of 16 bits", "Uint16s"],
    ["u32", "number[]", "Integers of 32 bits", "Uint32s"],
    ["u64", "bigint[]", "Integers of 64 bits", "Uint64s"],
  ])("is a list of %s, with the length in a field", (kind, type, doc, suffix) => {
    const view = planOf(`magic: 5, entries: note, extra: ${kind}(n)`);
    expect(view.records).toMatchObject([{ ...RECORD, name: "NoteImageEntry", read: "readNoteImageEntry" }]);
    expect(view.records[0]?.parts).toMatchObject([
      {
        ...{ name: "extra", local: "extra", path: "extra" },
      },
    ]);
    expect(view.text).toContain(`  /** ${doc}; their number is in \`n\`. */\n  extra: ${type};\n`);
    expect(view.text).toContain(`  const extra = read${suffix}(r, message.n, "n");\n`);
    expect(view.text).toContain(`  write${suffix}(w, entry.extra, entry.n, "n", "extra");\n`);
    expect(importsFrom(view, "runtime/image/runs")).toEqual([`read${suffix}`, `write${suffix}`]);
    expect(view.entry).toEqual({
      ...{ type: "NoteImageEntry", read: "readNoteImageEntry" },
      ...{ write: "writeNote", extra: "writeNoteImageEntryExtra" },
    });
  });

  it("has the default length if its length field is absent", () => {
    expect(textOf("bytes(m)")).toContain('= readRun(r, message.m ?? 3n, "m");');
    expect(textOf("bytes(none)")).toContain('= readRun(r, message.none ?? 0, "none");');
    expect(textOf("bytes(n)")).toContain('= readRun(r, message.n, "n");');
  });

  it.each([
    ["if on", "message.on !== false"],
    ["unless on", "message.on === false"],
    ["if off", "message.off === true"],
    ["unless off", "message.off !== true"],
    ["if sure", "message.sure === true"],
    ["unless sure", "message.sure === false"],
  ])("depends on its condition, with the field's default if the field is absent: %s", (condition, readIf) => {
    const view = planOf(`magic: 5, entries: note, extra: bytes(n) ${condition}`);
    const field = condition.split(" ")[1];
    expect(view.text).toContain(`  const extra = ${readIf} ? readRun(r, message.n, "n") : undefined;\n`);
    expect(view.text).toContain("  return extra === undefined ? message : Object.assign(message, { extra });\n");
    const written = `  if (${readIf.replace("message", "entry")}) writeRun(w, entry.extra, entry.n, "n", "extra");\n`;
    expect(view.text).toContain(`${written}  else writeNothing(w, entry.extra, "${field}", "extra");\n`);
    expect(importsFrom(view, "runtime/image/runs")).toContain("writeNothing");
  });

  it("keeps its pad if it is padded to two bytes or more", () => {
    const view = planOf("magic: 5, entries: note, extra: bytes(n) pad 2");
    expect(view.records).toMatchObject([{ isPadded: true }]);
    expect(view.text).toContain('= readRun(r, message.n, "n", 2, pads);\n');
    expect(view.text).toContain('  writeRun(w, entry.extra, entry.n, "n", "extra", 2, pads);\n');
    expect(view.text).toContain("  return keepPadding<NoteImageEntry>(Object.assign(message, { extra }), pads);\n");
    expect(importsFrom(view, "runtime/image/runs")).toEqual([
      ...["endPads", "keepPadding", "noPads", "padsOf", "readRun", "writeRun"],
    ]);
    expect(importsFrom(view, "runtime/image/descriptor", true)).toContain("Padded");
    expect(importsFrom(planOf("magic: 5, entries: note, extra: bytes(n)"), "runtime/image/descriptor", true)).toEqual([
      ...["ImageDescriptor", "ImageFile"],
    ]);
    const mixed = planOf("magic: 5, entries: note, extra: [{ a: bytes(n) }, { b: bytes(n) pad 8 if off }]");
    expect([mixed.records[0]?.isPadded, importsFrom(mixed, "runtime/image/runs").includes("writeNothing")]).toEqual([
      true,
      true,
    ]);
    expect(planOf("magic: 5, entries: note, extra: bytes(n) pad 1").records).toMatchObject([{ isPadded: false }]);
  });

  it("can be messages with extras of their own", () => {
    const view = planOf("magic: 5, entries: note, extra: { messages: base_entry(n), extra: bytes(version) }");
    expect(view.records).toMatchObject([
      { name: "NoteImageBaseEntry", proto: "base_entry" },
      { name: "NoteImageEntry", proto: "note" },
    ]);
    expect(view.text).toContain("  return Object.assign(message, { extra });\n");
    expect(view.text).toContain("  /** Messages; their number is in `n`. */\n  extra: NoteImageBaseEntry[];\n");
    expect(view.text).toContain('  const extra = readMany(r, message.n, "extra", readNoteImageBaseEntry);\n');
    expect(view.text).toContain(
      '  writeMany(w, entry.extra, entry.n, "n", "extra", writeBaseEntry, writeNoteImageBaseEntryExtra);\n',
    );
    expect(importsFrom(view, "runtime/image/runs")).toEqual(["readMany", "readRun", "writeMany", "writeRun"]);
    expect(importsFrom(view, "messages/base-entry", true)).toEqual(["BaseEntry"]);
    expect(importsFrom(view, "runtime/wire/reader", true)).toEqual(["Reader"]);
    expect(importsFrom(view, "runtime/wire/writer", true)).toEqual(["Writer"]);
    const plain = textOf("{ messages: base_entry(n) }");
    expect(plain).toContain("  extra: BaseEntry[];\n");
    expect(plain).toContain('= readMany(r, message.n, "extra", readBaseEntry);\n');
    expect(plain).toContain('  writeMany(w, entry.extra, entry.n, "n", "extra", writeBaseEntry);\n');
  });

  it("uses the names that the table gives to fields", () => {
    const names = "names: { note.n: many, note.on: is_on }\nimages:";
    const layout =
      "first: note, entries: note if on, extra: [{ a: bytes(n) if on }, { b: { messages: base_entry(n) } }]";
    const images = table(row("NOTE", `magic: 5, ${layout}`)).replace("images:", names);
    const model = modelOf([], MESSAGES, { images });
    const text = modulesOf(model, ["codec"]).get("src/images/note.ts");
    expect(text).toContain("const entriesIf = (first: Note): boolean => first.is_on !== false;\n");
    expect(text).toContain('= message.is_on !== false ? readRun(r, message.many, "many") : undefined;\n');
    expect(text).toContain('  writeMany(w, entry.extra?.b, entry.many, "many", "extra.b", writeBaseEntry);\n');
  });

  it("avoids the names of other variables and functions", () => {
    const words = ["r", "end", "message", "pads", "readNote", "readBaseEntry", "readNoteImageNote", "free"];
    const plain = words.map((word) => `{ ${word}: bytes(n) }`).join(", ");
    const nested = "{ x: { messages: base_entry(n) } }, { y: { messages: note(n), extra: bytes(n) } }";
    const parts = planOf(`magic: 5, entries: note, extra: [${plain}, ${nested}]`).records.at(-1)?.parts;
    expect(parts?.map(({ local }) => local)).toEqual([
      ...words.slice(0, -1).map((word) => `${word}_`),
      ...["free", "x", "y"],
    ]);
    expect(part("[{ readBaseEntry: bytes(n) }]")?.local).toBe("readBaseEntry");
  });

  it("can have several named parts", () => {
    const view = planOf("magic: 5, entries: note, extra: [{ a: bytes(n) }, { class: u16(n) if off }]");
    expect(view.records).toMatchObject([
      {
        isNamed: true,
      },
    ]);
    expect(view.text).toContain(
      "  return Object.assign(message, { extra: { a, ...(class_ !== undefined && { class: class_ }) } });\n",
    );
    expect(view.records[0]?.parts).toMatchObject([
      { name: "a", local: "a", path: "extra.a", when: undefined },
      { name: "class", local: "class_", path: "extra.class" },
    ]);
    expect(view.text).toContain('  writeRun(w, entry.extra?.a, entry.n, "n", "extra.a");\n');
    expect(view.text).toContain('writeUint16s(w, entry.extra?.class, entry.n, "n", "extra.class");\n');
    expect(importsFrom(view, "runtime/wire/writer")).toContain("checkObject");
    expect(importsFrom(planOf("magic: 5, entries: note, extra: bytes(n)"), "runtime/wire/writer")).toEqual([]);
  });
});

describe("the module `all` of a package", () => {
  const allOf = (model: Model) => allView(model.images.map((image) => planImage(model, image)));

  it("has each image's functions, and opens checkpoints by the inventory", () => {
    const view = allOf(modelOf([row("NOTE", "magic: 5, entries: note")], MESSAGES));
    expect(view.images.map(({ image, decode }) => [image, decode])).toEqual([
      ["BASE", "decodeBaseImage"],
      ["NOTE", "decodeNoteImage"],
    ]);
    expect(view.inventory).toEqual({ image: "BASE", version: "version" });
    expect(view.imports).toEqual([
      { from: "./images/base.ts", names: ["BaseImage"], typeOnly: true },
      { from: "./images/note.ts", names: ["NoteImage"], typeOnly: true },
      {
        from: "./runtime/image/checkpoint.ts",
        names: ["Checkpoint", "CheckpointFile", "CheckpointTable", "Codec", "Files"],
        typeOnly: true,
      },
      { from: "./runtime/image/descriptor.ts", names: ["ImageDescriptor", "Version"], typeOnly: true },
      { from: "./runtime/image/framing.ts", names: ["ReadOptions"], typeOnly: true },
      { from: "./runtime/image/image.ts", names: ["WriteOptions"], typeOnly: true },
      { from: "./images/base.ts", names: ["baseImage", "decodeBaseImage", "encodeBaseImage"], typeOnly: false },
      { from: "./images/note.ts", names: ["decodeNoteImage", "encodeNoteImage", "noteImage"], typeOnly: false },
      { from: "./magic.ts", names: ["VERSIONS"], typeOnly: false },
      {
        from: "./runtime/image/checkpoint.ts",
        names: ["codecOf", "encodeCheckpointWith", "identifyFile", "nameOf", "openCheckpointWith"],
        typeOnly: false,
      },
      { from: "./runtime/image/identify.ts", names: ["identify"], typeOnly: false },
      { from: "./runtime/wire/checks.ts", names: ["checkOptions"], typeOnly: false },
    ]);
  });

  it("uses the table's name for the version field", () => {
    const images = table().replace("images:", "names: { base_entry.version: format }\nimages:");
    expect(allOf(modelOf([], "", { images })).inventory).toEqual({ image: "BASE", version: "format" });
  });

  it("opens no checkpoints if no image has a version field", () => {
    const { images, ...model } = modelOf([row("NOTE", "raw: true")]);
    const view = allOf({ ...model, images: images.slice(1) });
    expect(view.inventory).toBeUndefined();
    expect(view.imports.flatMap(({ names }) => names)).not.toContain("openCheckpointWith");
  });
});
