import { describe, expect, it } from "vitest";
import { readDisplay } from "../../../upstream/criu/display.ts";

const read = (text: string) => readDisplay({ path: "pb2dict.py", text });

describe("names of bits and codes in pb2dict.py", () => {
  it("are lists and dictionaries, written out or by name, and can be absent", () => {
    expect(readDisplay(undefined)).toEqual({ flags: new Map(), dicts: new Map() });
    expect(read("")).toEqual({ flags: new Map(), dicts: new Map() });
    const { flags, dicts } = read(
      "bits = [('A', 1 << 1), ('B', 4 | 1)]\nflags_maps = { 'f': bits, 'g': [] }\ndict_maps = { 'd': ({ 'x': { 0: 'ZERO' } }, {}), 'e': { 'y': {} } }\n",
    );
    expect(flags).toEqual(
      new Map([
        [
          "f",
          [
            { name: "A", bit: 2 },
            { name: "B", bit: 5 },
          ],
        ],
        ["g", []],
      ]),
    );
    expect(dicts).toEqual(
      new Map([
        ["d", new Map([["x", new Map([[0, "ZERO"]])]])],
        ["e", new Map([["y", new Map()]])],
      ]),
    );
  });

  it.each([
    ["1 | 2 << 3", 17],
    ["1 | 6 & 3", 3],
    ["1 ^ 7 & 3 | 8", 10],
    ["1 << 2 + 1", 8],
    ["(1 | 2) << 3", 24],
    ["7 & ~2", 5],
    ["-7 // 2 + 10", 6],
    ["-7 % 3", 2],
    ["2 ** 3 ** 2", 512],
    ["10 - 2 ** 2 - 1", 5],
    ["3 - -2 ** 2", 7],
    ["1 << 31 | 1 << 30", 0xc0000000],
    ["0o17 + 017 + 0x1F + 0b11 + 1_000 + 5L", 15 + 15 + 31 + 3 + 1000 + 5],
    ["(  # one\n 1 |\\\n 2)", 3],
    ["(33 >> 2) + 2 ** 0 + (1 << 0)", 10],
  ])("have computed bits: %s is %d", (bit, value) => {
    expect(read(`flags_maps = {'f': [('A', ${bit})]}`).flags.get("f")).toEqual([{ name: "A", bit: value }]);
  });

  it("come from the last assignment at the start of a line, not from strings or comments", () => {
    const text = [
      "flags_maps = {'f': [('A', 1)]}",
      "x = '''",
      "flags_maps = {'f': [('TEXT', 1)]}",
      "'''",
      "def f(",
      "flags_maps = {}):",
      "  flags_maps = {}",
      "# flags_maps = {}",
      "flags_maps = {'f': [('B' r'C', 1,), ('D # \"', 2)], }  # }",
      "flags_maps == {}",
    ].join("\n");
    expect(read(text).flags.get("f")).toEqual([
      { name: "BC", bit: 1 },
      { name: 'D # "', bit: 2 },
    ]);
  });

  it("come from statements alone, not from brackets, functions or multi-line strings", () => {
    const text = [
      ")",
      "bits2 = [(\"x'''y\", 1), ('B' 'C', 2)]",
      "flags_maps = {'f': bits2}",
      "def f(",
      "flags_maps = {}):",
      "  flags_maps = {}",
      "x = dict(flags_maps = {})",
      "]",
      "y = r'''it\\'s \\'''",
      "flags_maps = {}",
      "'''",
    ].join("\n");
    expect(read(text).flags.get("f")).toEqual([
      { name: "x'''y", bit: 1 },
      { name: "BC", bit: 2 },
    ]);
  });

  it.each([
    ["flags_maps = [1]", "flags_maps"],
    ["flags_maps = { 'f': 5 }", "f"],
    ["flags_maps = { 'f': ['A'] }", "f"],
    ["flags_maps = { 'f': [('A', 'x')] }", "f"],
    ["flags_maps = { 'f': [('A', 1), (2, 1)] }", "f"],
    ["flags_maps = { 'f': gone }", "gone"],
    ["dict_maps = { 'd': ('x',) }", "d"],
    ["dict_maps = { 'd': { 'x': 5 } }", "d"],
    ["dict_maps = { 'd': { 'x': { 'y': 'Z' } } }", "d"],
    ["dict_maps = { 'd': { 'x': { 1: 2 } } }", "d"],
    ["flags_maps = { 'f': [('A', -1)] }", "f"],
    ["flags_maps = { 'f': [('A', 1 << 60)] }", "f"],
  ])("cannot have the form %s", (text, what) => {
    expect(() => read(text)).toThrow(`pb2dict.py: the table of names \`${what}\` has an unknown form`);
  });

  it.each([
    ["flags_maps = 'a' << 1", "`<<` is not understood in the table `flags_maps`"],
    ["flags_maps = -'a'", "`-` is not understood"],
    ["flags_maps = { 'a': 1 / 2 }", "`/` is not understood"],
    ["flags_maps = { 'a': 1 // 0 }", "`1 // 0` has no value"],
    ["flags_maps = { 'a': 1 << 5000 }", "`1 << 5000` has no value"],
    ["flags_maps = { 'a': 0778 }", "`0778` is not understood"],
    ["flags_maps = { 'a': 08 }", "`08` is not understood"],
    ["flags_maps = { 'a': 1 >> -1 }", "`1 >> -1` has no value"],
    ["flags_maps = { 'a': (1 << 1000) * (1 << 1000) }", "has no value"],
    ["flags_maps = other\nother = flags_maps", "is defined by itself"],
    ['flags_maps = {}\nx = """', "pb2dict.py:2: this text does not end"],
    [`flags_maps = ${"[".repeat(9000)}`, "more than 200 brackets or operators are nested"],
    [`flags_maps = ${"-".repeat(9000)}1`, "more than 200 brackets or operators are nested"],
    ["flags_maps = { [1]: 2 }", "a key that is neither a text nor a number"],
    ["flags_maps = {", "the end is not understood in the table `flags_maps`"],
    ["flags_maps =", "the end is not understood in the table `flags_maps`"],
  ])("cannot contain the expression in %s", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
