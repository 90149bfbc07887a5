// Tests the tests by mutation: changes one expression of the code at a time, and reports the changes that no test
// notices. Works in a copy of the project, and installs Stryker's instrumenter there: as a dependency it would bring a
// hundred packages.
// The groups are in scripts/mutants/groups.mjs. `--one-in N` tries only each Nth mutant, for groups that take too long.
//   npm run mutants -- [--one-in N] [GROUP …]
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { projectFiles } from "../files.mjs";
import { GROUPS } from "./groups.mjs";
import { report } from "./report.mjs";
import { tryMutants } from "./run.mjs";

/** Packages that make mutants, in the last versions for Node 20. */
const STRYKER = ["@stryker-mutator/instrumenter@9.6.1", "typed-inject@5.0.0"];

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals: names } = parseArgs({ allowPositionals: true, options: { "one-in": { type: "string" } } });
const oneIn = Number(values["one-in"] ?? 1);
for (const name of names.filter((each) => !(each in GROUPS))) {
  console.error(`unknown group ${name}: choose from ${Object.keys(GROUPS).join(", ")}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "critgen-mutants-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
copyProject();
for (const name of names.length > 0 ? names : Object.keys(GROUPS)) await tryGroup(name);

function copyProject() {
  for (const file of projectFiles(root)) cpSync(join(root, file), join(folder, file));
  const npm = (...args) => execFileSync("npm", [...args, "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  npm("ci");
  npm("install", "--no-save", "--ignore-scripts", ...STRYKER);
  buildForProcesses();
}

/** Builds critgen for tests that start processes, because mutated sources do not compile. Any test does this first. */
function buildForProcesses() {
  const words = ["node_modules/vitest/vitest.mjs", "run", "test/generator/own/own.test.ts"];
  execFileSync(process.execPath, words, { cwd: folder, stdio: "inherit" });
}

/** Tries the mutants of a group, and prints their results. */
async function tryGroup(name) {
  console.log(`\n== ${name}`);
  const files = GROUPS[name].files.flatMap(matching);
  const tests = GROUPS[name].tests.flatMap(matching);
  // One file imports all tests, so that each module is loaded once.
  writeFileSync(join(folder, "test/mutants.test.ts"), tests.map((file) => `import "../${file}";\n`).join(""));
  const notes = join(folder, "node_modules/.cache/mutants", name);
  mkdirSync(notes, { recursive: true });
  const { instrument } = await import(pathToFileURL(join(folder, "scripts/mutants/instrument.mjs")).href);
  const mutants = await instrument(folder, files);
  const sample = mutants.filter(({ id }) => Number(id) % oneIn === 0);
  console.log(report(sample, await tryMutants(folder, notes, oneIn)));
  for (const file of files) cpSync(join(root, file), join(folder, file));
}

/** Lists the files that match a shell pattern. */
function matching(pattern) {
  const listed = execFileSync("bash", ["-O", "extglob", "-c", `ls ${pattern}`], { cwd: folder, encoding: "utf8" });
  return listed.trim().split("\n");
}
