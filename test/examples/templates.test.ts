import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel, renderTemplates } from "../../generator/generate.ts";
import { readMagics, type TreeMagic } from "../../upstream/criu/magics.ts";
import { readCriuTree } from "../../upstream/criu/tree.ts";
import { planImport } from "../../upstream/import/import.ts";
import { writeTexts } from "../../upstream/import/texts.ts";
import { ROOT } from "../support/cli.ts";
import { images, magics, magicValue } from "../support/facts.ts";
import { missing, NO_PYTHON, python, skipped } from "../support/python.ts";
import { afterAllTests, PROJECT_SCHEMA, proto, table, temporaryFolder, tinySchema } from "../support/schema.ts";
import { changedTree, treeFolder } from "../upstream/criu/trees.ts";

const cleanup = afterAllTests();
const TEMPLATES = join(ROOT, "examples/templates");

function rendered(schema: string): (path: string) => string {
  const files = renderTemplates(TEMPLATES, loadModel(schema));
  return (path) => files.get(path) ?? "";
}

const file = rendered(PROJECT_SCHEMA);

function magicsIn(header: string): TreeMagic[] {
  return readMagics({ path: "magic.h", text: header });
}

/** Returns the errors and warnings of an installed program for a text; an empty text if it accepts the input. */
function complaints(command: string, args: readonly string[], input: string): string {
  const { status, stderr } = spawnSync(command, args, { input, encoding: "utf8" });
  return status === 0 ? stderr : `${status}: ${stderr}`;
}

const NO_CC = missing("cc");
const NO_GOFMT = missing("gofmt");
const CC = ["-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-x", "c", "-"];

/** Parses the dictionaries of the module with Python. */
function dictionaries(module: string): { by_name: Record<string, number>; by_val: Record<string, string> } {
  return python(`${module}\noutput = {"by_name": by_name, "by_val": by_val}`, null);
}

/** Parses a Go map with a line `"A": 0x1,` for each key. */
function goMap(text: string, name: string): [string, string][] {
  const body = new RegExp(`^var ${name} = map\\[\\w+\\]\\w+\\{\\n(.*?)^\\}`, "ms").exec(text)?.[1] ?? "";
  return body
    .trim()
    .split("\n")
    .map((line) => (/^\t?(.*): (.*),$/.exec(line) ?? []).slice(1) as [string, string]);
}

/** Images that have a magic, from the facts alone. */
const named = images.filter(({ magic }) => magicValue(magic) !== 0);

describe("the C header", () => {
  it("has all magics of CRIU's header, with their aliases and towns", () => {
    const names = new Set(magics.map(({ name }) => name));
    const found = magicsIn(file("magic.h")).flatMap(({ at: _, ...magic }) => (names.has(magic.name) ? [magic] : []));
    const expected = magics.map(({ name, define, alias_of, town }) => ({
      name,
      value: magicValue(define),
      ...(alias_of !== undefined && { alias: alias_of.replace(/_MAGIC$/, "") }),
      // The schema omits other names of the town.
      ...(town !== undefined && { town: town.replace(/ \(a\.k\.a\..*\)/, "") }),
    }));
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    expect(found.toSorted(byName)).toEqual(expected.toSorted(byName));
  });

  it("can replace CRIU's header: `import` then changes nothing", () => {
    const schema = join(temporaryFolder(), "schema");
    const first = planImport(schema, readCriuTree(treeFolder("new")));
    writeTexts(schema, first.before, first.after);
    const header = rendered(schema)("magic.h");
    const tree = changedTree("criu/include/magic.h", () => header);
    expect(readCriuTree(tree).magics).not.toEqual([]);
    const { before, after } = planImport(schema, readCriuTree(tree));
    expect(after).toEqual(before);
  });

  it.skipIf(NO_CC !== undefined)(`compiles${skipped(NO_CC)}`, () => {
    const uses = magics.map(({ define }) => `unsigned int use_${define} = ${define};\n`).join("");
    expect(complaints("cc", CC, file("magic.h") + uses)).toBe("");
  });
});

describe("the maps of magics by name and by value", () => {
  const byName = Object.fromEntries(
    [...named.map(({ name, magic }) => [name, magicValue(magic)] as const)].concat([
      ["IMG_COMMON", magicValue("IMG_COMMON_MAGIC")],
      ["IMG_SERVICE", magicValue("IMG_SERVICE_MAGIC")],
      ["KDAT", magicValue("KDAT_MAGIC")],
    ]),
  );

  it.skipIf(NO_PYTHON !== undefined)(`equal the facts in Python${skipped(NO_PYTHON)}`, () => {
    const { by_name, by_val } = dictionaries(file("magic.py"));
    expect(by_name).toMatchObject(byName);
    expect(Object.entries(by_val).filter(([value, name]) => by_name[name] !== Number(value))).toEqual([]);
    expect(Object.keys(by_val).length).toBe(new Set(Object.values(by_name)).size);
    expect(by_val[String(byName["PAGEMAP"])]).toBe("PAGEMAP");
  });

  it("equal the facts in Go", () => {
    const text = file("magic.go");
    const found: Record<string, number> = Object.fromEntries(
      goMap(text, "ByName").map(([name, value]) => [JSON.parse(name), Number(value)]),
    );
    expect(found).toMatchObject(byName);
    expect(goMap(text, "ByValue").filter(([value, name]) => found[JSON.parse(name)] !== Number(value))).toEqual([]);
    expect(goMap(text, "ByValue").length).toBe(new Set(Object.values(found)).size);
  });

  it.skipIf(NO_GOFMT !== undefined)(`are accepted by gofmt${skipped(NO_GOFMT)}`, () => {
    expect(complaints("gofmt", ["-e"], file("magic.go"))).toBe("");
  });
});

describe("the reference in Markdown", () => {
  it("describes each image, message, field and enum value", () => {
    const text = file("FORMAT.md");
    const model = loadModel(PROJECT_SCHEMA);
    const escaped = (name: string): string => name.replaceAll("_", "\\_");
    const things = [...model.images, ...model.messages, ...model.enums];
    const headings = [...text.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, things.length)).toEqual(things.map(({ name }) => escaped(name)));
    const rows = text.split("\n").filter((line) => /^\| -?\d+ \|/.test(line));
    const fields = model.messages.flatMap((message) => message.fields);
    const values = model.enums.flatMap((one) => one.values);
    const heads = new Set(rows.map((line) => line.split(" |", 2).join(" |")));
    const wanted = [...fields, ...values].map(({ name, number }) => `| ${number} | ${escaped(name)}`);
    expect(wanted.length).toBeGreaterThan(1000);
    expect(wanted.filter((head) => !heads.has(head))).toEqual([]);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  it("has tables with as many cells in each row as in the head", () => {
    const wide = (line: string): number => line.replaceAll("\\|", "").split("|").length;
    const tables = [...file("FORMAT.md").matchAll(/(?:^\|.*\n)+/gm)].map(([text]) => text.trim().split("\n"));
    expect(tables.length).toBeGreaterThan(100);
    const ragged = tables.filter((lines) => lines.length < 3 || new Set(lines.map(wide)).size !== 1);
    expect(ragged).toEqual([]);
  });
});

const HOSTILE: readonly string[] = [
  "*/\n#define HACKED_MAGIC 1 /*",
  'x"\nhacked = 1\n"',
  '"; var Hacked = 1; "',
  "\\",
  "a\\\n#define HACKED_MAGIC 1",
  "| </td>\n# Hacked\n<script>hacked()</script> | [x](javascript:hacked())",
  "{{hacked}} %s ??/ $(hacked) `hacked`",
  "\u2028hacked = 1\u2029\u0085\u0000\u202e",
];

describe("a hostile schema", () => {
  const yaml = (text: string): string => JSON.stringify(text);
  const rows = HOSTILE.map(
    (text, i) =>
      `NOTE${i}: { about: ${yaml(text)}, file: note-%u-${i}.img, magic: ${0x10000000 + i}, town: ${yaml(text)}, entries: base_entry }`,
  );
  const comments = HOSTILE.map((text) =>
    text
      // A comment in a .proto file cannot contain NUL.
      .replaceAll("\0", "")
      .split(/[\n\u2028\u2029\u0085]/)
      .map((line) => `// ${line}\n`)
      .join(""),
  );
  const message = `message note {\n${comments.map((text, i) => `${text}optional uint32 f${i} = ${i + 1};\n`).join("")}}`;
  const table_ = table(...rows).replace("criu: v0.1", `criu: ${yaml(HOSTILE.join(" "))}`);
  const hostile = rendered(tinySchema({ images: table_, protos: { "note.proto": proto(message) } }, cleanup));

  it("adds no magic to the C header", () => {
    const names = magicsIn(hostile("magic.h")).map(({ name }) => name);
    const own = ["CRTOOLS_IMAGES_V1_1", "RAW_IMAGE", "IMG_COMMON", "IMG_SERVICE", "BASE"];
    expect(names).toEqual([...own, ...HOSTILE.map((_, i) => `NOTE${i}`)]);
    expect(hostile("magic.h")).not.toMatch(/\\$/m);
  });

  it.skipIf(NO_CC !== undefined)(`leaves the C header compilable${skipped(NO_CC)}`, () => {
    const text = `${hostile("magic.h")}\nunsigned int x = NOTE7_MAGIC;\n`;
    expect(complaints("cc", ["-trigraphs", ...CC, "-Wno-comment"], text)).toBe("");
  });

  it("adds no statement to the modules of Python and Go", () => {
    expect(
      hostile("magic.py")
        .match(/^\S.*/gm)
        ?.filter((line) => !/^(#|by_name = \{|by_val = \{|\})/.test(line)),
    ).toEqual([]);
    expect(
      hostile("magic.go")
        .match(/^\S.*/gm)
        ?.filter((line) => !/^(\/\/|package magic$|var |\})/.test(line)),
    ).toEqual([]);
  });

  it.skipIf(NO_PYTHON !== undefined)(`leaves Python's module readable${skipped(NO_PYTHON)}`, () => {
    expect(Object.keys(dictionaries(hostile("magic.py")).by_name)).toHaveLength(HOSTILE.length + 3);
  });

  it.skipIf(NO_GOFMT !== undefined)(`leaves Go's module readable${skipped(NO_GOFMT)}`, () => {
    expect(complaints("gofmt", ["-e"], hostile("magic.go"))).toBe("");
  });

  it("adds no heading, tag, link or column to the reference", () => {
    const text = hostile("FORMAT.md");
    expect(text).not.toMatch(/^# Hacked|<script>|(?<!\\)\]\(/m);
    const rows = text.split("\n").filter((line) => /^\| [1-9] \|/.test(line));
    expect(rows.length).toBeGreaterThanOrEqual(HOSTILE.length);
    expect(rows.filter((line) => line.replaceAll(/\\./g, "").split("|").length !== 7)).toEqual([]);
  });
});

describe("a string literal", () => {
  const texts = [...HOSTILE, "Кузнецк, 日本 – é", "\u{1f600}\u0001\t'\"\\", "?\u003f=", "\ud800 half"];
  const folder = temporaryFolder(cleanup);
  writeFileSync(
    join(folder, "a.hbs"),
    "{{#each images}}{{#if raw}}{{{quotePython about}}}\n{{{quoteC about}}}\n{{/if}}{{/each}}",
  );
  const raws = texts.map((text, i) => `RAW${i}: { about: ${JSON.stringify(text)}, file: raw${i}, raw: true }`);
  const lines = (renderTemplates(folder, loadModel(tinySchema({ images: table(...raws) }, cleanup))).get("a") ?? "")
    .trim()
    .split("\n");
  const wanted = texts.map((text) => Buffer.from(text, "utf8").toString("utf8"));

  it.skipIf(NO_PYTHON !== undefined)(`has the value of the text in Python${skipped(NO_PYTHON)}`, () => {
    const list = lines.filter((_, i) => i % 2 === 0);
    expect(python(`output = [${list.join(",\n")}]`, null)).toEqual(wanted);
  });

  it("has the value of the text in C, with escapes of three digits that no digit can extend", () => {
    const list = lines.filter((_, i) => i % 2 === 1);
    const read = (literal: string): string =>
      Buffer.from(
        [...literal.slice(1, -1).matchAll(/\\([0-7]{3})|([^"\\])/g)].map(([, octal, char = ""]) =>
          octal === undefined ? char.charCodeAt(0) : Number.parseInt(octal, 8),
        ),
      ).toString("utf8");
    expect(list.map(read)).toEqual(wanted);
    expect(list.filter((literal) => !/^"(?:\\[0-7]{3}|[ !#-[\]-~])*"$/.test(literal))).toEqual([]);
  });
});
