import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { withScratch } from "../../files/draft.ts";
import type { Defect, RenderMap, Verdict } from "../target.ts";

/** Checks the format and the types of rendered Go in a temporary folder, without a network. */
export function verify(files: RenderMap): Verdict {
  return check(files, ["gofmt", "go"], (folder) => [...unformatted(gofmt(folder)), ...vetted(folder)]);
}

/** Checks only syntax and format. */
export function verifyFormat(files: RenderMap): Verdict {
  return check(files, ["gofmt"], (folder) => {
    const result = gofmt(folder);
    return [...unformatted(result), ...diagnostics(result.stderr)];
  });
}

function check(files: RenderMap, commands: readonly string[], defectsIn: (folder: string) => Defect[]): Verdict {
  const missing = commands.find((command) => !isThere(command));
  if (missing !== undefined) return { defects: [], unverified: `there is no \`${missing}\` on the PATH` };
  return withScratch((folder) => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { defects: defectsIn(folder) };
  });
}

/** Tells whether the PATH has a command. Both commands print their help then. */
function isThere(command: string): boolean {
  return spawnSync(command, ["-h"], { stdio: "ignore" }).error === undefined;
}

/** Runs gofmt: it prints the paths of other formats, and syntax errors as diagnostics. */
function gofmt(folder: string) {
  return run(folder, "gofmt", ["-l", "."]);
}

function unformatted({ stdout }: { readonly stdout: string }): Defect[] {
  return stdout
    .split("\n")
    .filter((path) => path !== "")
    .map((path) => ({ path, line: 1, message: "the file is not formatted as gofmt does" }));
}

/** Diagnostic of the compiler, of vet or of gofmt, such as `vet: ./core_image.go:12:3: undefined: x`. */
const DIAGNOSTIC = /^(?:vet: )?(?:\.\/)?([^\s:]+\.go):(\d+)(?::\d+)?: (.*)$/gm;

function vetted(folder: string): Defect[] {
  const { status, stderr } = run(folder, "go", ["vet", "./..."]);
  const defects = diagnostics(stderr);
  if (status !== 0 && defects.length === 0) throw new Error(`go vet failed: ${stderr}`.trim());
  return defects;
}

function diagnostics(text: string): Defect[] {
  return [...text.matchAll(DIAGNOSTIC)].map(([, path = "", line, message = ""]) => {
    return { path, line: Number(line), message };
  });
}

function run(folder: string, command: string, args: readonly string[]) {
  const env = { ...process.env, GOFLAGS: "-mod=mod", GOPROXY: "off", GOTOOLCHAIN: "local", GOWORK: "off" };
  const result = spawnSync(command, args, { cwd: folder, encoding: "utf8", env });
  if (result.error !== undefined) throw result.error;
  return result;
}
