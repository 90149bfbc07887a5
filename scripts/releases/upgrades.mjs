import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { generate, loadModel } from "../../build/generator/generate.js";
import { formatOfModel } from "../../build/generator/model/format/format.js";
import { diffFormats } from "../../build/upstream/diff/diff.js";
import { upgrade } from "../../build/upstream/upgrade/upgrade.js";
import { usesOf } from "./uses.mjs";

/*
 * Judges `critgen upgrade` by the compiler: a program that uses everything of an old package is searched, and compiled
 * with the new package by another compiler.
 */

const OPTIONS = {
  ...{ module: "NodeNext", target: "ES2022", lib: ["ES2023"], strict: true, noEmit: true, types: [] },
  ...{ allowImportingTsExtensions: true, skipLibCheck: true, customConditions: ["@critgen/source"] },
};

/** Effects on lines that compile as before. */
const SILENT = ["meaning", "value-missed"];

const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

let wrong = 0;

/** Returns the number of differences between the search and the compiler so far. */
export function upgradeDifferences() {
  return wrong;
}

/** Prints how the search compares with the compiler for a release and the one before it. */
export function judgeUpgrade(release, before, after) {
  const { uses, found, errors, api, wrong: lines } = judge(before, after);
  const counts = `${uses} uses, ${found} found, ${errors} refused by the compiler, ${api} changes break api`;
  console.log(`${release.padEnd(8)} ${counts}`);
  for (const line of lines) console.log(`  ${release}: ${line}`);
  wrong += lines.length;
}

/**
 * Compares the search with the compiler for two schemas. Returns the differences as texts, and counts.
 *
 * @public used by test/upstream/upgrade/judge.test.ts
 */
export function judge(before, after) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-upgrades-"));
  try {
    return judgeIn(folder, before, after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judgeIn(folder, before, after) {
  const old = generate(before);
  const program = usesOf(old);
  writeAll(join(folder, "old"), old);
  writeAll(join(folder, "new"), generate(after));
  writeAll(folder, [
    ["package.json", '{ "type": "module" }'],
    ["src/uses.ts", program],
  ]);
  writeAll(folder, [["tsconfig.json", JSON.stringify({ compilerOptions: OPTIONS, include: ["src"] })]]);
  use(folder, "old");
  const today = errorsIn(folder);
  const { touched } = upgrade({ config: join(folder, "tsconfig.json"), newer: { model: loadModel(after) } });
  use(folder, "new");
  const errors = errorsIn(folder);
  const lines = program.split("\n");
  const named = touched.filter(({ effect }) => effect.kind !== "does-not-compile");
  const found = new Set(named.map(({ at }) => at.line));
  // Another layout changes types: of all lines that name the image, one at least depends on the difference.
  const isRelaid = ({ effect: { kind, isDeep } }) => kind === "retyped" && isDeep;
  const refused = new Set(
    named.filter((one) => isRelaid(one) && errors.has(one.at.line)).map(({ effect }) => effect.message),
  );
  const isLoud = (one) =>
    !SILENT.includes(one.effect.kind) && !one.isInner && !(isRelaid(one) && refused.has(one.effect.message));
  const loud = named.filter(isLoud);
  const reasons = new Set(named.flatMap(({ effect }) => effect.changes.map(keyOf)));
  const changes = diffFormats(...[before, after].map((schema) => formatOfModel(loadModel(schema))));
  const api = changes.filter(({ breaks }) => breaks.includes("api"));
  const shown = (line) => `${line}: ${lines[line - 1]}`;
  return {
    uses: lines.length,
    found: found.size,
    errors: errors.size,
    api: api.length,
    wrong: [
      ...[...today].map((line) => `error before the upgrade: ${shown(line)}`),
      ...[...errors].filter((line) => !found.has(line)).map((line) => `not found: ${shown(line)}`),
      ...loud
        .filter(({ at }) => !errors.has(at.line))
        .map(({ at, effect }) => `compiles: ${effect.message}: ${shown(at.line)}`),
      ...api.filter((change) => !reasons.has(keyOf(change))).map((change) => `breaks api, not found: ${keyOf(change)}`),
    ],
  };
}

function keyOf({ difference: { what, kind, aspect, group, name } }) {
  return [what, kind, aspect, group, name].filter((word) => word !== undefined).join(" ");
}

function writeAll(folder, files) {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Makes one of the packages the installed one. */
function use(folder, name) {
  const link = join(folder, "node_modules", "criu-images");
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join(folder, name), link);
}

/** Returns the lines of the program that TypeScript 7 refuses. */
function errorsIn(folder) {
  const { stdout } = spawnSync(execPath, [TSC, "-p", folder, "--pretty", "false"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const lines = stdout.split("\n").flatMap((text) => /src\/uses\.ts\((\d+),/.exec(text)?.[1] ?? []);
  const others = stdout.split("\n").filter((text) => /^\S.*error/.test(text) && !text.includes("src/uses.ts("));
  if (others.length > 0) throw new Error(others[0]);
  return new Set(lines.map(Number));
}
