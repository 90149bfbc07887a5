import { describe, expect, it } from "vitest";
import { toText } from "../../../cli/diff/text.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import type { Format, FormatImage, FormatMagic } from "../../../generator/model/format/format.ts";
import { diffFormats } from "../../../upstream/diff/diff.ts";
import { formatOf, told } from "./support.ts";

const EMPTY: Format = {
  name: "x",
  magics: new Map(),
  images: new Map(),
  messages: [],
  enums: [],
  display: { flags: new Map(), dicts: new Map(), more: new Map() },
};

/** Returns a format as if read from a source tree. */
function tree(magics: Readonly<Record<string, FormatMagic>>, images: Readonly<Record<string, FormatImage>>): Format {
  return { ...EMPTY, magics: new Map(Object.entries(magics)), images: new Map(Object.entries(images)) };
}

const diff = (before: Format, after: Format): string[] => told(diffFormats(before, after));

describe("heads of images", () => {
  const COMMON = { IMG_COMMON: { value: 1 } };
  const SERVICE = { IMG_SERVICE: { value: 2 } };
  const image = (...flags: readonly string[]): { A: FormatImage } => ({ A: { file: "a.img", flags } });
  const HEADED = "image A changed head head common>head service";

  it.each([
    ["both have all heads", { ...COMMON, ...SERVICE }, { ...COMMON, ...SERVICE }, [HEADED]],
    ["both have one head", COMMON, COMMON, [HEADED]],
    ["each has another one", COMMON, SERVICE, [HEADED]],
    ["one has none", {}, { ...COMMON, ...SERVICE }, []],
    ["the other has none", { ...COMMON, ...SERVICE }, {}, []],
    ["neither has any", {}, {}, []],
  ])("are compared if both formats have some: %s", (_, before, after, expected) => {
    const found = diff(tree(before, image()), tree(after, image("O_SERVICE")));
    expect(found.filter((text) => text.startsWith("image"))).toEqual(expected);
  });

  it("come from the table if both formats have them, and from flags if one lacks them", () => {
    const of = (head: FormatImage["head"], ...flags: readonly string[]): Format =>
      tree(COMMON, { A: { file: "a.img", flags, ...(head && { head }) } });
    expect(diff(of("none"), of("common"))).toEqual(["image A changed head head none>head common"]);
    expect(diff(of("none"), of(undefined))).toEqual([]);
    expect(diff(of(undefined, "O_SERVICE"), of("common", "O_SERVICE"))).toEqual([]);
  });
});

describe("magics of two formats", () => {
  it("break old readers if they are added as heads, and old files if they are removed", () => {
    const rules = (before: Format, after: Format): string[] =>
      diffFormats(before, after).flatMap((change) => change.rules.map(({ id }) => id));
    const [none, head, other] = [{}, { IMG_SERVICE: { value: 2 } }, { IMG: { value: 3 } }].map((all) => tree(all, {}));
    expect(rules(none ?? EMPTY, head ?? EMPTY)).toEqual(["heads-added"]);
    expect(rules(head ?? EMPTY, none ?? EMPTY)).toEqual(["heads-removed"]);
    expect(rules(none ?? EMPTY, other ?? EMPTY)).toEqual(["magic-added"]);
    expect(rules(other ?? EMPTY, none ?? EMPTY)).toEqual(["magic-removed"]);
  });

  const of = (magics: Readonly<Record<string, FormatMagic>>): Format => tree(magics, {});

  it.each([
    [{ A: { value: 5 } }, { B: { value: 5 } }, ["magic B renamed A>B"]],
    [{ A: { value: 0 } }, { B: { value: 0 } }, ["magic A removed 0x00000000", "magic B added 0x00000000"]],
    [
      { A: { value: 5, alias: "X" }, X: { value: 5 } },
      { B: { value: 5, alias: "X" }, X: { value: 5 } },
      ["magic A removed 0x00000005", "magic B added 0x00000005"],
    ],
    [
      { A: { value: 5 } },
      { A: { value: 6, alias: "X" } },
      ["magic A changed value 0x00000005>0x00000006", "magic A changed alias its own>X"],
    ],
    [{ A: { value: 5, alias: "X" } }, { A: { value: 5 } }, ["magic A changed alias X>its own"]],
    [{ A: { value: 5, town: "T" } }, { A: { value: 5, town: "V" } }, ["magic A changed town T>V"]],
    [{ A: { value: 5, town: "T" } }, { A: { value: 5 } }, []],
    [{ A: { value: 5 } }, { A: { value: 5, town: "V" } }, []],
    [
      { A: { value: 5, town: "T" } },
      { B: { value: 5, town: "V" } },
      ["magic B renamed A>B", "magic B changed town T>V"],
    ],
  ])("are compared: %j → %j", (before, after, expected) => {
    expect(diff(of(before), of(after))).toEqual(expected);
  });

  it("are ignored for raw images if the other format is a schema", () => {
    const versions = [{ name: "v1.1", value: 2, heads: true }];
    const raw = of({ RAW_IMAGE: { value: 0 }, A: { value: 5 } });
    const schema: Format = { ...of({ A: { value: 5 } }), versions };
    expect(diff(raw, schema)).toEqual([]);
    expect(diff(schema, raw)).toEqual([]);
    expect(diff(of({}), raw)).toEqual(["magic RAW_IMAGE added 0x00000000", "magic A added 0x00000005"]);
  });

  it("are reported once if an image and its magic share a name", () => {
    const image = (magic: number | undefined): { A: FormatImage } => ({
      A: { file: "a", flags: [], ...(magic && { magic }) },
    });
    const both = (magic: number, own = magic): Format => tree({ A: { value: own } }, image(magic));
    expect(diff(both(5), both(6))).toEqual(["magic A changed value 0x00000005>0x00000006"]);
    expect(diff(both(5, 7), both(6, 7))).toEqual(["image A changed magic 0x00000005>0x00000006"]);
    expect(diff(both(5, 7), both(6))).toEqual([
      "image A changed magic 0x00000005>0x00000006",
      "magic A changed value 0x00000007>0x00000006",
    ]);
    expect(diff(tree({}, image(undefined)), tree({}, image(6)))).toEqual(["image A changed magic raw>0x00000006"]);
  });
});

describe("images of two formats", () => {
  const of = (images: Readonly<Record<string, FormatImage>>): Format => tree({}, images);
  const a = { file: "a.img", magic: 5, flags: [] };

  it("are renamed only if file and magic are the same", () => {
    expect(diff(of({ A: a }), of({ B: a }))).toEqual(["image B renamed A>B"]);
    expect(diff(of({ A: a }), of({ B: { ...a, magic: 6 } }))).toEqual(["image A removed a.img", "image B added a.img"]);
    const b = { ...a, magic: 6 };
    expect(diff(of({ A: a, C: b }), of({ B: a, D: b }))).toEqual(["image B renamed A>B", "image D renamed C>D"]);
    expect(diff(of({ A: a }), of({ B: a, C: a }))).toHaveLength(3);
    expect(diff(of({ A: a, D: a }), of({ B: a }))).toHaveLength(3);
    const renamed = diff(of({ A: a }), of({ B: { ...a, flags: ["O_NOBUF", "O_FORCE_LOCAL"] } }));
    expect(renamed).toEqual(["image B renamed A>B", "image B changed flags no flags>O_FORCE_LOCAL | O_NOBUF"]);
  });

  it("are compared by the properties that both formats have", () => {
    const message = { name: "m", comment: "", fields: [], at: { file: "", line: 1, column: 1 } };
    const layout = { entries: { message: "m", at: message.at } };
    const laid = { ...of({ A: { ...a, layout, version: "v" } }), messages: [message] };
    expect(diff({ ...of({ A: a }), messages: [message] }, laid)).toEqual([]);
    expect(diff({ ...of({ A: { ...a, layout } }), messages: [message] }, laid)).toEqual([
      "image A changed version version none>version v",
    ]);
    const empty = { ...of({ A: { ...a, layout: {} } }), messages: [message] };
    expect(diff(empty, { ...laid, images: new Map([["A", { ...a, layout }]]) })).toEqual([
      "image A changed layout empty>entries m",
    ]);
  });
});

describe("versions of two formats", () => {
  const of = (...versions: NonNullable<Format["versions"]>): Format => ({ ...EMPTY, versions });
  const V1 = { name: "v1.0", value: 1, heads: false };
  const V2 = { name: "v1.1", value: 2, heads: true };

  it.each([
    [of(V1), of(V1, V2), ["version v1.1 added 2, heads"]],
    [of(V1, V2), of(V1), ["version v1.1 removed 2, heads"]],
    [of(V1), of({ ...V1, heads: true }), ["version v1.0 changed 1, no heads>1, heads"]],
    [of(V1), of({ ...V1, name: "old" }), ["version old renamed v1.0>old"]],
    [
      of(V1),
      of({ name: "old", value: 1, heads: true }),
      ["version old renamed v1.0>old", "version old changed 1, no heads>1, heads"],
    ],
    [of(V1, V2), of({ name: "v1.0", value: 1 }, { name: "x", value: 2 }), []],
    [
      of({ name: "v1.0", value: 1 }),
      of({ name: "v1.0", value: 1 }, { name: "v1.2", value: 3 }),
      ["version v1.2 added 3"],
    ],
    [of(V1, { name: "pre", value: 0, heads: true }), of({ name: "v1.0", value: 1 }), []],
    [of(V1), of({ name: "v1.0", value: 9 }), ["version v1.0 changed 1>9"]],
    [of({ name: "v1.0", value: 9 }), of(V1), ["version v1.0 changed 9>1"]],
    [of(V1, { name: "pre", value: 0, heads: true }), of(V1), ["version pre removed 0, heads"]],
    [of(V1), EMPTY, []],
    [EMPTY, of(V1), []],
  ])("are compared by name and number (%#)", (before, after, expected) => {
    expect(diff(before, after)).toEqual(expected);
  });
});

describe("notes in a comparison", () => {
  const noted = (fields: string, notes: Readonly<Record<string, string>>): Format => ({
    ...formatOf(fields),
    notes: new Map(Object.entries(notes)),
  });
  const notesOf = (before: string, after: string): (string | undefined)[] =>
    diffFormats(formatOf(before), noted(after, { "m.a": "A", "m.b": "B" })).map(({ note }) => note);

  it("belong to fields in both formats, under their new names", () => {
    expect(notesOf("optional uint32 a = 1;", "optional uint64 a = 1;")).toEqual(["A"]);
    expect(notesOf("optional uint32 a = 1;", "optional uint32 b = 1;")).toEqual(["B"]);
    expect(notesOf("optional uint32 a = 1;", "optional uint32 a = 2;")).toEqual(["A"]);
  });

  it("are absent for added and removed fields", () => {
    expect(notesOf("", "optional uint32 a = 1;")).toEqual([undefined]);
    expect(notesOf("optional uint32 a = 1;", "")).toEqual([undefined]);
    expect(notesOf("optional uint32 c = 1;", "optional uint64 c = 1;")).toEqual([undefined]);
  });

  it("appear below their change in the text", () => {
    const text = (before: string, after: Format): string => {
      const changes = diffFormats(formatOf(before), after);
      return toText({ before: "x", after: "y", changes, isRefused: () => false, uncompared: [] }, terminalOf({}));
    };
    const both = text(
      "optional uint32 a = 1;",
      noted("optional uint64 a = 1; optional uint32 b = 2;", { "m.a": "A", "m.b": "B" }),
    );
    expect(both.match(/known: .*/g)).toEqual(["known: A."]);
  });
});
