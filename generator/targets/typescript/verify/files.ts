import type { FileSystem } from "typescript/unstable/fs";
import type { RenderMap } from "../../target.ts";
import { NODE_SHIM } from "./node-shim.ts";

/** Path of a package on the compiler's virtual disk. */
const ROOT = "/package";

/** Path of the project that the compiler opens. */
export const PROJECT: string = `${ROOT}/tsconfig.json`;

const SHIM = `${ROOT}/node-shim.d.ts`;

/** Path of a package's file on the virtual disk; `nameOf` reverses it. */
const pathOf = (name: string): string => `${ROOT}/${name}`;
export const nameOf = (path: string): string => path.slice(ROOT.length + 1);

/** Returns the virtual disk of a package: all files, and a project with its flags. */
export function compilerFiles(files: RenderMap): ReadonlyMap<string, string> {
  const own = new Map([...files].map(([name, text]) => [pathOf(name), text]));
  const modules = [...own.keys()].filter((path) => path.endsWith(".ts"));
  return own.set(SHIM, NODE_SHIM).set(PROJECT, project(files, [...modules, SHIM]));
}

/** Returns a tsconfig with the package's flags. Node's types come from the shim. */
function project(files: RenderMap, modules: readonly string[]): string {
  const options = { ...flagsOf(files), types: [], rootDir: ROOT, noEmit: true, skipDefaultLibCheck: true };
  return JSON.stringify({ compilerOptions: options, files: modules });
}

/** Returns the flags of a package's tsconfig.json, which may begin with comments. */
export function flagsOf(files: RenderMap): object {
  const text = files.get("tsconfig.json")?.replaceAll(/^\/\/.*$/gm, "") ?? "{}";
  return (JSON.parse(text) as { readonly compilerOptions?: object }).compilerOptions ?? {};
}

/** Returns a file system with these files. Paths outside of the package come from the real disk. */
export function diskOf(files: () => ReadonlyMap<string, string>): FileSystem {
  const isOurs = (path: string): boolean => path === ROOT || path.startsWith(`${ROOT}/`);
  return {
    readFile: (path) => (isOurs(path) ? (files().get(path) ?? null) : undefined),
    fileExists: (path) => (isOurs(path) ? files().has(path) : undefined),
    directoryExists: (path) =>
      isOurs(path) ? [...files().keys()].some((file) => file.startsWith(`${path}/`)) : undefined,
    realpath: (path) => (isOurs(path) ? path : undefined),
  };
}
