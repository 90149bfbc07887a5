import type { Build } from "../target.ts";
import { PROJECT } from "./paths.ts";

/** Compilation of packages to JavaScript. The compiler is loaded when it is needed. */
export const BUILD: Build = {
  isSource: (path) => path.startsWith("src/"),
  isTool: (path) => path === PROJECT,
  outputs: compiledPaths,
  compile: async (files, earlier) => (await import("./verify/compile.ts")).compile(files, earlier),
};

/** Lists the files that TypeScript modules are compiled to. */
export function compiledPaths(paths: Iterable<string>): string[] {
  return [...paths].flatMap((path) => {
    const [, module] = /^src\/(.*)\.ts$/.exec(path) ?? [];
    return module === undefined ? [] : [".d.ts", ".d.ts.map", ".js", ".js.map"].map((end) => `dist/${module}${end}`);
  });
}
