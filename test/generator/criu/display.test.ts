import { describe, expect, it } from "vitest";
import { readDisplay } from "../../../generator/criu/display.ts";

const read = (text: string) => readDisplay({ path: "pb2dict.py", text });

describe("the names of bits and codes", () => {
  it("are lists and dictionaries, in place or by their names, or not there at all", () => {
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
    ["flags_maps = [1]", "flags_maps"],
    ["flags_maps = { 'f': 5 }", "f"],
    ["flags_maps = { 'f': ['A'] }", "f"],
    ["flags_maps = { 'f': [('A', 'x')] }", "f"],
    ["flags_maps = { 'f': [('A', 1), (2, 1)] }", "f"],
    ["flags_maps = { 'f': gone }", "gone"],
    ["dict_maps = { 'd': ('x',) }", "d"],
    ["dict_maps = { 'd': { 'x': 5 } }", "d"],
  ])("%s is no table of names", (text, what) => {
    expect(() => read(text)).toThrow(`pb2dict.py: \`${what}\` is not a table of names in a form that is understood`);
  });

  it.each([
    ["flags_maps = 'a' << 1", "`<<` is not understood"],
    ["flags_maps = { [1]: 2 }", "is not understood"],
    ["flags_maps = {", "the end of the file"],
    ["flags_maps =", "the end of the file"],
  ])("%s is not read", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
