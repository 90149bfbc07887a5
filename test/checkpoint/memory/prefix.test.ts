import { expect, it } from "vitest";
import { prefixOf } from "../../../checkpoint/memory/prefix.ts";

it.each<[RegExp, string]>([
  [/needle of [a-z]+/, "needle of "],
  [/key=\d+/, "key="],
  [/abc+/, "abc"],
  [/abc*/, "ab"],
  [/abc?d/, "ab"],
  [/abc{0}/, "ab"],
  [/ab|cd/, ""],
  [/ab(?:c|d)[|]\|/, "ab"],
  [/ab[)]|c/, ""],
  [/^abc/, ""],
  [/(?<=x)abc/, ""],
  [/abc/i, ""],
])("the beginning of each match of %s is %j", (expression, text) => {
  expect(prefixOf(expression)).toBe(text);
});
