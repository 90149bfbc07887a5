import { execPath } from "node:process";
import { expect, it } from "vitest";
import { runPlain } from "./support/run.ts";

it("files import each other in no circle", () => {
  const { code, out } = runPlain(execPath, ["scripts/structure.mjs", "--list"]);
  expect([code, out.split("\n").filter((line) => /^circle: .* → /.test(line))]).toEqual([0, []]);
});
