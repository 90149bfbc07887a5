import { describe, expect, it } from "vitest";
import { type Match, match, type Named } from "../../../upstream/diff/match.ts";

/** Parses things from words such as `a=1`. */
function things(words: string): Named[] {
  return words.split(" ").flatMap((word) => {
    const [name = "", number] = word.split("=");
    return number === undefined ? [] : [{ name, number: Number(number) }];
  });
}

/** Returns the matches as words; `alike` decides whether two things can be the same. */
function found(before: string, after: string, alike?: (a: Named, b: Named) => boolean): string[] {
  const all: Match<Named> = match(things(before), things(after), alike);
  const pair = ([a, b]: readonly [Named, Named]): string => `${a.name}=${a.number}>${b.name}=${b.number}`;
  return [
    ...all.kept.map((one) => `kept ${pair(one)}`),
    ...all.renamed.map((one) => `renamed ${pair(one)}`),
    ...all.moved.map((one) => `moved ${pair(one)}`),
    ...all.replaced.map((one) => `replaced ${pair(one)}`),
    ...all.handovers.map(({ named, numbered, way }) => `${way} ${pair(named)}, ${pair(numbered)}`),
    ...all.added.map(({ name }) => `added ${name}`),
    ...all.removed.map(({ name }) => `removed ${name}`),
  ];
}

const never = (): boolean => false;

describe("a match by names and numbers", () => {
  it.each([
    ["a=1", "a=1", ["kept a=1>a=1"]],
    ["a=1", "b=1", ["renamed a=1>b=1"]],
    ["a=1", "a=2", ["moved a=1>a=2"]],
    ["a=1", "b=2", ["added b", "removed a"]],
    ["a=1 b=2", "b=1 a=2", ["moved a=1>a=2", "moved b=2>b=1"]],
    ["a=1", "old=1 a=5", ["ceded a=1>a=5, a=1>old=1"]],
    ["a=1 b=2", "old=1 a=5 b=6", ["ceded a=1>a=5, a=1>old=1", "moved b=2>b=6"]],
    ["old=1 a=5", "a=1", ["taken a=5>a=1, old=1>a=1"]],
    // A third thing has the number of the new name, so neither is renamed.
    ["a=1 b=5", "old=1 a=5", ["moved a=1>a=5", "added old", "removed b"].sort()],
    ["old=1 a=5", "a=1 c=5", ["moved a=5>a=1", "added c", "removed old"].sort()],
    ["a=1 b=1", "a=1 c=1", ["kept a=1>a=1", "renamed b=1>c=1"]],
    ["a=1 b=1", "c=1", ["renamed a=1>c=1", "removed b"]],
    ["a=1", "b=1 c=1", ["renamed a=1>b=1", "added c"]],
  ])("finds %s → %s", (before, after, expected) => {
    expect(found(before, after).sort()).toEqual([...expected].sort());
  });

  it.each([
    ["a=1", "b=1", ["replaced a=1>b=1"]],
    ["a=1", "old=1 a=5", ["added old", "moved a=1>a=5"]],
    ["old=1 a=5", "a=1", ["moved a=5>a=1", "removed old"]],
  ])("finds %s → %s, if no two things can be the same", (before, after, expected) => {
    expect(found(before, after, never).sort()).toEqual(expected);
  });
});
