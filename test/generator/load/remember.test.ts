import { expect, it } from "vitest";
import { rememberByFile, rememberByText, rememberTexts } from "../../../generator/load/remember.ts";

/** More than the characters of all texts that are cached. */
const MANY = 1 << 21;

it("texts that are read in turns are read once", () => {
  const read: string[] = [];
  const remember = rememberByText((text) => ({ text, nth: read.push(text) }));
  const first = remember("a");
  for (const text of ["b", "c", "a", "c", "b"]) expect(remember(text).text).toBe(text);
  expect(remember("a")).toBe(first);
  expect(read).toEqual(["a", "b", "c"]);
});

it("the text without use for the longest time is forgotten first", () => {
  const read: string[] = [];
  const remember = rememberByText((text) => ({ nth: read.push(text.charAt(0)) }));
  const [a, b, c] = ["a", "b", "c"].map((letter) => letter.repeat(MANY / 5)) as [string, string, string];
  for (const text of [a, b, a, c, a, b]) remember(text);
  expect(read).toEqual(["a", "b", "c", "b"]);
});

it("a text that is longer than all that are cached is remembered until the next one", () => {
  const read: string[] = [];
  const remember = rememberByText((text) => ({ nth: read.push(text.charAt(0)) }));
  for (const text of ["x".repeat(MANY), "x".repeat(MANY), "y", "y", "x".repeat(MANY)]) remember(text);
  expect(read).toEqual(["x", "y", "x"]);
});

it("a text that could not be read is read again", () => {
  let tries = 0;
  const remember = rememberByText(() => {
    tries++;
    throw new Error("no");
  });
  for (const text of ["a", "a"]) expect(() => remember(text)).toThrow("no");
  expect(tries).toBe(2);
});

it("files and lists are told apart whatever their names and texts hold", () => {
  const byFile = rememberByFile((file, text) => ({ file, text }));
  for (const [file, text] of [
    ["a", '"b'],
    ['a"', "b"],
    ["a\n", "b"],
    ["a", "\nb"],
    ["a", '"b'],
  ] as const) {
    expect(byFile(file, text)).toEqual({ file, text });
  }
  const joined = rememberTexts((texts: readonly string[]) => ({ texts }));
  for (const texts of [["a", "b"], ["ab"], ['a","b'], []]) expect(joined(texts)).toEqual({ texts });
});
