import { execPath } from "node:process";
import { expect, it } from "vitest";
import { COMPILED, run } from "../../support/cli.ts";

it.each([
  ["places, as GeoNames has them", ["scripts/gazetteer.mjs", "--check", "--from", COMPILED]],
  ["the map, as Natural Earth has it", ["scripts/map.mjs", "--check"]],
])("the shipped file equals its data: %s", (_, args) => {
  const { code, err } = run(execPath, args);
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
