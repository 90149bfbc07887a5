import { describe, expect, it } from "vitest";
import type { SourcePlace } from "../../../generator/model/format/at.ts";
import { type Change, diffFormats } from "../../../upstream/diff/diff.ts";
import { openFormat } from "../../../upstream/diff/open.ts";
import { row, table, tinySchema } from "../../support/schema.ts";
import { changedFile, changedTree } from "../criu/trees.ts";
import { message } from "./support.ts";

/* Each change is at its line of the newer side. */

function changesOf(before: string, after: string): readonly Change[] {
  return diffFormats(openFormat(before, after), openFormat(after, before));
}

/** Returns the only change of this kind, with its place as `file:line`. */
function placeOf(changes: readonly Change[], what: string, name: string): string {
  const found = changes.filter(({ difference }) => difference.what === what && difference.name === name);
  expect(found.map(({ difference }) => difference.name)).toEqual([name]);
  const at: SourcePlace | undefined = found[0]?.at;
  return `${at?.file}:${at?.line}`;
}

/** Returns the line with a text, counted from 1. */
function lineOf(text: string, part: string): number {
  const index = text.split("\n").findIndex((line) => line.includes(part));
  expect(index, part).toBeGreaterThan(-1);
  return index + 1;
}

describe("the place of a change in a source tree", () => {
  it.each([
    ["image", "WHEELS", "criu/image-desc.c", '"wheels-%u"', '"tyres-%u"', '"tyres'],
    ["magic", "WHEELS", "criu/include/magic.h", "0x51364532", "0x51364533", "0x51364533"],
    ["version", "v1.1", "criu/include/magic.h", "V1_1 2", "V1_1 3", "V1_1"],
    ["display name", "Up", "lib/pycriu/images/pb2dict.py", "1: 'Left',", "1: 'Left',\n        3: 'Up',", "'Up'"],
    [
      "display name",
      "PE_X",
      "lib/pycriu/images/pb2dict.py",
      "    ('PE_LAZY'",
      "    ('PE_X', 8),\n    ('PE_LAZY'",
      "PE_X",
    ],
  ])("is, for %s %s, in %s", (what, name, file, from, to, line) => {
    let text = "";
    const after = changedTree(file, (old) => {
      text = old.replace(from, to);
      return text;
    });
    expect(
      placeOf(
        changesOf(
          changedTree(file, (old) => old),
          after,
        ),
        what,
        name,
      ),
    ).toBe(`${file}:${lineOf(text, line)}`);
  });

  it("is the declaration of a message, a field or a value; of a lost one, that of its owner, or its file", () => {
    const path = "images/wheel.proto";
    const more =
      "\nmessage spoke {\n  optional uint32 length = 1;\n  optional uint32 width = 2;\n}\nenum hub {\n  A = 0;\n  B = 1;\n}\n";
    let text = "";
    const [none, all] = [changedTree(path, (old) => old), changedTree(path, (old) => (text = old + more))];
    const less = changedFile(
      changedTree(path, (old) => old + more),
      path,
      (old) => old.replace("  optional uint32 width = 2;\n", "").replace("  B = 1;\n", ""),
    );
    const at = (part: string): string => `${path}:${lineOf(text, part)}`;
    expect(placeOf(changesOf(none, all), "message", "spoke")).toBe(at("message spoke"));
    expect(placeOf(changesOf(less, all), "field", "width")).toBe(at("width = 2"));
    expect(placeOf(changesOf(less, all), "enum value", "B")).toBe(at("B = 1"));
    expect(placeOf(changesOf(all, less), "field", "width")).toBe(at("message spoke"));
    expect(placeOf(changesOf(all, less), "enum value", "B")).toBe(`${path}:${lineOf(text, "enum hub") - 1}`);
    expect(placeOf(changesOf(all, none), "message", "spoke")).toBe(`${path}:1`);
  });
});

describe("the place of a change in a schema", () => {
  const schema = (rows: string, display: string): string =>
    tinySchema({
      images: table(rows),
      display,
      protos: message('optional uint32 a = 1 [(criu).flags = "f"];'),
    });
  const THING = row("THING", "magic: 0x22222223, town: T, entries: m");

  it("is in images.yaml or display.yaml", () => {
    const [one, other] = [
      schema(THING, "dicts: {}\nflags:\n  f:\n    A: 0x1\n"),
      schema(THING.replace("0x22222223", "0x22222224"), "dicts: {}\nflags:\n  f:\n    A: 0x1\n    B: 0x2\n"),
    ];
    const changes = changesOf(one, other);
    expect(placeOf(changes, "display name", "B")).toBe("display.yaml:5");
    expect(placeOf(changes, "magic", "THING")).toMatch(/^images\.yaml:\d+$/);
    expect(placeOf(changesOf(other, one), "display name", "B")).toBe("display.yaml:1");
  });
});
