import type { FileSystem } from "typescript/unstable/fs";
import type { RenderMap } from "../render/render.ts";
import { NODE_SHIM } from "./node-shim.ts";

/** Where a package stands on the compiler's disk. */
const ROOT = "/package";

/** The project that the compiler opens there. */
export const PROJECT: string = `${ROOT}/tsconfig.json`;

const SHIM = `${ROOT}/node-shim.d.ts`;

/** Where a file of a package is on the compiler's disk, and the other way round. */
const pathOf = (name: string): string => `${ROOT}/${name}`;
export const nameOf = (path: string): string => path.slice(ROOT.length + 1);

/** What the compiler finds on its disk for a package: all files, and a project that has its flags. */
export function compilerFiles(files: RenderMap): ReadonlyMap<string, string> {
  const own = new Map([...files].map(([name, text]) => [pathOf(name), text]));
  const modules = [...own.keys()].filter((path) => path.endsWith(".ts"));
  return own.set(SHIM, NODE_SHIM).set(PROJECT, project(files, [...modules, SHIM]));
}

/** The flags of the package's own tsconfig.json. Of Node it has the shim alone, and nothing is emitted. */
function project(files: RenderMap, modules: readonly string[]): string {
  const options = { ...flagsOf(files), types: [], rootDir: ROOT, noEmit: true, skipDefaultLibCheck: true };
  return JSON.stringify({ compilerOptions: options, files: modules });
}

/** The flags in a package's tsconfig.json, which may begin with comments. */
export function flagsOf(files: RenderMap): object {
  const text = files.get("tsconfig.json")?.replaceAll(/^\/\/.*$/gm, "") ?? "{}";
  return (JSON.parse(text) as { readonly compilerOptions?: object }).compilerOptions ?? {};
}

/** A disk that has these files, and of the real one only what lies elsewhere: the declarations of the language. */
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
