import { createRequire } from "node:module";
import { join, posix } from "node:path";
import { cwd } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type * as Esbuild from "esbuild";
import type { RenderMap } from "../render/render.ts";

/** How large a program is, in bytes: as a bundler minifies it, and as a server sends that. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

const PROGRAM = "program.ts";

/** Makes JavaScript of TypeScript. */
type ToJs = (source: string) => Promise<string>;

const TYPESCRIPT: Esbuild.TransformOptions = {
  loader: "ts",
  target: "es2022",
  tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true } },
};

/**
 * Measures programs that use rendered modules. Nothing is written for it.
 *
 * @returns a function that takes the program: imports are of paths in the package, such as `./src/index.ts`
 * @throws {Error} where esbuild is not installed
 */
export function createScale(sources: RenderMap): (program: string) => Promise<Size> {
  const esbuild = loadEsbuild();
  // Bundlers get JavaScript; they choose short names by the letters that they see, and would see those of types.
  const modules = new Map<string, Promise<string>>();
  const toJs: ToJs = (source) => {
    const known = modules.get(source) ?? esbuild.transform(source, TYPESCRIPT).then(({ code }) => code);
    modules.set(source, known);
    return known;
  };
  return async (program) => {
    const { outputFiles } = await esbuild.build({
      entryPoints: [PROGRAM],
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      minify: true,
      write: false,
      plugins: [inMemory(new Map([...sources, [PROGRAM, program]]), toJs)],
    });
    const code = outputFiles?.[0]?.contents ?? new Uint8Array();
    return { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
  };
}

/** Makes a bundler find modules by their paths in a map. */
function inMemory(files: RenderMap, toJs: ToJs): Esbuild.Plugin {
  const all = { filter: /.*/ };
  const setup = (build: Esbuild.PluginBuild): void => {
    build.onResolve(all, ({ path, importer }) => {
      if (path.startsWith("node:")) return { path, external: true };
      return { path: posix.join(posix.dirname(importer), path), namespace: "rendered", sideEffects: false };
    });
    build.onLoad({ ...all, namespace: "rendered" }, async ({ path }) => ({
      contents: await toJs(files.get(path) ?? ""),
    }));
  };
  return { name: "rendered", setup };
}

/** The project's own esbuild, or one that is installed beside critgen. */
function loadEsbuild(): typeof Esbuild {
  for (const from of [join(cwd(), "package.json"), fileURLToPath(import.meta.url)]) {
    try {
      return createRequire(from)("esbuild") as typeof Esbuild;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Error("sizes are those that esbuild makes, and it is not installed: `npm install --save-dev esbuild`");
}
