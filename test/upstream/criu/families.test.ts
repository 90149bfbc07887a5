import { describe, expect, it } from "vitest";
import { namedNumbers } from "../../../upstream/criu/c/numbers.ts";
import { readFamilies } from "../../../upstream/criu/families.ts";

const numbers = (text: string) => Object.fromEntries(namedNumbers({ path: "a.h", text }, /^[A-Z]+$/));

describe("numbers of a header", () => {
  it.each([
    ["#define A (1 << 3)\n#define B A\n#define C(x) 1\n#define d 2\n#define E", { A: 8n, B: 8n }],
    ["#define A 1\n#define A 2", { A: 2n }],
    ["#ifdef UNKNOWN\n#define A 1\n#else\n#define A 2\n#define B 3\n#endif\n#error x", { A: 2n, B: 3n }],
    ["#if 0\n#define A 1\n#endif\n#define B 1\n#undef B", {}],
    ['#define A "text"\n#define B sizeof(int)\n#define C ((struct a *)1)\n#define D MORE', {}],
    ["enum { A, B = 5, C, D = B, E, F = (1 << 2) | 1, G };", { A: 0n, B: 5n, C: 6n, F: 5n, G: 6n }],
    ["enum name { A = 1, };\nenum name x;\nenum { B };", { A: 1n, B: 0n }],
    ["enum { A = 1\n", { A: 1n }],
  ])("in %j are %o", (text, wanted) => {
    expect(numbers(text)).toEqual(wanted);
  });

  it("are refused if they are defined by themselves", () => {
    expect(() => numbers("\n#define A A")).toThrow("a.h:2: `A` has no value: `A` names itself");
  });
});

describe("families of C names", () => {
  const header =
    "#define VMA_A (1 << 0)\n#define VMA_B (1 << 31)\n#define VMA_NONE 0\n#define VMA_MASK 3\n#define VMA_C 4";
  const flags = new Map([
    [
      "mmap.status",
      [
        { name: "VMA_A", bit: 1 },
        { name: "VMA_C", bit: 8 },
      ],
    ],
  ]);

  it("include the bits that the Python tool lacks or defines differently, lowest first", () => {
    const more = readFamilies([{ path: "criu/include/image.h", text: header }], { flags });
    expect(more).toEqual(
      new Map([
        [
          "mmap.status",
          [
            { name: "VMA_C", bit: 4 },
            { name: "VMA_B", bit: 2 ** 31 },
          ],
        ],
      ]),
    );
  });

  it("are read from the headers of any release; the first file takes precedence", () => {
    const state = "enum { COMPEL_TASK_ALIVE = 1, COMPEL_TASK_ZOMBIE = 6, COMPEL_TASK_MAX = 7 };";
    const files = [
      {
        path: "include/image.h",
        text: "#define TASK_ALIVE 9\n#define TASK_DEAD 2\n#define TASK_COMM_LEN 16\n#define USK_A 1",
      },
      { path: "compel/include/uapi/task-state.h", text: state },
      { path: "criu/sk-unix.c", text: "#define USK_A 2\n#define USK_PAIR_A 4" },
      { path: "other/image.h", text: header },
    ];
    expect(readFamilies(files, { flags })).toEqual(
      new Map([
        ["unix_sk_entry.uflags", [{ name: "USK_A", bit: 1 }]],
        [
          "gen.task_state",
          [
            { name: "TASK_ALIVE", bit: 1 },
            { name: "TASK_DEAD", bit: 2 },
            { name: "TASK_ZOMBIE", bit: 6 },
          ],
        ],
      ]),
    );
    expect(readFamilies([], { flags })).toEqual(new Map());
  });
});
