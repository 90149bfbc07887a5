import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { execPath } from "node:process";
import { whileScratch } from "../../../files/draft.ts";
import { type Ended, runTool } from "../../../files/tool.ts";
import type { Compiled, Defect, EarlierModules, RenderMap } from "../../target.ts";
import { compiledPaths } from "../build.ts";
import { closuresOf } from "./closures.ts";
import { flagsOf } from "./files.ts";
import { NODE_SHIM } from "./node-shim.ts";

/**
 * Compiles rendered TypeScript to JavaScript, declarations and maps, with the package's own tsconfig.json. The compiler only
 * reads the declarations of modules that were compiled earlier.
 */
export async function compile(rendered: RenderMap, earlier: EarlierModules): Promise<Compiled> {
  const modules = new Map([...rendered].filter(([path]) => path.startsWith("src/")));
  const project = projectOf(rendered);
  const closures = closuresOf(modules, project);
  const earlierOf = (path: string): RenderMap | undefined => earlier.get(closures.get(path) ?? "");
  const isNew = ([path]: readonly [string, string]): boolean => earlierOf(path) === undefined;
  const news = new Map([...modules].filter(isNew));
  if (news.size > 0) {
    const declared = [...modules.keys()].flatMap((path) => [...(earlierOf(path) ?? [])].flatMap(declaration));
    const { files, defects } = await compileIn([...news, ...declared, ...aside(rendered), ["tsconfig.json", project]]);
    if (defects.length > 0) return { files: new Map(), defects };
    for (const path of news.keys()) earlier.set(closures.get(path) ?? "", outputsOf(path, files, rendered));
  }
  return { files: new Map([...modules.keys()].flatMap((path) => [...(earlierOf(path) ?? [])])), defects: [] };
}

/** Project of the compiler. Source maps refer to the sources in the package. */
function projectOf(rendered: RenderMap): string {
  const more = { types: [], declarationMap: true, sourceMap: true, newLine: "lf", skipDefaultLibCheck: true };
  return JSON.stringify({ compilerOptions: { ...flagsOf(rendered), ...more }, include: ["src"] });
}

/** Files that modules are compiled with: the kind of modules, and types of Node. */
function aside(rendered: RenderMap): [string, string][] {
  return [
    ["package.json", rendered.get("package.json") ?? "{}"],
    ["src/node-shim.d.ts", NODE_SHIM],
  ];
}

/** Returns the declarations of a compiled module, beside the sources, where the compiler finds them. */
function declaration([path, text]: readonly [string, string]): [string, string][] {
  return path.endsWith(".d.ts") ? [[path.replace(/^dist/, "src"), text]] : [];
}

/** Runs the compiler in a temporary folder. */
function compileIn(inputs: Iterable<readonly [string, string]>): Promise<Compiled> {
  return whileScratch(async (folder) => {
    for (const [path, text] of inputs) put(join(folder, path), text);
    const { status, stdout, stderr } = await runCompiler(folder);
    const defects = [...stdout.matchAll(DIAGNOSTIC)].map(toDefect);
    if (status !== 0 && defects.length === 0) throw new Error(`the compiler failed: ${stdout}${stderr}`.trim());
    return { files: defects.length > 0 ? new Map() : compiledIn(folder), defects };
  });
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

/** Returns the compiled files of one module. */
function outputsOf(path: string, files: RenderMap, rendered: RenderMap): RenderMap {
  return new Map(compiledPaths([path]).map((to) => [to, withHeader(to, compiledTo(files, to), rendered)]));
}

function compiledTo(files: RenderMap, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the compiler did not write ${path}`);
  return text;
}

/** Returns the compiler's output, by path in the package. */
function compiledIn(folder: string): RenderMap {
  const entries = readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, "/"),
    );
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** Restores the first comment of a module in its declarations, because the compiler may drop it, and shifts the map. */
function withHeader(path: string, text: string, rendered: RenderMap): string {
  const source = rendered.get(path.replace(/^dist\/(.*?)\.d\.ts(\.map)?$/, "src/$1.ts")) ?? "";
  const header = source.slice(0, source.indexOf("\n") + 1);
  if (path.endsWith(".d.ts.map")) return text.replace(/"mappings":"/, (mappings) => `${mappings};`);
  return path.endsWith(".d.ts") && !text.startsWith(header) ? `${header}${text}` : text;
}
