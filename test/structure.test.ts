import { execPath } from "node:process";
import { expect, it } from "vitest";
import { runPlain } from "./support/run.ts";

it("no files import each other in a circle", () => {
  const { code, out } = runPlain(execPath, ["scripts/structure.mjs", "--list"]);
  expect([code, out.split("\n").filter((line) => /^circle: .* → /.test(line))]).toEqual([0, []]);
});
