import { execPath } from "node:process";
import { expect, it } from "vitest";
import { runPlain } from "./support/run.ts";

it("files of the generator import each other in no circle", () => {
  const { code, out } = runPlain(execPath, ["scripts/structure.mjs", "--list"]);
  const circles = out.split("\n").filter((line) => /^circle: .* → /.test(line));
  expect([code, circles.filter((line) => !line.includes("templates/runtime/"))]).toEqual([0, []]);
});
