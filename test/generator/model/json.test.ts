import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromJson, toJson } from "../../../generator/model/json.ts";
import { firstProblem, SchemaError } from "../../../generator/model/problem.ts";

const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.bigInt(), fc.constant(null), fc.constantFrom(-0, Number.NaN)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.string({ maxLength: 2 }), tie("value")), { maxLength: 3 }).map((pairs) => new Map(pairs)),
  ),
}));

describe("a model as JSON", () => {
  it("is equal after parsing", () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(fromJson(JSON.parse(JSON.stringify(toJson(value))))).toEqual(value);
      }),
    );
  });

  it("omits places, comments and absent values", () => {
    expect(toJson({ at: 1, comment: "c", a: undefined, b: { at: 2, c: 3 } })).toEqual({ b: { c: 3 } });
  });
});

it("firstProblem names the first problem, its place and the number of others", () => {
  const problem = (line: number) => ({ code: "x", message: `m${line}`, at: { file: "f", line, column: 2 } });
  expect(firstProblem(new SchemaError([problem(7), problem(3)]))).toBe("f:3:2: m3 (and 1 more)");
  expect(firstProblem(new SchemaError([]))).toBe("the schema has 0 problems");
});
