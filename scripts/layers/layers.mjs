// Makes biome.layers.json, the linter's rules on imports between folders, of the table of layers.
//   npm run layers -- [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { FOLDERS, LAYERS, layerOf, NODE_MODULES, USES_PACKAGE } from "./table.mjs";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const root = new URL("../..", import.meta.url);
const target = new URL("biome.layers.json", root);

/** Levels of folders inside of a layer. */
const DEPTHS = ["", "/*", "/*/*"];

/** Returns a path as imports have it. */
function relative(from, to) {
  const path = posix.relative(from, to) || ".";
  return path.startsWith(".") ? path : `./${path}`;
}

/** Patterns of imports that the modules of a folder cannot have; the last one that matches an import decides. */
function patternsOf(folder, layer, packages) {
  const own = relative(folder, layer);
  const outside = relative(folder, posix.dirname(layer));
  const nested = FOLDERS.filter((other) => other.startsWith(`${layer}/`) && !LAYERS[layer].includes(other));
  const may = LAYERS[layer].map((one) => `!${relative(folder, one)}${one.endsWith(".ts") ? "" : "/**"}`);
  return [
    ...(layer.startsWith("runtime/") ? ["**", "!./**", `!${own}/**`, ...packages.map((name) => `!${name}`)] : []),
    `${outside}/**`,
    ...(layer === "cli" ? [] : nested.map((one) => `${relative(folder, one)}/**`)),
    ...may,
    ...(USES_PACKAGE.test(layer) ? [] : ["criu-images", "criu-images/**"]),
  ];
}

function ruleOf(layer, includes, folder, packages = []) {
  const may = LAYERS[layer].join(", ") || "its own modules";
  const patterns = [{ group: patternsOf(folder, layer, packages), message: `${layer} may import ${may} alone.` }];
  const noRestrictedImports = { level: "error", options: { patterns } };
  return { includes: [includes], linter: { rules: { style: { noRestrictedImports } } } };
}

// A rule on an inner folder comes after those on the folders around it, and takes precedence.
const inward = FOLDERS.toSorted((a, b) => a.split("/").length - b.split("/").length);
const overrides = [
  ...inward.flatMap((layer) => DEPTHS.map((depth) => ruleOf(layer, `${layer}${depth}/*.ts`, `${layer}${depth}`))),
  ...Object.entries(NODE_MODULES).map(([file, packages]) => ruleOf(layerOf(file), file, posix.dirname(file), packages)),
];
const text = `{ "overrides": [\n${overrides.map((one) => JSON.stringify(one)).join(",\n")}\n] }\n`;

if (!values.check) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  console.error("biome.layers.json is out of date: run `npm run layers`");
  exit(1);
}
