import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process, { execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { type Result, ROOT, runPlain } from "./run.ts";

export { type Result, ROOT };

/*
 * Runs critgen as users do: bundled, in a process of its own. The build is cached until a source changes. All test
 * files share it; no earlier build is needed.
 */

/** A folder inside of node_modules, for critgen's imports. */
const CACHE = join(ROOT, "node_modules", ".cache", "critgen-test");

const DAY = 86_400_000;

const MAIN = "dist/main.cjs";

const SOURCES = [
  "api",
  "checkpoint",
  "cli",
  "generator",
  "inspect",
  "lsp",
  "registry",
  "upstream",
  "generated/src",
  "schema",
  "templates",
];
const CONFIGS = [
  "tsconfig.base.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "generated/tsconfig.json",
  "scripts/api-types.mjs",
  "scripts/bundle.mjs",
  "scripts/prepare.mjs",
];

/** The folder of compiled modules, with the generated package. */
export const COMPILED: string = compiledFolder();

/** Value of `NODE_OPTIONS` that makes file operations fail, as FAULT specifies. */
export const FAULTS: string = `--import ${pathToFileURL(join(ROOT, "test/support/faults.mjs"))}`;

/** The bundled critgen. */
export const CRITGEN: string = join(COMPILED, MAIN);

/** Runs critgen in the root of the project. */
export function critgen(args: readonly string[], options: SpawnSyncOptions = {}): Result {
  return run(execPath, [CRITGEN, ...args], options);
}

/** Runs a bash script that can call `critgen`. */
export function bash(script: string, options: SpawnSyncOptions = {}): Result {
  return run("bash", ["-c", script], options);
}

/** Runs a program without colours, with `critgen` in its path. */
export function run(command: string, args: readonly string[], options: SpawnSyncOptions = {}): Result {
  return runPlain(command, args, { ...options, env: { ...environment(), ...options.env } });
}

/** Runs a script that counts the work of the compiled modules: without optimization, from their first run on. */
export function runCounted(script: string, ...args: readonly string[]): Result {
  return run(execPath, ["--no-opt", "--no-lazy-feedback-allocation", script, COMPILED, ...args]);
}

/** Returns an environment with critgen in the path. */
export function environment(): NodeJS.ProcessEnv {
  const path = `${join(COMPILED, "bin")}:${process.env["PATH"]}`;
  return { ...process.env, PATH: path, NO_COLOR: "1", FORCE_COLOR: undefined };
}

function keyOfSources(): string {
  const hash = createHash("sha256");
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("checkpoint/dist"))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...files.sort(), ...CONFIGS.map((name) => join(ROOT, name))]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** Returns the key of the build that was made before the sources were mutated. */
function keyOfOnlyBuild(): string {
  const [key, ...others] = readdirSync(CACHE);
  if (key === undefined || others.length > 0) throw new Error("mutants need exactly one build");
  return key;
}

/** Compiles into a draft and renames it: if two test files do so at once, the first wins. */
function compileInto(folder: string): void {
  const draft = `${folder}.${process.pid}`;
  try {
    compileAll(draft, join(folder, MAIN));
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function compileAll(folder: string, main: string): void {
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "bin", "critgen"), `#!/bin/sh\nexec '${execPath}' '${main}' "$@"\n`, { mode: 0o755 });
  compile("tsconfig.build.json", folder);
  for (const [source, name] of [
    ["generated", "criu-images"],
    ["checkpoint", "criu-checkpoint"],
  ] as const) {
    const into = join(folder, "node_modules", name);
    compile(source, join(into, "dist"));
    cpSync(join(ROOT, source, "package.json"), join(into, "package.json"));
  }
  node("scripts/bundle.mjs", folder, join(folder, "dist"));
}

function compiledFolder(): string {
  const folder = join(CACHE, process.env["MUTANTS"] === undefined ? keyOfSources() : keyOfOnlyBuild());
  if (!existsSync(folder)) {
    compileInto(folder);
    forgetOld();
  }
  return folder;
}

/** Removes old builds, but not recent ones: other tests may use them. */
function forgetOld(): void {
  for (const name of readdirSync(CACHE)) {
    const folder = join(CACHE, name);
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > DAY) rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiles without checks of types, which `npm run types` and `npm run build` make: they take most of the time. */
function compile(project: string, outDir: string): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  node(tsc, "-p", project, "--outDir", outDir, "--noCheck");
}

function node(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the sources do not compile:\n${stdout}${stderr}`);
}
