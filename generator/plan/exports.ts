import type { Config } from "../model/config.ts";

/** A subpath of the package, and the conditions under which it is a file. */
export interface ExportView {
  readonly path: string;
  readonly conditions: readonly { readonly name: string; readonly file: string }[];
}

/**
 * What can be imported from the package: each module by its own subpath, and nothing else. A package that has its
 * sources alone offers these too, under a condition, to those who build them together with their own.
 */
export function planExports(modules: readonly string[], { output }: Pick<Config, "output">): ExportView[] {
  return modules
    .flatMap((module) => {
      const name = module.slice("src/".length, -".ts".length);
      const path = subpath(name);
      return path === undefined ? [] : [{ module, path, built: `./dist/${name}` }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ module, path, built }) => {
      const source = output === "sources" ? [{ name: "@critgen/source", file: `./${module}` }] : [];
      return {
        path,
        conditions: [...source, { name: "types", file: `${built}.d.ts` }, { name: "default", file: `${built}.js` }],
      };
    });
}

/** The subpath of a module; none where it is reached through another one. */
function subpath(module: string): string | undefined {
  if (module === "index") return ".";
  if (module === "layouts/images") return "./layouts";
  return module.startsWith("layouts/") ? undefined : `./${module}`;
}
