/** Lists the files that TypeScript modules are compiled to. */
export function compiledPaths(paths: Iterable<string>): string[] {
  return [...paths].flatMap((path) => {
    const [, module] = /^src\/(.*)\.ts$/.exec(path) ?? [];
    return module === undefined ? [] : [".d.ts", ".d.ts.map", ".js", ".js.map"].map((end) => `dist/${module}${end}`);
  });
}
