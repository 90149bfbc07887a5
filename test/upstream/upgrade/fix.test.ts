import { describe, expect, it } from "vitest";
import { row, type SchemaTexts, table } from "../../support/schema.ts";
import { projectWith, schemaOf, upgradeTo } from "./support.ts";

/* The safe edits: each program before and after. A file of the project each; its rest compiles with the new package. */

interface Program {
  readonly from: string;
  readonly to: string;
}

/** Checks the edits of each program, and that nothing is left unless `left` says so. */
function itMends(
  before: SchemaTexts,
  after: SchemaTexts,
  programs: Readonly<Record<string, Program>>,
  left: readonly string[] = [],
): void {
  it(`mends ${Object.keys(programs).join("; ")}`, () => {
    const all = Object.values(programs);
    const folder = projectWith(before, Object.fromEntries(all.map(({ from }, i) => [`p${i}.ts`, from])));
    const found = upgradeTo(folder, after);
    const texts = new Map(found.files.map((file) => [file.path.slice(file.path.lastIndexOf("/") + 1), file.after]));
    expect(all.map(({ from }, i) => texts.get(`p${i}.ts`) ?? from)).toEqual(all.map(({ to }) => to));
    expect(found.left().map(({ effect, source }) => `${effect.kind} ${source.trim()}`)).toEqual(left);
  });
}

const HEAD = 'import type { M } from "criu-images";\ndeclare const m: M;\n';

/** A program and its new text, both after the same head. */
const edit = (from: string, to: string): Program => ({ from: HEAD + from, to: HEAD + to });

describe("the edits for a renamed field", () => {
  itMends(
    schemaOf("required uint32 id = 1; optional uint32 old = 2;"),
    schemaOf("required uint32 id = 1; optional uint32 fresh = 2;"),
    {
      "a property": edit("export const a = m.old;", "export const a = m.fresh;"),
      "an element": edit('export const a = [m["old"], m[`old`]];', 'export const a = [m["fresh"], m[`fresh`]];'),
      destructuring: edit("export const { old, id } = m;", "export const { fresh: old, id } = m;"),
      "destructuring with a default": edit("export const { old = 1 } = m;", "export const { fresh: old = 1 } = m;"),
      "destructuring to another name": edit("export const { old: a } = m;", "export const { fresh: a } = m;"),
      objects: edit("export const a: M = { id: 1, old: 2 };", "export const a: M = { id: 1, fresh: 2 };"),
      shorthands: edit(
        "const old = 1;\nexport const a: M = { id: 1, old };",
        "const old = 1;\nexport const a: M = { id: 1, fresh: old };",
      ),
      keys: edit('export type A = Pick<M, "old"> | M["old"];', 'export type A = Pick<M, "fresh"> | M["fresh"];'),
    },
  );
});

describe("the edits for a renamed message and enum", () => {
  const texts = (message: string, one: string, value: string): SchemaTexts =>
    schemaOf(
      `optional ${message} other = 1; optional ${one} kind = 2;`,
      `message ${message} { required uint32 a = 1; } enum ${one} { A = 0; ${value} = 1; }`,
    );
  itMends(texts("old", "sort", "B"), texts("fresh", "sort", "C"), {
    "imports and their uses": {
      from: 'import { decodeOld, type Old, Sort } from "criu-images";\nexport const f = (): Old => decodeOld(new Uint8Array());\nexport const b = Sort.B;\n',
      to: 'import { decodeFresh, type Fresh, Sort } from "criu-images";\nexport const f = (): Fresh => decodeFresh(new Uint8Array());\nexport const b = Sort.C;\n',
    },
    "an import with `as`": {
      from: 'import { encodeOld as mine } from "criu-images/messages/old";\nexport const a = [mine];\n',
      to: 'import { encodeFresh as mine } from "criu-images/messages/fresh";\nexport const a = [mine];\n',
    },
    "a name that is taken": {
      from: 'import type { Old } from "criu-images";\nexport interface Fresh {\n  mine: Old;\n}\n',
      to: 'import type { Fresh as Old } from "criu-images";\nexport interface Fresh {\n  mine: Old;\n}\n',
    },
    "a re-export, whose name stays": {
      from: 'export { type Old, decodeOld as read } from "criu-images";\n',
      to: 'export { type Fresh as Old, decodeFresh as read } from "criu-images";\n',
    },
    "a use of another file's re-export, which stays": {
      from: 'import type { Old } from "./p3.ts";\nexport const a: Old = { a: 1 };\n',
      to: 'import type { Old } from "./p3.ts";\nexport const a: Old = { a: 1 };\n',
    },
    "a namespace": {
      from: 'import * as criu from "criu-images";\nexport const f = (a: criu.Old) => criu.encodeOld(a);\nexport type T = import("criu-images").Old;\n',
      to: 'import * as criu from "criu-images";\nexport const f = (a: criu.Fresh) => criu.encodeFresh(a);\nexport type T = import("criu-images").Fresh;\n',
    },
    "a shorthand of a function": {
      from: 'import { decodeOld } from "criu-images";\nexport const all = { decodeOld };\n',
      to: 'import { decodeFresh } from "criu-images";\nexport const all = { decodeOld: decodeFresh };\n',
    },
    "an exported import": {
      from: 'import { readOld } from "criu-images";\nexport { readOld };\n',
      to: 'import { readFresh } from "criu-images";\nexport { readFresh as readOld };\n',
    },
  });
});

describe("the edits for a renamed image", () => {
  const named = (name: string): SchemaTexts => {
    const thing = row("THING", "magic: 0x22222223, town: T, entries: m").replace("THING", name);
    return { ...schemaOf("required uint32 id = 1;"), images: table(thing) };
  };
  itMends(named("THING"), named("OBJECT"), {
    "functions, types, names and keys": {
      from: 'import { decodeThingImage, encodeThingImage, MAGICS, type ImageName, type Images, type ThingImage, thingImage } from "criu-images";\nexport const a = (b: Uint8Array): ThingImage => decodeThingImage(b);\nexport const c = encodeThingImage({ image: "THING", entries: [{ id: 1 }] });\nexport const d: ImageName = "THING";\nexport const e = [MAGICS.THING, thingImage.image === "THING"];\nexport type F = Images["THING"];\nexport const g: "THING" | "MINE" = "MINE";\n',
      to: 'import { decodeObjectImage, encodeObjectImage, MAGICS, type ImageName, type Images, type ObjectImage, objectImage } from "criu-images";\nexport const a = (b: Uint8Array): ObjectImage => decodeObjectImage(b);\nexport const c = encodeObjectImage({ image: "OBJECT", entries: [{ id: 1 }] });\nexport const d: ImageName = "OBJECT";\nexport const e = [MAGICS.OBJECT, objectImage.image === "OBJECT"];\nexport type F = Images["OBJECT"];\nexport const g: "THING" | "MINE" = "MINE";\n',
    },
  });
});

describe("the edits for a field that can be absent from now on", () => {
  itMends(
    schemaOf("required uint32 id = 1; required bytes raw = 2;"),
    schemaOf("optional uint32 id = 1 [default = 7]; required bytes raw = 2;"),
    {
      "a value": edit("export const a = m.id;", "export const a = m.id ?? 7;"),
      "an operand": edit("export const a = m.id + 1;", "export const a = (m.id ?? 7) + 1;"),
      "a call on it": edit("export const a = m.id.toFixed();", "export const a = (m.id ?? 7).toFixed();"),
      "an argument": edit("export const a = Math.max(1, m.id);", "export const a = Math.max(1, m.id ?? 7);"),
      destructuring: edit("export const { id, raw } = m;", "export const { id = 7, raw } = m;"),
      "destructuring to another name": edit("export const { id: a } = m;", "export const { id: a = 7 } = m;"),
      "a template": edit(
        "export const a = `#{m.id}`;".replace("#", "$"),
        "export const a = `#{m.id ?? 7}`;".replace("#", "$"),
      ),
      "nothing that expects it": edit("export const a = m.id ?? 1;", "export const a = m.id ?? 1;"),
    },
  );
  itMends(
    schemaOf("required uint32 id = 1;"),
    schemaOf("optional uint32 id = 1;"),
    { "nothing if the schema declares no default": edit("export const a = m.id + 1;", "export const a = m.id + 1;") },
    ["became-optional export const a = m.id + 1;"],
  );
});

describe("the edits for a new list", () => {
  const before = schemaOf("optional uint32 id = 1;");
  itMends(before, schemaOf("optional uint32 id = 1; repeated uint32 list = 2; map<uint32, string> names = 3;"), {
    "an object in a line": edit(
      "export const a: M = { id: 1 };",
      "export const a: M = { id: 1, list: [], names: new Map() };",
    ),
    "an object of lines": edit(
      "export const a: M = {\n  id: 1,\n};",
      "export const a: M = {\n  id: 1,\n  list: [],\n  names: new Map(),\n};",
    ),
    "a spread, which has it": edit("export const a: M = { ...m };", "export const a: M = { ...m };"),
  });
  itMends(
    before,
    schemaOf("optional uint32 id = 1; required uint32 more = 2;"),
    { "no field that is required": edit("export const a: M = { id: 1 };", "export const a: M = { id: 1 };") },
    ["new-required export const a: M = { id: 1 };"],
  );
});

describe("the edits for a number of another kind", () => {
  itMends(
    schemaOf("required uint32 size = 1; required uint64 wide = 2;"),
    schemaOf("required uint64 size = 1; required uint32 wide = 2;"),
    {
      "literals that are written or compared": edit(
        "export const a: M = { size: 0x10, wide: 5n };\nm.size = 1_000;\nexport const b = [m.size === 5, 5n !== m.wide];",
        "export const a: M = { size: 0x10n, wide: 5 };\nm.size = 1_000n;\nexport const b = [m.size === 5n, 5 !== m.wide];",
      ),
      "nothing else": edit(
        "export const a = m.size * 2;\nm.size = 1.5e3;\nm.wide = 2n ** 60n;",
        "export const a = m.size * 2;\nm.size = 1.5e3;\nm.wide = 2n ** 60n;",
      ),
    },
    ["retyped export const a = m.size * 2;", "retyped m.size = 1.5e3;", "retyped m.wide = 2n ** 60n;"],
  );
});
