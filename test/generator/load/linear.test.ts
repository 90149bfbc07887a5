import process from "node:process";
import { describe, expect, it } from "vitest";
import { declareProtos } from "../../../generator/load/protos.ts";
import type { Problem } from "../../../generator/model/problem.ts";

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Texts of so many lines, or with so many declarations. */
const SHAPES: Readonly<Record<string, (count: number) => string>> = {
  "unknown types": (n) => numbered(n, (i) => `message M${i} { optional Unknown${i} a = 1; }`),
  "known types": (n) =>
    numbered(
      n,
      (i) =>
        `message M${i} { optional M${(i * 7) % n} a = 1; optional E${i} e = 2 [default = V${i}]; }\nenum E${i} { V${i} = 1; }`,
    ),
  "values of one enum, each a default": (n) =>
    `enum E { ${numbered(n, (i) => `V${i} = ${i};`)} }\n${numbered(n, (i) => `message M${i} { optional E e = 1 [default = V${i}]; }`)}`,
  "reserved ranges": (n) => `message M { ${numbered(n, (i) => `reserved ${i * 3 + 1} to ${i * 3 + 2};`)} }`,
  extensions: (n) =>
    `message M { extensions 1 to max; }\n${numbered(n, (i) => `extend M { optional int32 e${i} = ${20_000 + i}; }`)}`,
  "names that clash": (n) => numbered(n, () => "message M { optional int32 a = 1; }"),
  "blanks and comments in one line": (n) => `message M { ${"/* a */ ; ".repeat(n)} }`,
  "a long string": (n) => `message M { optional string a = 1 [default = "${"\\303\\251".repeat(n)}"]; }`,
  "options of a message": (n) => `message M { ${numbered(n, (i) => `option unknown${i} = 1;`)} }`,
};

/** Time of the processor in milliseconds: other work on the machine is none of it. */
function timeOf(text: string): number {
  const start = process.cpuUsage();
  const problems: Problem[] = [];
  declareProtos([{ name: "a.proto", file: `${text.length}.proto`, text: `syntax = "proto2";\n${text}` }], problems);
  return process.cpuUsage(start).user / 1000;
}

it("a message has at most 5000 fields", () => {
  const problems: Problem[] = [];
  const text = `message M {\n${numbered(5001, (i) => `optional int32 f${i} = ${i + 1};`)}\n}`;
  declareProtos([{ name: "a.proto", file: "a.proto", text }], problems);
  expect(problems).toMatchObject([{ code: "unsupported", message: "`M` has 5001 fields, which are more than 5000" }]);
});

describe("the time that .proto files take is linear in their length", () => {
  it.each(Object.keys(SHAPES))("%s", { timeout: 120_000 }, (name) => {
    const shape = SHAPES[name] ?? (() => "");
    timeOf(shape(300));
    const [small, large] = [shape(1000), shape(4000)];
    const least = (text: string): number => Math.min(...[0, 1, 2].map((i) => timeOf(text + " ".repeat(i))));
    // Quadratic time would be 16 times as long.
    expect(least(large)).toBeLessThan(Math.max(50, 10 * least(small)));
  });
});
