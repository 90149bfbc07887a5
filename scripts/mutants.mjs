// Mutation testing: changes what reads and writes images, and what reads the table's language, in one place at a time,
// and says which changes no test notices. In a copy of the project, with Stryker from npm: it is no dependency, as it
// brings 150 packages and takes hours.
// Usage: npm run mutants -- [GROUP …]     The groups are in scripts/mutants/groups.mjs.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { GROUPS } from "./mutants/groups.mjs";

/** The last that runs on Node 20. */
const STRYKER = ["@stryker-mutator/core@9.6.1", "@stryker-mutator/vitest-runner@9.6.1"];

/** All tests of a group in one file: each file is a worker's start and loads all anew, which takes longer than the tests. */
const TESTS = "test/mutants.test.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = process.argv.slice(2);
for (const name of names.filter((each) => !(each in GROUPS))) {
  console.error(`no group is called ${name}: there are ${Object.keys(GROUPS).join(", ")}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "critgen-mutants-"));
try {
  copyProject();
  for (const name of names.length > 0 ? names : Object.keys(GROUPS)) tryGroup(name);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function copyProject() {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of `${listed}`.split("\0").filter(Boolean)) cpSync(join(root, file), join(folder, file));
  run("npm", ["ci", "--no-audit", "--no-fund"]);
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", ...STRYKER]);
}

/** Tries the mutants of a group; what became of each is printed at the end. */
function tryGroup(name) {
  const { files, tests, statics = false } = GROUPS[name];
  const config = {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "scripts/mutants/vitest.config.mjs", related: false },
    mutate: files,
    coverageAnalysis: "perTest",
    inPlace: true,
    concurrency: 1,
    ignoreStatic: !statics,
    timeoutMS: 4000,
    dryRunTimeoutMinutes: 20,
    reporters: ["clear-text", "progress-append-only"],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  };
  writeFileSync(join(folder, "stryker.config.json"), JSON.stringify(config));
  writeFileSync(join(folder, TESTS), tests.flatMap(filesOf).map(importOf).join(""));
  console.log(`\n== ${name}`);
  run("npx", ["stryker", "run"], { MUTANT_TESTS: TESTS });
}

/** The files of tests that a pattern of the shell means. */
function filesOf(pattern) {
  const list = `ls ${pattern}`;
  return execFileSync("bash", ["-O", "extglob", "-c", list], { cwd: folder, encoding: "utf8" }).trim().split("\n");
}

const importOf = (file) => `import ${JSON.stringify(`../${file}`)};\n`;

function run(command, args, more = {}) {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: "inherit", env: { ...process.env, ...more } });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed`);
}
