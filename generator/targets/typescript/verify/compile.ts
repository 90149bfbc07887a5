import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { execPath } from "node:process";
import { whileScratch } from "../../../files/draft.ts";
import { type Ended, runTool } from "../../../files/tool.ts";
import type { Compiled, Defect, RenderMap } from "../../target.ts";
import { flagsOf } from "./files.ts";
import { NODE_SHIM } from "./node-shim.ts";

/** Compiles rendered TypeScript to JavaScript, declarations and maps, with the package's own tsconfig.json, in a temporary folder. */
export function compile(rendered: RenderMap): Promise<Compiled> {
  return whileScratch(async (folder) => {
    for (const [path, text] of inputs(rendered)) put(join(folder, path), text);
    const { status, stdout, stderr } = await runCompiler(folder);
    const defects = [...stdout.matchAll(DIAGNOSTIC)].map(toDefect);
    if (status !== 0 && defects.length === 0) throw new Error(`the compiler failed: ${stdout}${stderr}`.trim());
    return { files: defects.length > 0 ? new Map() : outputs(folder, rendered), defects };
  });
}

/** Returns the compiler's input: modules and flags. Source maps refer to the sources in the package. */
function inputs(rendered: RenderMap): RenderMap {
  const more = { types: [], declarationMap: true, sourceMap: true, newLine: "lf", skipDefaultLibCheck: true };
  const modules = [...rendered].filter(([path]) => path.startsWith("src/") || path === "package.json");
  const project = JSON.stringify({ compilerOptions: { ...flagsOf(rendered), ...more }, include: ["src"] });
  return new Map([...modules, ["src/node-shim.d.ts", NODE_SHIM], ["tsconfig.json", project]]);
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function runCompiler(folder: string): Promise<Ended> {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  return runTool(execPath, [tsc, "-p", folder, "--pretty", "false"], { cwd: folder });
}

/** Diagnostic of the compiler, such as `src/magic.ts(12,3): error TS2322: Type …`. */
const DIAGNOSTIC = /^(.*?)\((\d+),\d+\): error TS\d+: (.*)$/gm;

function toDefect([, path = "", line, message = ""]: RegExpExecArray): Defect {
  return { path, line: Number(line), message };
}

/** Returns the compiler's output, by path in the package. */
function outputs(folder: string, rendered: RenderMap): RenderMap {
  const entries = readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, "/"),
    );
  return new Map(paths.map((path) => [path, withHeader(path, readFileSync(join(folder, path), "utf8"), rendered)]));
}

/** Restores the first comment of a module in its declarations, because the compiler may drop it, and shifts the map. */
function withHeader(path: string, text: string, rendered: RenderMap): string {
  const source = rendered.get(path.replace(/^dist\/(.*?)\.d\.ts(\.map)?$/, "src/$1.ts")) ?? "";
  const header = source.slice(0, source.indexOf("\n") + 1);
  if (path.endsWith(".d.ts.map")) return text.replace(/"mappings":"/, (mappings) => `${mappings};`);
  return path.endsWith(".d.ts") && !text.startsWith(header) ? `${header}${text}` : text;
}
