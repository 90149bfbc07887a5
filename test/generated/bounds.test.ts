import { join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { COMPILED, ROOT, run } from "../support/cli.ts";
import { shareOf } from "../support/share.ts";

/*
 * Measures the memory that hostile inputs of n, 2n and 4n bytes take: inputs that once took much, and a sample of all
 * others. `npm run bench:bounds` measures time and memory of all of them.
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

/** The sample is one case in this many. */
const SHARE = 400;

interface Figures {
  readonly name: string;
  /** Memory as a fraction of the promised bound. */
  readonly over: number;
}

function measured(...args: readonly string[]): Figures[] {
  const { out, err } = run(execPath, [
    join(ROOT, "bench/bounds/bounds.mjs"),
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
      const [, , , , over, , name = ""] = line.split("\t");
      return { name, over: Number(over) };
    });
}

const exactly = (names: readonly string[]): string =>
  `^(${names.map((name) => name.replace(/[|()]/g, ".")).join("|")})$`;

describe("reading stays within the promised bound of memory", () => {
  it.each([
    ["for inputs that once took much", ["--only", exactly(shareOf(KNOWN))]],
    ["for a sample of all inputs", ["--every", `${SHARE}`]],
  ])("%s", (_, args) => {
    const all = measured(...args);
    expect(all.length).toBeGreaterThan(2);
    expect(all.filter(({ over }) => !(over < 1.7))).toEqual([]);
  });
});
