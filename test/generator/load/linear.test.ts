import { describe, expect, it } from "vitest";
import { declareProtos } from "../../../generator/load/protos.ts";
import type { Problem } from "../../../generator/model/problem.ts";
import { runCounted } from "../../support/cli.ts";

const { code, out, err } = runCounted("test/generator/load/steps.mjs");
const counted = (code === 0 ? JSON.parse(out) : {}) as Readonly<Record<string, readonly [number, number]>>;

it("a message cannot have more than 5000 fields", () => {
  const problems: Problem[] = [];
  const fields = Array.from({ length: 5001 }, (_, i) => `optional int32 f${i} = ${i + 1};`).join("\n");
  declareProtos([{ name: "a.proto", file: "a.proto", text: `message M {\n${fields}\n}` }], problems);
  expect(problems).toMatchObject([{ code: "unsupported", message: "`M` has 5001 fields; at most 5000 are supported" }]);
});

it("the script counts the work of each declaration", () => {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(Object.keys(counted).length).toBe(18);
  // Each declaration takes some work.
  expect(Math.min(...Object.values(counted).map(([once]) => once))).toBeGreaterThan(400);
});

describe("twice as many declarations take about twice the work", () => {
  it.each(Object.entries(counted))("for %s", (_, [once, twice]) => {
    // Buffers are copied when they grow.
    expect(twice).toBeLessThanOrEqual(2.3 * once);
  });
});
