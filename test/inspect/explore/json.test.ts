import { expect, it } from "vitest";
import { jsonPieces, toJson } from "../../../inspect/explore/json.ts";

const VALUE = [
  {
    checkpoint: "a",
    folder: "",
    findings: [
      { code: "one", entry: 1, path: undefined },
      { code: "two", offset: 2n },
    ],
  },
  { checkpoint: "b\u009b", folder: "x/", findings: [] },
  {},
  [],
  null,
];

it.each([0, 1, 2, 3, 9])("writes the same JSON in pieces, with %d levels of them", (depth) => {
  expect([...jsonPieces(VALUE, depth)].join("")).toBe(toJson(VALUE));
  for (const value of [[], {}, 7, "text", undefined])
    expect([...jsonPieces(value, depth)].join("")).toBe(toJson(value));
});

it("has no piece that grows with the number of findings", () => {
  const findings = Array.from({ length: 10_000 }, (_, entry) => ({ code: "bad-extent", entry, message: "too long" }));
  const longest = Math.max(...[...jsonPieces([{ checkpoint: "a", findings }], 3)].map(({ length }) => length));
  expect(longest).toBeLessThan(200);
});
