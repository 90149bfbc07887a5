import { execPath } from "node:process";
import { expect, it } from "vitest";
import { COMPILED, run } from "../../support/cli.ts";

it.each([
  ["the gazetteer, from GeoNames", ["scripts/registry/gazetteer.mjs", "--check", "--from", COMPILED]],
  ["the map, from Natural Earth", ["scripts/registry/map.mjs", "--check"]],
])("a published file equals its source: %s", (_, args) => {
  const { code, err } = run(execPath, args);
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
