import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../config/project.ts";
import { inOrder } from "../package.ts";
import type { RenderMap } from "../render/render.ts";
import type { Build, Defect, EarlierModules } from "../targets/target.ts";
import { readManifest } from "../write/manifest.ts";
import { hashOf } from "../write/manifest-text.ts";
import type { Progress } from "./progress.ts";

/** Arranges sources for writing: a whole package, or without a name only the modules. */
export function arrange({ name, target }: Pick<Project, "name" | "target">, sources: RenderMap): RenderMap {
  if (name !== undefined) return sources;
  const modules = [...sources].flatMap(([path, text]): [string, string][] => {
    const moved = target.pathInProject(path);
    return moved === undefined ? [] : [[moved, text]];
  });
  return inOrder(modules);
}

/**
 * Builds a package: its sources, and their compiled files. Files compiled earlier from the same sources are reused,
 * because the compiler is slow.
 *
 * @param earlier modules of packages that were built before in this run
 * @throws {Defects} if the sources do not compile
 */
export async function built(
  { out, target: { build } }: Pick<Project, "out" | "target">,
  sources: RenderMap,
  { progress, earlier }: { readonly progress: Progress; readonly earlier: EarlierModules },
): Promise<RenderMap> {
  if (build === undefined) return sources;
  const files = [...sources].filter(([path]) => !build.isTool(path));
  const known = compiledBefore(out, new Map(files), build);
  if (known !== undefined) return inOrder([...files, ...known]);
  const what = `compiling ${sources.size} files`;
  const { files: compiled, defects } = await progress(what, () => build.compile(sources, earlier));
  if (defects.length > 0) throw new Defects(defects);
  return inOrder([...files, ...compiled]);
}

/** Returns the compiled files of a folder, if it has the same sources and all files are as critgen wrote them. */
function compiledBefore(out: string, sources: RenderMap, build: Build): RenderMap | undefined {
  const manifest = readManifest(out);
  const read = (path: string): string | undefined => {
    const file = join(out, path);
    if (!existsSync(file) || manifest.get(path) === undefined) return undefined;
    const text = readFileSync(file, "utf8");
    return manifest.get(path)?.includes(hashOf(text)) ? text : undefined;
  };
  for (const [path, text] of sources) if (build.isSource(path) && read(path) !== text) return undefined;
  const compiled = new Map<string, string>();
  for (const path of build.outputs(sources.keys())) {
    const text = read(path);
    if (text === undefined) return undefined;
    compiled.set(path, text);
  }
  return compiled;
}

/** Thrown if rendered code does not compile: that is critgen's fault, not the schema's. */
export class Defects extends Error {
  constructor(defects: readonly Defect[]) {
    const lines = defects.map(({ path, line, message }) => `${path}:${line}: ${message}`);
    super(`the rendered code does not compile; nothing was written. This is a defect of critgen:\n${lines.join("\n")}`);
    this.name = "Defects";
  }
}
