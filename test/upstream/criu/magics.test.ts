import { describe, expect, it } from "vitest";
import { readImages } from "../../../upstream/criu/images.ts";
import { readMagics } from "../../../upstream/criu/magics.ts";
import { versionsOfTree } from "../../../upstream/criu/tree.ts";

const magics = (text: string) => readMagics({ path: "magic.h", text });

describe("the magics of a header", () => {
  it("have names without _MAGIC, aliases and towns", () => {
    const text = [
      "#ifndef GUARD\n#define GUARD\n#include <x.h>",
      "#define A_MAGIC 0x10 /* Town of A */\n#define B_MAGIC (A_MAGIC) // B",
      "#define F(x) (x)\n#define EMPTY\n#define V1 1\n#define MAGIC_NOT 2\n#define GONE_MAGIC 3\n#undef GONE_MAGIC\n#endif",
    ].join("\n");
    expect(magics(text)).toEqual([
      { name: "A", value: 0x10, town: "Town of A", at: { file: "magic.h", line: 4 } },
      { name: "B", value: 0x10, alias: "A", town: "B", at: { file: "magic.h", line: 5 } },
      { name: "V1", value: 1, at: { file: "magic.h", line: 8 } },
      { name: "MAGIC_NOT", value: 2, at: { file: "magic.h", line: 9 } },
    ]);
  });

  it.each([
    ["0xffffffff", 0xffffffff],
    ["-2147483648", 0x80000000],
    ["-1", 0xffffffff],
    ["(1 << 4)", 16],
  ])("include %s as %d", (text, value) => {
    expect(magics(`#define A_MAGIC ${text}`)).toMatchObject([{ name: "A", value }]);
  });

  it.each([
    ["#define A_MAGIC 0x100000000", "magic.h:1: A_MAGIC is not a number of 32 bits: 4294967296"],
    ["#define A_MAGIC -2147483649", "magic.h:1: A_MAGIC is not a number of 32 bits: -2147483649"],
    ["#define A_MAGIC ()", "magic.h:1: `)` is not understood in the macro A_MAGIC"],
    ["\nint a;", "magic.h:2: `int` is not understood: a magic is `#define NAME value`"],
    ["#define A_MAGIC 1\n#define A 2", "magic.h:2: A is defined twice"],
    ["#define A_MAGIC B_MAGIC", "magic.h:1: A_MAGIC is an alias of B_MAGIC, and that is not defined here"],
  ])("are refused: %j", (text, message) => {
    expect(() => magics(text)).toThrow(message);
  });
});

it("a version of the format is a constant with a value of its own, not an alias", () => {
  const version = { name: "CRTOOLS_IMAGES_V1", value: 1 };
  const tree = {
    magics: [version, { name: "CRTOOLS_IMAGES_V2", value: 1, alias: version.name }, { name: "A", value: 2 }],
  };
  expect(versionsOfTree(tree)).toEqual([{ name: "v1.0", value: 1 }]);
});

describe("the table of images in image-desc.c", () => {
  const table = (rows: string): string =>
    `struct cr_fd_desc_tmpl *other;\nstruct cr_fd_desc_tmpl imgset[X] = {\n${rows}\n};\n`;
  const images = (text: string, members = "CR_FD_A, CR_FD_B, _CR_FD_C, CR_FD_C, CR_FD_C, CR_FD_MAX") =>
    readImages({ path: "image-desc.c", text }, { path: "image-desc.h", text: `enum { ${members} };` });

  it("has a row for each image, with its file, its magic and its flags", () => {
    const rows =
      '[CR_FD_A] = { .fmt = "a-" "%d.img", .magic = A_MAGIC },, [CR_FD_B] = { .oflags = O_NOBUF | O_SERVICE | 0, .magic = RAW_MAGIC, .fmt = "b", }';
    expect(images(table(rows))).toEqual({
      images: [
        { name: "A", file: "a-%d.img", magic: "A", flags: [], at: { file: "image-desc.c", line: 3 } },
        { name: "B", file: "b", magic: "RAW", flags: ["O_NOBUF", "O_SERVICE"], at: { file: "image-desc.c", line: 3 } },
      ],
      members: ["A", "B", "C"],
    });
  });

  it.each([
    ["[1] = { }", "`1` is not understood as the name of an image"],
    ["[CR_FD_A] { }", "`{` is not understood in place of `=`"],
    ['[CR_FD_A] = { fmt = "a" }', "`fmt` is not understood in place of `.`"],
    ['[CR_FD_A] = { .fmt "a" }', '`"a"` is not understood in place of `=`'],
    ['[CR_FD_A] = { .fmt = "a", .magic = A }', "`A` is not understood as a value of CR_FD_A"],
    ['[CR_FD_A] = { .fmt = "a", .magic = A_MAGIC B_MAGIC }', "`B_MAGIC` is not understood as a value of CR_FD_A"],
    ['[CR_FD_A] = { .fmt = "a", .magic = A_MAGIC, .oflags = O_NOBUF O_SERVICE }', "`O_SERVICE` is not understood"],
    ['[CR_FD_A] = { .fmt = "a" }', "`CR_FD_A` is not understood without .fmt and .magic"],
    ["[CR_FD_A] = { .magic = A_MAGIC }", "`CR_FD_A` is not understood without .fmt and .magic"],
    ["#define A A\nA", "`A` is not understood as a row: the macro names itself"],
    ["A", "`A` is not understood as a row: it is not a macro of this file"],
  ])("cannot contain %s", (rows, message) => {
    expect(() => images(table(rows))).toThrow(message);
  });

  it("must end, and must contain values of the enum only", () => {
    expect(() => images("struct cr_fd_desc_tmpl imgset[X] = {\n[CR_FD_A] =")).toThrow(
      "image-desc.c:2: the table of images has no end",
    );
    expect(() => images("struct cr_fd_desc_tmpl imgset[X];")).toThrow("image-desc.c has no table of images");
    expect(() => images(table('[CR_FD_A] = { .fmt = "a", .magic = A_MAGIC }'), "CR_FD_B")).toThrow(
      "image-desc.c:3: CR_FD_A is not in the enumeration of image-desc.h",
    );
  });
});
