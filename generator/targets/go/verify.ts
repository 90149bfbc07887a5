import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { whileScratch } from "../../files/draft.ts";
import { type Ended, runTool, ToolError } from "../../files/tool.ts";
import type { Defect, RenderMap, Verdict } from "../target.ts";

/** Checks the format and the types of rendered Go in a temporary folder, without a network. */
export function verify(files: RenderMap): Promise<Verdict> {
  return check(files, async (folder) => [...unformatted(await gofmt(folder)), ...(await vetted(folder))]);
}

/** Checks only syntax and format. */
export function verifyFormat(files: RenderMap): Promise<Verdict> {
  return check(files, async (folder) => {
    const ended = await gofmt(folder);
    return [...unformatted(ended), ...diagnostics(ended.stderr)];
  });
}

function check(files: RenderMap, defectsIn: (folder: string) => Promise<Defect[]>): Promise<Verdict> {
  return whileScratch(async (folder) => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    try {
      return { defects: await defectsIn(folder) };
    } catch (error) {
      if (error instanceof ToolError) return { defects: [], unverified: error.message };
      throw error;
    }
  });
}

/** Runs gofmt: it prints the paths of other formats, and syntax errors as diagnostics. */
function gofmt(folder: string): Promise<Ended> {
  return run(folder, "gofmt", ["-l", "."]);
}

function unformatted({ stdout }: Ended): Defect[] {
  return stdout
    .split("\n")
    .filter((path) => path !== "")
    .map((path) => ({ path, line: 1, message: "the file is not formatted as gofmt does" }));
}

/** Diagnostic of the compiler, of vet or of gofmt, such as `vet: ./core_image.go:12:3: undefined: x`. */
const DIAGNOSTIC = /^(?:vet: )?(?:\.\/)?([^\s:]+\.go):(\d+)(?::\d+)?: (.*)$/gm;

async function vetted(folder: string): Promise<Defect[]> {
  const { status, stderr } = await run(folder, "go", ["vet", "./..."]);
  const defects = diagnostics(stderr);
  if (status !== 0 && defects.length === 0) throw new Error(`go vet failed: ${stderr}`.trim());
  return defects;
}

function diagnostics(text: string): Defect[] {
  return [...text.matchAll(DIAGNOSTIC)].map(([, path = "", line, message = ""]) => {
    return { path, line: Number(line), message };
  });
}

function run(folder: string, command: string, args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, GOFLAGS: "-mod=mod", GOPROXY: "off", GOTOOLCHAIN: "local", GOWORK: "off" };
  return runTool(command, args, { cwd: folder, env });
}
