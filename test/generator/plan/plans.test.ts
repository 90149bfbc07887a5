import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { flatMessage } from "../../../generator/plan/columns.ts";
import { planDisplay } from "../../../generator/plan/display.ts";
import { planFileName } from "../../../generator/plan/file-name.ts";
import { planImage } from "../../../generator/plan/image.ts";
import { proto, row, table, tinySchema } from "../../support/schema.ts";

const PROTOS = {
  "note.proto": proto(`import "opts.proto";
message note { required uint32 size = 1; }
message head { optional bool whole = 1; }
message shown { optional uint32 kind = 1 [(criu).dict = "d"]; optional uint32 other = 2 [(criu).dict = "d"]; }`),
  "opts.proto": proto(`import "google/protobuf/descriptor.proto";
message CRIU_Opts { optional string dict = 1; }
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1000; }`),
};

/** Loads a table with these rows. */
function modelOf(...rows: readonly string[]) {
  const display = "flags: {}\ndicts: { d: { kind: { 1: ONE } } }\n";
  return loadModel(tinySchema({ images: table(...rows), protos: PROTOS, display }));
}

it.each([
  ["a-%u.img", "number", "a-42.img"],
  ["a-%d.img", "number", "a-42.img"],
  ["a-%x.img", "number", "a-2a.img"],
  ["a-%lu.img", "long", "a-42.img"],
  ["a-%ld.img", "long", "a-42.img"],
  ["a-%s.img", "word", "a-dump.img"],
])("the id in %s is a %s", (file, kind, example) => {
  const { images } = modelOf(`NOTE: { about: A thing, file: ${file}, magic: 5, entries: note }`);
  const image = images.find(({ name }) => name === "NOTE");
  expect(image && planFileName(image)).toEqual({ kind, example });
});

describe("an alias", () => {
  const plans = (layout: string) => {
    const model = modelOf(row("NOTE", "magic: 5, entries: note"), row("OLD", `magic: NOTE, ${layout}`));
    return model.images.map((image) => planImage(model, image).alias);
  };

  it("names the row that owns its magic, and tells whether its layout differs from that row's", () => {
    expect(plans("entries: note")).toEqual([undefined, undefined, { image: "NOTE", differs: false }]);
    expect(plans("entries: note, extra: bytes(size)")).toEqual([
      undefined,
      undefined,
      { image: "NOTE", differs: true },
    ]);
  });
});

it("columns are for images whose entries are all of the content", () => {
  const layouts = ["entries: note", "entries: note, extra: bytes(size)", "first: head, entries: note unless whole"];
  const flat = layouts.map((layout) => {
    const model = modelOf(row("NOTE", `magic: 5, ${layout}`));
    return model.images.filter((image) => flatMessage(model, image) !== undefined).map(({ name }) => name);
  });
  expect(flat).toEqual([["BASE", "NOTE"], ["BASE"], ["BASE"]]);
});

it("a field is shown by a dictionary only if that has codes for it", () => {
  const model = modelOf(row("NOTE", "magic: 5, entries: shown"));
  const fields = model.messages.find(({ name }) => name === "shown")?.fields ?? [];
  expect(fields.map((field) => planDisplay(model, field))).toEqual([{ dict: "d.kind" }, {}]);
});
