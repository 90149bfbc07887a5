import { describe, expect, it } from "vitest";
import { loadModel } from "../../generator/generate.ts";
import { sampleImage } from "../../generator/plan/sample/image.ts";
import { createSampler } from "../../generator/plan/sample/message.ts";
import { proto, row, table, tinySchema } from "../support/schema.ts";

/** Returns the sample of an image as hex, without spaces. */
function sampleOf(keys: string, messages: string): string | undefined {
  const images = table(row("NOTE", keys));
  const model = loadModel(tinySchema({ images, protos: { "note.proto": proto(messages) } }));
  const image = model.images.find(({ name }) => name === "NOTE");
  const sample = image && sampleImage(createSampler(model), image);
  return sample && Buffer.from([...sample.begin, ...sample.entry, ...sample.entry].flat()).toString("hex");
}

const HEADS = "19435654 23222222";
const hex = (text: string): string => text.replaceAll(/\s/g, "");

describe("a sample", () => {
  it("has a head, a magic and two entries with a value in every field", () => {
    const message = "message note {\n  required uint32 a = 1;\n  optional sint32 b = 2;\n  repeated fixed32 c = 3;\n}";
    const entry = "16000000 08ffffffff0f 10ffffffff0f 1dffffffff 1dffffffff";
    expect(sampleOf("magic: 0x22222223, entries: note", message)).toBe(hex(`${HEADS} ${entry} ${entry}`));
  });

  it("has extras as long as their length fields say, with pads, and only if their conditions hold", () => {
    const message = "message note {\n  required uint32 n = 1;\n  optional bool more = 2;\n}";
    const extra = "[{ a: bytes(n) pad 4 unless more }, { b: u16(n) if more }]";
    const entry = "04000000 0803 1000 fffefd00";
    expect(sampleOf(`magic: 0x22222223, entries: note, extra: ${extra}`, message)).toBe(
      hex(`${HEADS} ${entry} ${entry}`),
    );
  });

  it("has packed lists, maps and the first field of a oneof", () => {
    const message = `message note {
  repeated bool a = 1 [packed = true];
  map<uint32, bool> b = 2;
  oneof c { bool d = 3; bool e = 4; }
}`;
    const entry = "0f000000 0a020101 120808ffffffff0f1001 1801".replace("0f000000", "10000000");
    expect(sampleOf("magic: 0x22222223, entries: note", message)).toBe(hex(`${HEADS} ${entry} ${entry}`));
  });

  it("has required messages at any depth, and optional ones down to the third", () => {
    const chain = (label: string): string =>
      [0, 1, 2, 3, 4, 5].map((i) => `message note${i} { ${label} note${i + 1} inner = 1; }`).join("\n");
    const sample = (label: string) =>
      sampleOf("magic: 0x22222223, entries: note0", `${chain(label)}\nmessage note6 { required bool a = 1; }`);
    const [deep, shallow] = ["0e000000 0a0c0a0a0a080a060a040a020801", "06000000 0a040a020a00"];
    expect(sample("required")).toBe(hex(`${HEADS} ${deep} ${deep}`));
    expect(sample("optional")).toBe(hex(`${HEADS} ${shallow} ${shallow}`));
  });

  it("ends at recursive messages, and is absent if the recursion is required", () => {
    const loop = (label: string): string => `message note {\n  ${label} note inner = 1;\n}`;
    expect(sampleOf("magic: 0x22222223, entries: note", loop("optional"))).toBe(
      hex(`${HEADS} 06000000 0a040a020a00 06000000 0a040a020a00`),
    );
    expect(sampleOf("magic: 0x22222223, entries: note", loop("required"))).toBe(undefined);
  });

  it("is absent, without long computation, if required messages multiply", () => {
    const chain = (label: string): string =>
      Array.from(
        { length: 40 },
        (_, i) => `message n${i} { ${label} n${i + 1} a = 1; ${label} n${i + 1} b = 2; }`,
      ).join("\n");
    const last = "message n40 { required uint32 a = 1; }";
    expect(sampleOf("magic: 0x22222223, entries: n0", `${chain("required")}\n${last}`)).toBe(undefined);
    expect(sampleOf("magic: 0x22222223, entries: n0", `${chain("repeated")}\n${last}`)).toMatch(/^1943565423222222/);
    const fields = Array.from({ length: 100 }, (_, i) => `repeated wide f${i} = ${i + 1};`).join(" ");
    expect(sampleOf("magic: 0x22222223, entries: wide", `message wide { ${fields} }`)).toMatch(/^1943565423222222/);
  });
});
