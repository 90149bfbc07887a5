// Counts the work of reading source files of a length, and of twice that, in shapes of a hostile tree. Runs in a
// process of its own, with the folder of compiled sources and the number of shapes to try of four. Prints shapes that
// take too much.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { stepsOf } from "../../support/steps.mjs";

const from = (path) => import(pathToFileURL(join(argv[2], path)).href);
const { readMagics } = await from("upstream/criu/magics.js");
const { readImages } = await from("upstream/criu/images.js");
const { readDisplay } = await from("upstream/criu/display.js");
const { readPycriu } = await from("registry/against/pycriu.js");
const { readGoCriu } = await from("registry/against/go-criu.js");
const { mergeProtos } = await from("upstream/import/protos.js");
const { withoutComments } = await from("upstream/criu/comments.js");

const folder = mkdtempSync(join(tmpdir(), "critgen-trees-"));
for (const path of ["magic", "crit/cli"]) mkdirSync(join(folder, path), { recursive: true });

const header = { path: "image-desc.h", text: "enum { CR_FD_A };" };
const READERS = {
  magics: (text) => readMagics({ path: "magic.h", text }),
  images: (text) => readImages({ path: "image-desc.c", text }, header),
  members: (text) => readImages({ path: "image-desc.c", text: TABLE }, { path: "image-desc.h", text }),
  display: (text) => readDisplay({ path: "pb2dict.py", text }),
  pycriu: (text) => written("images.py", text, readPycriu),
  "magics of pycriu": (text) => written("images.py", "handlers = {}", () => written("magic.py", text, readPycriu)),
  "magics of go-criu": (text) => written("magic/magic.go", text, readGoCriu),
  "handlers of go-criu": (text) =>
    written("magic/magic.go", 'm.ByName["A"] = 1', () => written("crit/cli/handler.go", text, readGoCriu)),
  comments: (text) => withoutComments(text),
  "the schema's messages": (text) => mergeProtos(protosOf(text), protosOf(text.replaceAll("old", "new"))),
};

function protosOf(text) {
  return new Map([["a.proto", text]]);
}

function written(path, text, read) {
  writeFileSync(join(folder, path), text);
  return read(folder);
}

const TABLE = 'struct cr_fd_desc_tmpl t[] = { [CR_FD_A] = { .fmt = "a", .magic = A_MAGIC } };';
const list = (n, make) => Array.from({ length: n }, (_, i) => make(i)).join("");
const open = "struct cr_fd_desc_tmpl t[] = {\n";

/** Pieces of text: alone in each file, and after the usual beginning of the file. */
const REPEATED = [
  ..." \t\n\r\"'`\\/*#([{<,;:=|&-~!?.0aA_@",
  ...[
    "\\\n",
    '\\"',
    "\\'",
    '"\\',
    "/*",
    "*/",
    "//",
    "/**/",
    "//\\\n",
    "/*\n",
    '"""',
    "'''",
    "\r\n",
    "( ",
    ") (",
    "0 +",
    "a,",
  ],
  ...[
    "#define A A\n",
    "#define A(x) A(x) A(x)\n",
    "#define ",
    "#if 0\n",
    "#if 1\n",
    "#else\n",
    "#endif\n",
    "\\ \n",
    "##",
    "# ",
  ],
  ...[
    "a = b\nb = a\n",
    "flags_maps = {\n",
    "handlers = {\n",
    "handlers = {",
    "[CR_FD_A] = {",
    '.ByName["A',
    'case "A',
    'case "A": ',
  ],
  ...['case "A": return ', "by_name['A", "CR_FD_A ", "1 << ", "1 ? ", "-1 ", "'a' ", "\u00e9"],
];
const BEGINNINGS = {
  magics: ["", "#define A_MAGIC ", "#define A_MAGIC (", "#define A(", "#if ", "#define A(x) x\n#define B_MAGIC A("],
  images: ["", open, `${open}[CR_FD_A] = { .fmt = `, `${open}[CR_FD_A] = { .oflags = `, `#define F(x) x\n${open}F(`],
  members: ["", "enum { "],
  display: ["", "flags_maps = ", "flags_maps = {'f': [('A', ", "flags_maps = {'f': [", 'flags_maps = "'],
  pycriu: ["", "handlers = {\n", "handlers = {'A': f(", "handlers = "],
  "magics of pycriu": ["", "by_name['A']"],
  "magics of go-criu": ["", '.ByName["A"]', '.ByName["A"] ='],
  "handlers of go-criu": ["", 'case "A":', 'case "A": return &', 'case "A": x'],
  comments: ["", '"', "/*", "//"],
};
const repeated = Object.entries(BEGINNINGS).flatMap(([reader, beginnings]) =>
  beginnings.flatMap((beginning) =>
    REPEATED.map((part) => ({
      reader,
      name: JSON.stringify(beginning + part),
      make: (n) => beginning + part.repeat(n / part.length),
    })),
  ),
);

/** Shapes that are more than one text again and again; `n` is about their length. */
const GROWING = [
  [
    "magics",
    "aliases of each other in a row",
    (n) => `#define A0 1\n${list(n / 16, (i) => `#define A${i + 1} A${i}\n`)}`,
  ],
  ["magics", "macros that double", (n) => `#define A0 1\n${list(n / 16, (i) => `#define A${i + 1} A${i} + A${i}\n`)}`],
  ["magics", "a sum", (n) => `#define A_MAGIC 0${" + 1".repeat(n / 4)}`],
  ["magics", "macros", (n) => list(n / 16, (i) => `#define A${i} ${i}\n`)],
  ["magics", "conditions in each other", (n) => `${"#if 1\n".repeat(n / 12)}${"#endif\n".repeat(n / 12)}`],
  ["images", "rows", (n) => `${open}${list(n / 60, (i) => `[CR_FD_A${i}] = { .fmt = "a", .magic = A_MAGIC },\n`)}`],
  [
    "images",
    "macros of rows",
    (n) => `#define R(x) [CR_FD_##x] = { .fmt = #x, .magic = x##_MAGIC },\n${open}${list(n / 10, (i) => `R(A${i})\n`)}`,
  ],
  [
    "images",
    "parameters",
    (n) => {
      const names = Array.from({ length: n / 20 }, (_, i) => `p${i}`);
      return `#define F(${names.join()}) ${names.join(" ")}\n${open}F(${names.join()})`;
    },
  ],
  ["images", "calls in calls", (n) => `#define F(x) x\n${open}${"F(".repeat(n / 3)}${")".repeat(n / 3)}`],
  [
    "images",
    "macros that double by arguments",
    (n) => `${list(n / 30, (i) => `#define F${i}(a) F${i + 1}(a##a)\n`)}${open}F0(x)`,
  ],
  ["display", "names of names", (n) => `flags_maps = a0\n${list(n / 10, (i) => `a${i} = a${i + 1}\n`)}`],
  [
    "display",
    "tables of names",
    (n) => `flags_maps = {${list(n / 20, (i) => `'f${i}': a${i}, `)}}\n${list(n / 20, (i) => `a${i} = []\n`)}`,
  ],
  ["display", "one table under many names", (n) => `a = [${"('A', 1),".repeat(n / 18)}]\nflags_maps = {'f': a}`],
  ["display", "lists in lists", (n) => `flags_maps = ${"[".repeat(n / 2)}${"]".repeat(n / 2)}`],
  [
    "the schema's messages",
    "renamed fields",
    (n) => `message a {${list(n / 28, (i) => `optional int32 old${i} = ${i};\n`)}}`,
  ],
  [
    "the schema's messages",
    "fields of other numbers",
    (n) => `message a {${list(n / 28, (i) => `optional int32 a${i} = old${i};\n`)}}`,
  ],
  [
    "the schema's messages",
    "other fields, each with comments",
    (n) => `message a {${list(n / 50, (i) => `// ${i}\n\n// old\noptional int32 old${i} = old${i};\n`)}}`,
  ],
  ["the schema's messages", "equal options", (n) => `message a {${"option x = old;\n".repeat(n / 16)}}`],
  ["the schema's messages", "other messages", (n) => list(n / 20, (i) => `message old${i} {}\n`)],
  ["the schema's messages", "the same messages", (n) => list(n / 20, (i) => `message a${i} {}\n`)],
  ["the schema's messages", "imports", (n) => `${list(n / 20, (i) => `import "${i}";\n`)}message a {}`],
  ["the schema's messages", "values", (n) => `enum a {${list(n / 12, (i) => `old${i} = ${i};\n`)}}`],
  ["pycriu", "handlers", (n) => `handlers = {${list(n / 20, (i) => `'A${i}': f(pb.a),`)}}`],
].map(([reader, name, make]) => ({ reader, name, make }));

const compiled = pathToFileURL(argv[2]).href;
const isOurs = (url) => url.startsWith(compiled);

function steps({ reader, make }, n) {
  const text = make(n);
  return stepsOf(isOurs, () => {
    try {
      READERS[reader](text);
    } catch (error) {
      if (error.name !== "TreeError") throw new Error(`${reader} of ${text.slice(0, 60)}: ${error.stack}`);
    }
  });
}

const SIZE = 1200;
/** Factor of twice the work for twice the length, plus a margin for work counted in whole blocks. */
const MOST = 2.2;

const shapes = [...repeated.filter((_, i) => i % 4 < Number(argv[3])), ...GROWING];
const slow = [];
try {
  for (const shape of shapes) {
    const [once, twice] = [await steps(shape, SIZE), await steps(shape, 2 * SIZE)];
    const ratio = twice / Math.max(once, 1);
    if (ratio > MOST) slow.push(`${shape.reader}: ${shape.name}: ${once}, ${twice}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(JSON.stringify({ shapes: shapes.length, slow }));
