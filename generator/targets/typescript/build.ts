import type { Build } from "../target.ts";

/** File that only compilation needs. */
const PROJECT = "tsconfig.json";

/** Compilation of packages to JavaScript. The compiler is loaded when it is needed. */
export const BUILD: Build = {
  isSource: (path) => path.startsWith("src/"),
  isTool: (path) => path === PROJECT,
  outputs: compiledPaths,
  compile: async (files) => (await import("./verify/compile.ts")).compile(files),
};

/** Files of a package that a folder of modules lacks: the project around it has its own. */
const OF_PACKAGE = ["package.json", "README.md", "LICENSE", PROJECT, "src/self-test.ts"];

/** Returns the path of a module in a folder without a package, or `undefined` for files of the package alone. */
export function pathInProject(path: string): string | undefined {
  return OF_PACKAGE.includes(path) ? undefined : path.replace(/^src\//, "");
}

/** Lists the files that TypeScript modules are compiled to. */
export function compiledPaths(paths: Iterable<string>): string[] {
  return [...paths].flatMap((path) => {
    const [, module] = /^src\/(.*)\.ts$/.exec(path) ?? [];
    return module === undefined ? [] : [".d.ts", ".d.ts.map", ".js", ".js.map"].map((end) => `dist/${module}${end}`);
  });
}
