/* Makes Python packages in temporary folders, and runs Python in them. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";

export const HERE = fileURLToPath(new URL("./", import.meta.url));
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Packages from PyPI that the tests need. */
const TOOLS = ["mypy==1.19.1", "setuptools>=77", "wheel"];

/** Runs `work` in a new folder, which is removed afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-python-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the interpreter of an environment with packages from PyPI; makes it if it is not there. */
export function environment(name = "test", packages = TOOLS) {
  const folder = join(ROOT, "node_modules/.cache/critgen-python", name);
  const python = join(folder, "bin/python");
  if (!existsSync(join(folder, "ready"))) {
    call("python3", ["-m", "venv", "--clear", folder], ROOT);
    call(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], ROOT);
    writeFileSync(join(folder, "ready"), "");
  }
  return python;
}

/** Generates a Python package into `folder`, and returns its folder. */
export function generate(folder, name, more) {
  return generateWith(folder, { target: "python", parts: ["codec", "json", "relations"], name, ...more });
}

/** Generates the package of TypeScript for the images of test/fixtures/odd/, and returns its compiled modules. */
export function addTypeScript(folder) {
  const more = { extend: [join(ROOT, "test/fixtures/odd")], images: ["ODD", "ODD_PARTS"] };
  return join(generateWith(folder, { parts: ["codec", "json"], name: "odd-images", ...more }), "dist");
}

/** Generates what a critgen.yaml describes into `folder`, and returns its output. */
export function generateWith(folder, config) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "critgen.yaml"), JSON.stringify({ ...config, out: "out" }));
  call(execPath, [join(ROOT, "dist/main.cjs"), "generate"], folder);
  return join(folder, "out");
}

/** Runs a command and returns what it prints; throws if it fails. `all` adds what it prints as errors. */
export function call(command, words, folder, variables = {}, all = false) {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, ...variables },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${command} ${words.join(" ")} failed:\n${stdout.slice(-20_000)}${stderr.slice(-20_000)}`);
  return all ? stdout + stderr : stdout;
}
