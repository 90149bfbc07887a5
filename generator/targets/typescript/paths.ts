/** File that only compilation needs. */
export const PROJECT = "tsconfig.json";

/** Files of a package that a folder of modules lacks: the project around it has its own. */
const OF_PACKAGE = ["package.json", "README.md", "LICENSE", PROJECT, "src/self-test.ts"];

/** Returns the path of a module in a folder without a package, or `undefined` for files of the package alone. */
export function pathInProject(path: string): string | undefined {
  return OF_PACKAGE.includes(path) ? undefined : path.replace(/^src\//, "");
}
