// Compiles the schema into a package in a fresh folder, and reads a real checkpoint with that package.
//   node examples/demo.mjs dist/main.cjs
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { argv, execPath, exit } from "node:process";
import { fileURLToPath } from "node:url";

const CHECKPOINT = "test/fixtures/images/fds";
/** Number of open files in the output; the process has more than forty. */
const SHOWN = 4;

const root = fileURLToPath(new URL("..", import.meta.url));
const critgen = resolve(argv[2] ?? join(root, "dist/main.cjs"));
const folder = mkdtempSync(join(tmpdir(), "critgen-demo-"));
copyFileSync(join(root, "examples/demo.yaml"), join(folder, "critgen.yaml"));
copyFileSync(join(root, "examples/checkpoint.mjs"), join(folder, "checkpoint.mjs"));

console.log(`The schema becomes a package in the new folder ${folder}:\n`);
const start = performance.now();
show(run("critgen generate", critgen, "generate"));
show([`rendered and compiled in ${((performance.now() - start) / 1000).toFixed(1)} s`]);

console.log("\nA program reads a checkpoint with that package:\n");
show(shorten(run(`node checkpoint.mjs ${CHECKPOINT}`, "checkpoint.mjs", join(root, CHECKPOINT))));

console.log("\nThe folder stays: delete it when you have looked at it.");

/** Prints `shown` as a command, runs a Node script in the folder, and returns the lines of its output. */
function run(shown, ...words) {
  show([`$ ${shown}`]);
  const { status, stdout, stderr } = spawnSync(execPath, words, { cwd: folder, encoding: "utf8" });
  if (status === 0) return stdout.trimEnd().split("\n");
  console.error(stderr);
  exit(1);
}

/** Omits all open files except the first few. */
function shorten(lines) {
  const first = lines.findIndex((line) => line.startsWith("  fd "));
  const last = lines.findLastIndex((line) => line.startsWith("  fd "));
  const left = last + 1 - first - SHOWN;
  return [...lines.slice(0, first + SHOWN), `  … and ${left} more`, ...lines.slice(last + 1)];
}

function show(lines) {
  for (const line of lines) console.log(`  ${line}`.trimEnd());
}
