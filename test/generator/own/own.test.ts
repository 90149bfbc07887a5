import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { explanations } from "../../../generator/own/explanations.ts";
import { BUILT_IN_SCHEMA, packageFile } from "../../../generator/own/package-root.ts";
import { versionOfCritgen } from "../../../generator/own/version.ts";
import { ROOT } from "../../support/cli.ts";

it("critgen's own files are found from its sources", () => {
  expect(fileURLToPath(packageFile("package.json"))).toBe(join(ROOT, "package.json"));
  expect(BUILT_IN_SCHEMA).toBe(join(ROOT, "schema"));
  expect(existsSync(join(BUILT_IN_SCHEMA, "images.yaml"))).toBe(true);
});

it("its version is that of its package", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(versionOfCritgen()).toBe(version);
});

it("each section of docs/problems.md explains the code of its heading, without the marks of Markdown", () => {
  const all = explanations();
  expect(all.get("zero-magic")?.split("\n", 1)).toEqual(["zero-magic"]);
  expect(all.get("zero-magic")).toContain("error zero-magic: ");
  expect([...all.values()].filter((text) => text.includes("```") || text !== text.trim())).toEqual([]);
  const headings = readFileSync(join(ROOT, "docs/problems.md"), "utf8").match(/^## .*$/gm) ?? [];
  expect([...all.keys()]).toEqual(headings.map((line) => line.slice(3)));
});
