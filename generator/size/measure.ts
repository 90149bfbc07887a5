import { createRequire } from "node:module";
import { join, posix } from "node:path";
import { cwd } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type * as Esbuild from "esbuild";
import type { RenderMap } from "../render/render.ts";

/** Size of a program in bytes, minified, and gzipped after that. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

const PROGRAM = "program.ts";

/** Compiles TypeScript to JavaScript. */
type ToJs = (source: string) => Promise<string>;

const TYPESCRIPT: Esbuild.TransformOptions = {
  loader: "ts",
  target: "es2022",
  tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true } },
};

/**
 * Creates a function that measures programs with rendered modules. Nothing is written.
 *
 * @returns a function of the program. It imports paths of the package, such as `./src/index.ts`.
 * @throws {Error} if esbuild is not installed
 */
export function createScale(sources: RenderMap): (program: string) => Promise<Size> {
  const esbuild = loadEsbuild();
  // The bundler gets JavaScript, because it chooses short names by the letters it sees, and types would affect them.
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

/** Returns a plugin that finds modules by their path in a map. */
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

/** Loads the project's own esbuild, or one beside critgen. */
function loadEsbuild(): typeof Esbuild {
  for (const from of [join(cwd(), "package.json"), fileURLToPath(import.meta.url)]) {
    try {
      return createRequire(from)("esbuild") as typeof Esbuild;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Error("measuring sizes needs esbuild: run `npm install --save-dev esbuild`");
}
