import { join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { COMPILED, ROOT, run } from "../support/cli.ts";

/*
 * Time and memory of reading what is made to be hard to read, of n, 2n and 4n bytes: shapes that take much, and a share
 * of all others. `npm run bench:bounds` measures all of them.
 */

const KNOWN = [
  "info: packed threads",
  "pretty JSON in pieces: packed threads",
  "JSON: a little overlong threads",
  "JSON in pieces: unknown numbers between known ones",
  "pretty JSON: a name of control characters",
  "pretty JSON in pieces: a socket's name of line ends",
  "decode: unknown fields, each another",
  "image: flags: in quotes, a long number and others",
  "image: a text of umlauts as escapes",
  "image in pieces: a list of numbers",
  "JSON: parts of messages, as deep as can be",
  "decode: controllers of empty names",
];

/** Divisor of the number of cases. */
const SHARE = 230;

interface Figures {
  readonly name: string;
  readonly exponent: number;
  /** Memory as a fraction of the promised bound. */
  readonly over: number;
}

function measured(...args: readonly string[]): Figures[] {
  const { out, err } = run(execPath, [
    join(ROOT, "bench/bounds.mjs"),
    "--folder",
    COMPILED,
    "--size",
    "0.125",
    ...args,
  ]);
  expect(err).toBe("");
  return out
    .trim()
    .split("\n")
    .map((line) => {
      const [exponent, , , , over, , name = ""] = line.split("\t");
      return { name, exponent: Number(exponent), over: Number(over) };
    });
}

const exactly = (names: readonly string[]): string =>
  `^(${names.map((name) => name.replace(/[|()]/g, ".")).join("|")})$`;

describe("time grows with the length, and memory stays within the promised bound", () => {
  it.each([
    ["of shapes that took much", ["--only", exactly(KNOWN)]],
    ["of a share of all shapes", ["--every", `${SHARE}`]],
  ])("%s", (_, args) => {
    const all = measured(...args);
    expect(all.length).toBeGreaterThan(5);
    const odd = (figures: readonly Figures[]): Figures[] => figures.filter((f) => !(f.exponent < 1.7 && f.over < 1.7));
    const first = odd(all).map(({ name }) => name);
    // A busy machine can be slow once.
    expect(first.length === 0 ? [] : odd(measured("--only", exactly(first)))).toEqual([]);
  });
});
