import { expect, test } from "vitest";
import { wrap } from "../../../generator/text/wrap.ts";

test("breaks at spaces, and gives a longer word its own line", () => {
  expect(wrap("one two three fourfourfour five", 9)).toEqual(["one two", "three", "fourfourfour", "five"]);
});

test("keeps a word behind another if it cannot begin a line", () => {
  expect(wrap("a line - text", 6, (word) => word === "-")).toEqual(["a line -", "text"]);
});
