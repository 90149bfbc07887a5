import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { argv, execPath, exit } from "node:process";
import { fileURLToPath } from "node:url";

/* Compiles the fuzzer to JavaScript, and runs it with the compiled package. Run `npm run build` first. */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "node_modules", ".cache", "critgen-fuzz");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/** Runs a Node script, and exits with its code if it fails. */
function run(script, args) {
  const { status } = spawnSync(execPath, [script, ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) exit(status ?? 1);
}

run(tsc, ["-p", "test/fuzz"]);
// The compiled fuzzer finds its data by the same relative paths.
for (const path of ["test/fixtures", "generated", "test/fuzz/corpus"]) {
  const link = join(folder, path);
  mkdirSync(dirname(link), { recursive: true });
  if (!existsSync(link)) symlinkSync(join(root, path), link);
}
writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
run(join(folder, "test", "fuzz", "main.js"), argv.slice(2));
