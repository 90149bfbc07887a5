import { describe, expect, it } from "vitest";
import type { SchemaTexts } from "../../support/schema.ts";
import { marked, placesOf, projectWith, schemaOf, upgradeTo } from "./support.ts";

/* Each way to use a name of a package. The marks are the places that must be found; nothing else may be. */

const IMPORT = 'import { type M, decodeThingImage, encodeM } from "criu-images";\ndeclare const m: M;\n';

/** Checks that exactly the marked places of each program are found: all of them are files of one project. */
function itFinds(before: SchemaTexts, after: SchemaTexts, programs: Readonly<Record<string, string>>): void {
  const all = Object.entries(programs).map(([title, program], i) => {
    return { title, file: `p${i}.${title.includes("JavaScript") ? "js" : "ts"}`, ...marked(program) };
  });
  const found = once(() => {
    const folder = projectWith(before, Object.fromEntries(all.map(({ file, text }) => [file, text])));
    return upgradeTo(folder, after).touched;
  });
  it.each(all)("finds $title", ({ file, places }) => {
    const own = found().filter(({ at }) => at.file.endsWith(`/${file}`));
    expect(placesOf(own), own.map(({ effect }) => effect.message).join("\n")).toEqual(places);
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

describe("the search for uses of a field that is gone", () => {
  const before = schemaOf("required uint32 id = 1; optional uint32 old = 2; optional string name = 3;");
  const after = schemaOf("required uint32 id = 1; optional string name = 3;");
  const forms: Readonly<Record<string, string>> = {
    "a property": "export const a = m.«old»;",
    "an optional chain": "declare const n: M | undefined;\nexport const a = n?.«old»;",
    "an element": 'export const a = m[«"old"»];',
    "an assignment": "m.«old» = 5;",
    "a destructured variable": "export const { «old» } = m;",
    "a destructured variable of another name": "export const { «old»: mine = 5, id } = m;",
    "a parameter": "export function f({ «old», id }: M) {\n  return [old, id];\n}",
    "a destructuring assignment": "let a: number | undefined;\n({ «old»: a } = m);\nexport { a };",
    "a nested pattern":
      "for (const { entries: [{ «old» } = m] } of [decodeThingImage(new Uint8Array())]) console.log(old);",
    "an object": "export const a: M = { id: 1, «old»: 2 };",
    "a shorthand": "const old = 3;\nencodeM({ id: 1, «old» });",
    "an object after a spread": "encodeM({ ...m, «old»: 1 });",
    satisfies: "export const a = { id: 1, «old»: 2 } satisfies M;",
    "an entry of an image": "decodeThingImage(new Uint8Array()).entries.map((one) => one.«old»);",
    Pick: 'export type A = Pick<M, "id" | «"old"»>;',
    Omit: 'export type A = Omit<M, «"old"»>;',
    Partial: "export const a: Partial<M> = { «old»: 1 };",
    "an indexed type": 'export type A = M[«"old"»];',
    in: 'export const a = «"old"» in m;',
    "a key": 'const key: keyof M = «"old"»;\nexport { key };',
    "a key of a call": 'const get = <T, K extends keyof T>(of: T, key: K): T[K] => of[key];\nget(m, «"old"»);',
    "a type of its own that extends it": "interface Mine extends M {\n  more: 1;\n}\ndeclare const a: Mine;\na.«old»;",
    "a class": "class A {\n  m!: M;\n  get old() {\n    return this.m.«old»;\n  }\n}\nexport { A };",
    "a namespace": 'import * as criu from "criu-images";\ncriu.decodeM(new Uint8Array()).«old»;',
    "an import type": 'export const f = (a: import("criu-images").M) => a.«old»;',
  };
  const inContext = Object.entries(forms).map(([title, program]) => {
    return [title, `${IMPORT}declare const console: { log(a: unknown): void };\n${program}\n`] as const;
  });
  itFinds(before, after, {
    ...Object.fromEntries(inContext),
    "uses in JavaScript, by its types and by its documentation": `import { decodeM } from "criu-images";
export const a = decodeM(new Uint8Array()).«old»;
/** @param {import("criu-images").M} m */
export const f = (m) => m.«old»;
/** @type {Pick<import("criu-images").M, «"old"»> | undefined} */
export const b = undefined;
`,
    "nothing in names that only look alike": `${IMPORT}
interface Mine {
  old: number;
}
const old = 1;
const mine: Mine = { old };
export const { old: other } = mine;
export const a = [mine.old, mine["old"], "old", { old: m.id }, m.name, other];
export type P = Pick<Mine, "old">;
`,
  });
});

describe("the search for exports that are gone", () => {
  const other = "message other { optional uint32 a = 1; }";
  const use = "required uint32 id = 1; optional other o = 2;";
  const before = schemaOf(use, other);
  const after = schemaOf("required uint32 id = 1;");

  itFinds(before, after, {
    "imports, re-exports, aliases and all uses of them": `import { «decodeOther», «encodeOther» as mine, type «Other», type M } from "criu-images";
import { «readOther» } from «"criu-images/messages/other"»;
export { «Other» } from "criu-images";
export * as criu from "criu-images";
export const a: «Other» = «decodeOther»(new Uint8Array());
export const b = [«mine»(a), a.«a», «readOther»];
export const c = (m: M) => m.«o»?.«a»;
`,
  });
});

describe("the search for fields that can be absent from now on", () => {
  const before = schemaOf("required uint32 id = 1;");
  const after = schemaOf("optional uint32 id = 1;");

  itFinds(before, after, {
    "reads that do not expect it, and no others": `${IMPORT}
declare function take(a: number | undefined): void;
declare function need(a: number): void;
export const a = m.«id» + 1;
export const b = m.id ?? 0;
export const c = m.id === 5 || m.id !== undefined;
export const d = \`\${m.«id»}\`;
export const { «id» } = m;
export const { id: e = 1 } = m;
take(m.id);
need(m.«id»);
m.id = 5;
export const f: M = { id: 5 };
export const g = m.id ? 1 : 2;
if (m.id) need(1);
export const h = m.id!;
export type I = M[«"id"»];
export type J = Pick<M, "id">;
export const k = m.id || 1;
export const l = m.«id».toFixed();
`,
  });
});

describe("the search for objects that lack a field from now on", () => {
  itFinds(
    schemaOf("required uint32 id = 1;"),
    schemaOf("required uint32 id = 1; required uint32 more = 2; repeated uint32 list = 3;"),
    {
      "those without a new field, and knows spreads": `${IMPORT}
export const a: M = «{ id: 1 }»;
export const b: M = { ...m, id: 1 };
encodeM(«{ id: 1 }»);
export const c: Partial<M> = { id: 1 };
export const d: { id: number } = { id: 1 };
export const e: Pick<M, "id"> = { id: 1 };
export const f = [«{ id: 1 }»] satisfies M[];
export const g: readonly M[] = [m, «{ id: 2 }»];
`,
    },
  );

  itFinds(
    schemaOf("optional uint32 id = 1; optional uint32 a = 2;"),
    schemaOf("required uint32 id = 1; optional uint32 a = 2;"),
    {
      "those without a field that was optional": `${IMPORT}
export const a: M = «{ a: 1 }»;
export const b: M = { id: 1 };
export const c: M = «{ ...{ a: 5 } }»;
export const d: M = { ...{ id: 5 }, a: 1 };
export const e = m.id ?? 1;
`,
    },
  );
});

describe("the search for values of an enum", () => {
  const of = (values: string) =>
    schemaOf("required kind kind = 1; optional kind other = 2;", `enum kind { ${values} }`);
  const head = `import { Kind, type M } from "criu-images";\ndeclare const m: M;\n`;

  itFinds(of("A = 0; B = 1;"), of("A = 0; B = 1; C = 2;"), {
    "switches that miss a new value": `${head}
export function f() {
  switch («m.kind») {
    case Kind.A:
      return 1;
    case Kind.B:
      return 2;
  }
  switch (m.kind) {
    case Kind.A:
      return 1;
    default:
      return 3;
  }
}
export function g() {
  switch («m.other») {
    case 0:
      return 1;
    default:
      throw new Error("unknown");
  }
}
export const names: Record<«keyof typeof Kind», string> = { A: "a", B: "b" };
export const one = m.kind === Kind.A;
`,
  });

  itFinds(of("A = 0; B = 1; C = 2;"), of("B = 1; A = 3;"), {
    "names and numbers of values with another number, or none": `${head}
export const a = m.kind === Kind.«A»;
export const b = [m.kind === Kind.B, m.kind === 1, m.kind === «2», m.kind === «0»];
export const { «A»: c } = Kind;
switch (m.«other») {
  case «2»:
  case Kind.«C»:
}
export const d = [Kind[«"A"»], 2, 0];
`,
  });
});

describe("a package whose schema gives other names to code", () => {
  const named = (fields: string): SchemaTexts => {
    const texts = schemaOf(fields);
    return { ...texts, images: `${texts.images}names:\n  m: thing\n  m.old: former\n` };
  };
  itFinds(
    named("required uint32 id = 1; optional uint32 old = 2;"),
    named("required uint32 id = 1; optional string old = 2;"),
    {
      "fields by these names": `import type { Thing } from "criu-images";
export const a = (thing: Thing) => [thing.«former», thing.id];
`,
    },
  );
});
