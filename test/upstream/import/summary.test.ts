import { describe, expect, it } from "vitest";
import type { Format } from "../../../generator/model/format/format.ts";
import { formatOfTree } from "../../../upstream/criu/tree.ts";
import { withoutOwn } from "../../../upstream/import/own.ts";
import { firstDifference, summarize } from "../../../upstream/import/summary.ts";
import { treeOf } from "./support.ts";

type Tree = NonNullable<Parameters<typeof treeOf>[0]>;

const bits = (map: string, name: string, bit: number) => new Map([[map, [{ name, bit }]]]);
const codes = (dict: string, ...all: readonly (readonly [number, string])[]) =>
  new Map([[dict, new Map([["f", new Map(all)]])]]);
const display = { flags: bits("f", "A", 1), dicts: codes("d", [1, "X"], [2, "Y"]), more: bits("m", "B", 1) };

const WHOLE: Tree = {
  images: { A: { file: "a.img", magic: "A", flags: ["O_NOBUF", "O_SERVICE"] }, RAW: { file: "raw.img", magic: "RAW" } },
  magics: { A: 5, RAW: 0, CRTOOLS_IMAGES_V1: 1 },
  protos: { "m.proto": "message m { optional uint64 a = 1 [default = 5]; } enum e { K = 0; }" },
  display,
};

const format = (change: Tree = {}): Format => formatOfTree(treeOf({ ...WHOLE, ...change }));
const A = { file: "a.img", magic: "A", flags: ["O_NOBUF", "O_SERVICE"] };
const RAW = { file: "raw.img", magic: "RAW" };
const proto = (text: string): Tree => ({ protos: { "m.proto": text } });
const FIELD = "optional uint64 a = 1 [default = 5];";

describe("counts of an import's changes", () => {
  it.each<[what: string, change: Tree, added: string[], changed: string[], removed: string[]]>([
    ["images", { images: { A: { ...A, file: "b.img" }, B: A } }, ["B"], ["A"], ["RAW"]],
    ["images", { images: { A: { ...A, flags: ["O_NOBUF"] }, RAW } }, [], ["A"], []],
    ["images", { images: { A: { ...A, flags: [...A.flags].reverse() }, RAW } }, [], [], []],
    ["magics", { magics: { A: 6, B: 7, NULL: 0, CRTOOLS_IMAGES_V1: 1 }, images: { A } }, ["B"], ["A"], []],
    ["versions", { magics: { A: 5, RAW: 0, CRTOOLS_IMAGES_V1: 2, CRTOOLS_IMAGES_V1_1: 3 } }, ["v1.1"], ["v1.0"], []],
    ["messages", proto(`message n { ${FIELD} } enum e { K = 0; }`), ["n"], [], ["m"]],
    ["fields", proto(`message m { ${FIELD} optional bool b = 2; } enum e { K = 0; }`), ["m.b"], [], []],
    ["fields", proto(`message m { ${FIELD.replace("5]", "6]")} } enum e { K = 0; }`), [], ["m.a"], []],
    ["fields", proto(`// Other words\nmessage m { /* here */ ${FIELD} } enum e { K = 0; }`), [], [], []],
    ["enum values", proto(`message m { ${FIELD} } enum e { L = 0; K = 1; }`), ["e.L"], ["e.K"], []],
    ["names of bits", { display: { ...display, flags: bits("f", "A", 2) } }, [], ["f"], []],
    ["names in C alone", { display: { ...display, more: bits("n", "B", 1) } }, ["n"], [], ["m"]],
    ["names of codes", { display: { ...display, dicts: codes("d", [1, "Z"], [2, "Y"]) } }, [], ["d.f"], []],
    ["names of codes", { display: { ...display, dicts: codes("d", [2, "Y"], [1, "X"]) } }, [], [], []],
  ])("list the %s", (what, change, added, changed, removed) => {
    const counts = summarize(format(), format(change));
    expect(counts.find((count) => count.what === what)).toEqual({ what, added, changed, removed });
  });

  it("have no first difference if only a magic without an image differs", () => {
    expect(firstDifference(format(), format())).toBeUndefined();
    const numbers = { ...WHOLE.magics, OTHER: 9 };
    expect(firstDifference(format({ magics: numbers }), format())).toBeUndefined();
    expect(firstDifference(format(), format({ magics: numbers }))).toBeUndefined();
    expect(firstDifference(format(), format({ images: { A } }))).toBe("images: RAW");
    expect(firstDifference(format(), format({ images: { ...WHOLE.images, B: RAW } }))).toBe("images: B");
    expect(firstDifference(format(), format(proto("message m { } enum e { K = 0; }")))).toBe("fields: m.a");
    const { versions: _, ...unversioned } = format();
    expect(firstDifference(unversioned, format())).toBeUndefined();
    expect(firstDifference(format({ magics: { ...WHOLE.magics, CRTOOLS_IMAGES_V1: 7 } }), format())).toBe(
      "versions: v1.0",
    );
  });
});

it("withoutOwn omits the schema's own additions, and nothing else", () => {
  const none = { images: new Set<string>(), reserved: new Set<string>(), versions: new Set<string>() };
  const nothing = { ...none, blocks: new Set<string>(), flags: new Set<string>(), dicts: new Set<string>() };
  expect(withoutOwn(format(), nothing)).toEqual(format());
  const whole = format({
    magics: { ...WHOLE.magics, KEPT: 8 },
    protos: { "m.proto": `message m { ${FIELD} message in { } } message n { } enum e { K = 0; } enum f { L = 0; }` },
  });
  const own = {
    ...{ images: new Set(["A"]), reserved: new Set(["KEPT"]), versions: new Set(["v1.0"]) },
    ...{ blocks: new Set(["m", "f"]), flags: new Set(["f", "m"]), dicts: new Set(["d"]) },
  };
  const left = withoutOwn(whole, own);
  expect([...left.images.keys(), ...left.magics.keys()]).toEqual(["RAW", "RAW"]);
  expect([...left.messages, ...left.enums].map(({ name }) => name)).toEqual(["n", "e"]);
  expect([left.versions, left.display.flags.size, left.display.dicts.size, left.display.more.size]).toEqual([
    [],
    0,
    0,
    0,
  ]);
});
