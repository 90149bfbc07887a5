import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { TreeError } from "../../../upstream/source/tree-file.ts";
import { PROJECT_SCHEMA, problemsOf, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";
import { share } from "../../support/share.ts";
import { type Dice, diceOf } from "../../support/wire.ts";
import { treeFolder } from "../../upstream/criu/trees.ts";

/*
 * A schema or a source tree may come from a stranger. Any content leads to a model, or to problems that point to it;
 * nothing else is read or changed.
 */

/** Tokens with a meaning in YAML, in .proto files or in C. */
const PIECES = [
  ..."{}[]()<>:;,=-#&*!|>%@\"'\\\n\t\0§".split(""),
  ...[
    "__proto__",
    "constructor",
    "toString",
    "prototype",
    "- ",
    "? ",
    "---\n",
    "...\n",
    "<<: ",
    "!!js/function ",
    "!!binary ",
  ],
  ...[
    "&a ",
    "*a",
    "\u2028",
    "\ud800",
    "/*",
    "*/",
    "//",
    "#define ",
    '#include "/etc/passwd"\n',
    "\\\n",
    "99999999999999999999",
  ],
  ...[
    'import "../../../etc/passwd";',
    'import public "a.proto";',
    "message ",
    "enum ",
    "oneof ",
    "extend ",
    "option ",
    "reserved ",
  ],
  ...[
    "group ",
    "map<string, ",
    "required ",
    "repeated ",
    " = 1;",
    " = -1;",
    " = 0x7fffffffffffffff;",
    "[packed = true]",
  ],
];

function tampered(text: string, dice: Dice): string {
  let result = text;
  for (let changes = 1 + dice(4); changes > 0; changes--) {
    const at = dice(result.length + 1);
    const size = dice(3) === 0 ? dice(60) : 0;
    const [from, length] = [dice(text.length), dice(80)];
    const piece = dice(4) === 0 ? text.slice(from, from + length) : (PIECES[dice(PIECES.length)] ?? "");
    result = result.slice(0, at) + piece + result.slice(at + size);
  }
  return result;
}

/** Checks that `Object.prototype` is unchanged. */
function expectUnpolluted(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12);
}

const EXAMPLE = {
  "images.yaml": table(
    row("NOTE", "magic: 0x55453738, town: Moscow, entries: note_entry, extra: bytes(size) pad 8"),
    row("NOTES", "magic: NOTE, first: base_entry, entries: note_entry if flag, flags: [O_SERVICE]"),
    row("PLAIN", "raw: true"),
  ),
  "display.yaml": "flags:\n  kinds: { A: 0x1, B: 0x2 }\ndicts:\n  codes: { kind: { 1: ONE } }\n",
  "history.yaml": "v1.0:\n  date: 2012-11-23\n  added: { images: [NOTE], fields: { note_entry: [size] } }\n",
  "messages/base.proto":
    'syntax = "proto2";\nmessage base_entry { required uint32 version = 1; optional bool flag = 2; }\n',
  "messages/note.proto":
    'syntax = "proto2";\nimport "base.proto";\n// A note\nmessage note_entry {\n  required uint32 size = 1;\n' +
    '  enum kinds { ONE = 1; }\n  repeated kinds kind = 2 [packed = true];\n  optional string text = 3 [default = "a"];\n' +
    "  oneof one { base_entry base = 4; bytes raw = 5; }\n  reserved 7 to 9;\n  map<uint32, string> names = 6;\n}\n",
};

describe("a damaged schema", () => {
  it("is valid before the damage", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "messages"));
    for (const [path, text] of Object.entries(EXAMPLE)) writeFileSync(join(folder, path), text);
    expect(problemsOf(folder)).toEqual([]);
  });

  it.each(Object.keys(EXAMPLE) as (keyof typeof EXAMPLE)[])("leads to a model or to located problems: %s", (file) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "messages"));
    for (const [path, text] of Object.entries(EXAMPLE)) writeFileSync(join(folder, path), text);
    let models = 0;
    // Some texts must stay valid: otherwise nothing beyond the parser is tested.
    for (let seed = 0; seed < share(150) || (models === 0 && seed < 150); seed++) {
      const text = tampered(EXAMPLE[file], diceOf(seed));
      writeFileSync(join(folder, file), text);
      try {
        loadModel(folder);
        models++;
      } catch (error) {
        if (!(error instanceof SchemaError)) throw new Error(`${JSON.stringify(text)}: ${error}`, { cause: error });
        for (const { at, message } of error.problems) {
          expect(at.line, message).toBeGreaterThanOrEqual(1);
          expect(at.column, message).toBeGreaterThanOrEqual(1);
        }
      }
    }
    expect(models).toBeGreaterThan(0);
    expectUnpolluted();
  });
});

describe("a damaged source tree", () => {
  const files = readdirSync(treeFolder("new"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(treeFolder("new").length + 1));

  it("is valid before the damage, and has files of all kinds", () => {
    expect(readCriuTree(treeFolder("new")).images.length).toBeGreaterThan(5);
    expect(files).toEqual(expect.arrayContaining(["criu/include/magic.h", "criu/image-desc.c", "images/fdinfo.proto"]));
  });

  it.each(files)("leads to a tree or to one located error: %s", (file) => {
    const folder = temporaryFolder();
    cpSync(treeFolder("new"), folder, { recursive: true });
    const original = readFileSync(join(folder, file), "utf8");
    const read = (text: string): unknown => {
      writeFileSync(join(folder, file), text);
      try {
        return readCriuTree(folder).images.length;
      } catch (error) {
        return error;
      }
    };
    expect(read(original)).toBeGreaterThan(5);
    for (let seed = 0; seed < share(12); seed++) {
      const text = tampered(original, diceOf(seed));
      const found = read(text);
      if (typeof found === "number") continue;
      expect(found, JSON.stringify(text)).toBeInstanceOf(TreeError);
      expect((found as TreeError).message, JSON.stringify(text)).toMatch(/^(?:criu|images|lib|Makefile)\S* ?./);
    }
    expectUnpolluted();
  });
});

describe("a small input that grows", () => {
  it.each([
    [
      "aliases of aliases",
      `a: &a [x, x]\n${"bcdefghi".replace(/./g, (c) => `${c}: &${c} [*${String.fromCharCode(c.charCodeAt(0) - 1)}, *a]\n`)}`,
    ],
    ["brackets in brackets", `images: ${"[".repeat(20_000)}`],
    ["blocks in blocks", Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")],
    ["a merge of itself", "images: &a\n  <<: *a\n"],
  ])("is refused: %s", (_, images) => {
    expect(problemsOf(tinySchema({ images })).length).toBeGreaterThan(0);
  });

  it("is refused: deeply nested messages", () => {
    const deep = `${"message a { ".repeat(5000)}${"}".repeat(5000)}`;
    expect(problemsOf(tinySchema({ protos: { "deep.proto": `syntax = "proto2";\n${deep}` } })).length).toBeGreaterThan(
      0,
    );
  });
});

describe("the compiler", () => {
  const secret = "root:x:0:0: secret";

  it.each(["images.yaml", "display.yaml", "history.yaml", "messages/base.proto", "messages"])(
    "refuses a link out of the schema's folder: %s",
    (path) => {
      const outside = temporaryFolder();
      mkdirSync(join(outside, "messages"));
      for (const name of ["file", "messages/base.proto"]) writeFileSync(join(outside, name), secret);
      const folder = tinySchema();
      spawnSync("rm", ["-r", join(folder, path)]);
      symlinkSync(join(outside, path === "messages" ? path : "file"), join(folder, path));
      const problems = problemsOf(folder);
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain("secret");
    },
  );

  it("follows a link to another file of the schema", () => {
    const folder = tinySchema();
    cpSync(join(folder, "images.yaml"), join(folder, "table.yaml"));
    spawnSync("rm", [join(folder, "images.yaml")]);
    symlinkSync("table.yaml", join(folder, "images.yaml"));
    expect(problemsOf(folder)).toEqual([]);
  });

  it("does not wait for a pipe", () => {
    const folder = tinySchema();
    spawnSync("rm", [join(folder, "history.yaml")]);
    expect(spawnSync("mkfifo", [join(folder, "history.yaml")]).status).toBe(0);
    expect(problemsOf(folder)).toMatchObject([{ code: "unreadable", message: /it is not a file/ }]);
  });

  it.each(["/etc/passwd", "../../secret.proto", "..\\secret.proto", "file:///etc/passwd"])(
    "refuses to import %j",
    (path) => {
      const protos = { "note.proto": `syntax = "proto2";\nimport ${JSON.stringify(path)};\n` };
      expect(problemsOf(tinySchema({ protos }))).toMatchObject([{ code: "unknown-import" }]);
    },
  );

  it("accepts the project's own schema", () => {
    expect(problemsOf(PROJECT_SCHEMA)).toEqual([]);
  });
});
