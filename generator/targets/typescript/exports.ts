import type { Config } from "../../model/config.ts";

/** A subpath of the package, and its file for each condition. */
export interface ExportView {
  readonly path: string;
  readonly conditions: readonly { readonly name: string; readonly file: string }[];
}

/**
 * Returns the exports of the package: a subpath for each module, and nothing else. A package of sources exports these
 * too, under a condition, for projects that compile them with their own.
 */
export function exportViews(modules: readonly string[], { output }: Pick<Config, "output">): ExportView[] {
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

/** Returns the subpath of a module, unless another module exports it. */
function subpath(module: string): string | undefined {
  if (module === "index") return ".";
  if (module === "layouts/images") return "./layouts";
  return module.startsWith("layouts/") ? undefined : `./${module}`;
}
